//! What the pane looks like.

use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::{Msg, caret, view};
use super::pane::Pane;
use crate::tui::keymap::Action;
use crate::tui::root::Look;
use crate::tui::theme::{Icons, Theme, Token};
use crate::workspace::git::{Mark, Marks, Stage};
use crate::workspace::listing::ListingError;

fn drawn(pane: &Pane) -> Buffer {
    let area = pane.state.area;
    let mut terminal = Terminal::new(TestBackend::new(area.width, area.height)).unwrap();
    let theme = Theme::default();
    let look = Look {
        theme: &theme,
        icons: Icons::Plain,
        focused: true,
        now: Duration::ZERO,
    };
    let draw = |frame: &mut ratatui::Frame| view(&pane.state, area, &look, frame);
    terminal.draw(draw).unwrap();
    terminal.backend().buffer().clone()
}

fn lines(pane: &Pane) -> Vec<String> {
    let buffer = drawn(pane);
    let width = usize::from(buffer.area.width);
    let line = |cells: &[ratatui::buffer::Cell]| {
        let text: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
        text.trim_end().to_owned()
    };
    buffer.content.chunks(width).map(line).collect()
}

/// A pane with `src` open and marks of several kinds.
fn marked() -> Pane {
    let mut pane = Pane::new();
    pane.act(&[Action::Accept]);
    pane.list(
        "src",
        &[
            "empty/",
            "bad\u{1b}[2J.rs",
            "a-name-that-is-far-too-long.rs",
        ],
    );
    pane.act(&[Action::Expand, Action::Expand]);
    pane.list("src/empty", &[]);
    let mut marks = Marks::default();
    marks.insert(
        "src/a-name-that-is-far-too-long.rs".into(),
        Mark::Modified,
        Stage::WorkTree,
    );
    marks.insert("tests".into(), Mark::Untracked, Stage::WorkTree);
    pane.tell(Msg::Marked(Box::new(marks)));
    pane
}

#[test]
fn rows_have_guides_symbols_names_and_letters() {
    assert_eq!(
        lines(&marked()),
        [
            " ▾ src                ●┃",
            " │ ▾ empty empty       ┃",
            " │   bad⟨U+001B⟩[2J.rs ┃",
            " │   a-name-th…ong.rs M┃",
            " ▸ tests              ●┃",
            "   a.rs                │",
        ]
    );
}

#[test]
fn a_name_is_typed_in_a_line_of_its_own_with_the_caret_in_it() {
    let mut pane = marked();
    pane.act(&[Action::First, Action::NewFile]);
    pane.type_in("new.rs");

    assert_eq!(
        lines(&pane)[1].trim_end_matches(['│', '┃']).trim_end(),
        "     new.rs"
    );
    assert_eq!(
        caret(&pane.state, pane.state.area),
        Some(Position::new(11, 1))
    );
    assert!(lines(&pane)[2].starts_with(" │ ▾ empty"));
}

#[test]
fn what_cannot_be_shown_says_why() {
    let mut pane = Pane::new();
    pane.list("", &[]);
    assert_eq!(lines(&pane)[0], " This folder is empty:");
    pane.tell(Msg::Listed {
        folder: super::pane::path(""),
        outcome: Err(ListingError::Vanished),
    });
    assert!(lines(&pane).join("").contains("no longer there"));
}

#[test]
fn the_filter_has_the_last_line_and_marks_what_it_finds() {
    let mut pane = Pane::new();
    pane.act(&[Action::Filter]);
    pane.type_in("b.r");

    assert_eq!(
        lines(&pane),
        ["   b.rs", "", "", "", "", "/ b.r         looking …"]
    );
    let style = Theme::default().style(Token::Match);
    assert_eq!(drawn(&pane)[(3, 0)].fg, style.fg.unwrap_or_default());
}

#[test]
fn it_survives_every_size() {
    for (width, height) in [(0, 0), (1, 1), (2, 2), (3, 9), (200, 1)] {
        let mut pane = marked();
        pane.tell(Msg::Resized(Rect::new(0, 0, width, height)));
        pane.act(&[Action::Last, Action::Rename]);
        if width > 0 {
            drawn(&pane);
        }
        caret(&pane.state, pane.state.area);
    }
}
