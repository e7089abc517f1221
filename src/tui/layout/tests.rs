//! The rectangles at every size: they fill the body, keep apart, and follow what a person hid.

use proptest::prelude::*;
use ratatui::layout::{Position, Size};

use super::{Divider, Layout, Nudge, Pane};

#[test]
fn wide_terminals_show_all_panes_and_narrow_ones_the_one_in_use() {
    let layout = Layout::default();
    assert_eq!(layout.areas(Size::new(100, 30), Pane::Chat).slots.len(), 5);
    let narrow = layout.areas(Size::new(99, 30), Pane::Chat);
    assert_eq!(narrow.slots.len(), 1);
    assert_eq!(narrow.slots[0].pane, Pane::Chat);
    assert!(narrow.single);
}

#[test]
fn a_zoomed_pane_fills_the_body_and_gives_it_back() {
    let mut layout = Layout::default();
    layout.toggle_zoom(Pane::Editor);
    let areas = layout.areas(Size::new(120, 40), Pane::Editor);
    assert_eq!(areas.slots.len(), 1);
    assert_eq!(areas.slots[0].outer, areas.body);
    layout.toggle_zoom(Pane::Editor);
    assert_eq!(layout, Layout::default());
}

#[test]
fn the_last_pane_cannot_be_hidden() {
    let mut layout = Layout::default();
    let hidden = Pane::ALL.into_iter().filter(|pane| layout.hide(*pane));
    assert_eq!(hidden.count(), 4);
    layout.show(Pane::Tree);
    assert!(layout.shows(Pane::Tree));
}

#[test]
fn a_dragged_border_goes_where_the_mouse_is() {
    let size = Size::new(160, 50);
    let mut layout = Layout::default();
    let areas = layout.areas(size, Pane::Chat);
    let border = areas.slot(Pane::Tree).unwrap().outer.right() - 1;
    assert_eq!(areas.divider(Position::new(border, 9)), Some(Divider::Tree));
    layout.drag(Divider::Tree, &areas, Position::new(59, 9));
    let moved = layout.areas(size, Pane::Chat);
    assert_eq!(moved.slot(Pane::Tree).unwrap().outer.right(), 60);
    let top = moved.slot(Pane::Terminal).unwrap().outer.y;
    assert_eq!(
        moved.divider(Position::new(70, top)),
        Some(Divider::Terminal)
    );
}

#[test]
fn growing_and_shrinking_stay_within_bounds() {
    let mut layout = Layout::default();
    for nudge in [Nudge::Wider, Nudge::Taller] {
        for _ in 0..100 {
            layout.nudge(Pane::Terminal, nudge);
        }
    }
    let areas = layout.areas(Size::new(100, 24), Pane::Terminal);
    assert!(areas.slots.iter().all(|slot| !slot.inner.is_empty()));
}

proptest! {
    #[test]
    fn panes_fill_the_body_without_meeting(
        width in 1_u16..450,
        height in 1_u16..130,
        shares in [0_u16..1_000, 0..1_000, 0..1_000, 0..1_000],
        hidden in proptest::sample::subsequence(Pane::ALL.to_vec(), 0..5),
        zoomed in proptest::option::of(proptest::sample::select(Pane::ALL.to_vec())),
    ) {
        let [tree, side, terminal, approvals] = shares;
        let layout = Layout { tree, side, terminal, approvals, hidden, zoomed };
        let areas = layout.areas(Size::new(width, height), Pane::Editor);
        let covered: u32 = areas.slots.iter().map(|slot| slot.outer.area()).sum();
        if !areas.slots.is_empty() {
            prop_assert_eq!(covered, areas.body.area());
        }
        for (index, one) in areas.slots.iter().enumerate() {
            prop_assert!(one.outer.intersection(areas.body) == one.outer);
            for other in &areas.slots[index + 1..] {
                prop_assert!(one.outer.intersection(other.outer).is_empty());
            }
        }
    }
}
