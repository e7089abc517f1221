use std::time::Duration;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use ratatui::layout::Rect;

use super::bench::{AREA, Bench};
use crate::tui::keymap::Action;
use crate::tui::panes::editor::{Msg, caret};

#[derive(Debug, Clone)]
enum Did {
    Act(Action),
    Typed(char),
    Pressed(u16, u16),
    Sized(u16, u16),
}

fn did() -> impl Strategy<Value = Did> {
    prop_oneof![
        6 => prop::sample::select(Action::ALL).prop_map(Did::Act),
        3 => prop::sample::select(vec!['a', ' ', '{', '}', '世', '\u{301}', '\u{200d}', '👩', '\u{202e}'])
            .prop_map(Did::Typed),
        1 => (0..45_u16, 0..15_u16).prop_map(|(x, y)| Did::Pressed(x, y)),
        1 => (0..50_u16, 0..20_u16).prop_map(|(x, y)| Did::Sized(x, y)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_caret_stays_in_sight(
        text in "[a-d{}\t 世\u{301}\u{200d}👩\r\n]{0,400}",
        soup in prop::collection::vec(did(), 0..60),
    ) {
        let mut bench = Bench::with(&text);
        for one in soup {
            bench.now += Duration::from_millis(50);
            match one {
                // Closing it would end the soup.
                Did::Act(Action::CloseTab) => {}
                Did::Act(action) => bench.act(&[action]),
                Did::Typed(c) => bench.write(&c.to_string()),
                Did::Pressed(column, row) => bench.send(Msg::Mouse(MouseEvent {
                    kind: MouseEventKind::Down(MouseButton::Left),
                    column,
                    row,
                    modifiers: KeyModifiers::NONE,
                })),
                Did::Sized(width, height) => bench.send(Msg::Resized(Rect::new(0, 0, width, height))),
            }
            bench.screen();
        }
        bench.send(Msg::Resized(AREA));
        bench.act(&[Action::Cancel, Action::Cancel, Action::Right, Action::Left]);
        prop_assert!(caret(&bench.state, AREA).is_some());
        let after = bench.text();
        while bench.state.sheet().unwrap().buffer.revision() < 100_000 {
            let before = bench.revision();
            bench.act(&[Action::Undo]);
            if bench.revision() == before {
                break;
            }
        }
        prop_assert_eq!(bench.text(), text);
        while bench.text() != after {
            let before = bench.revision();
            bench.act(&[Action::Redo]);
            prop_assert!(bench.revision() > before);
        }
    }
}
