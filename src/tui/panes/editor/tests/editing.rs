use std::time::Duration;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::bench::{AREA, Bench};
use crate::text::Found;
use crate::tui::keymap::Action;
use crate::tui::panes::editor::{Answer, Effect, Msg, Step, caret, view};
use crate::tui::root::{Effect as RootEffect, Look, Place};
use crate::tui::theme::{Icons, Theme};

#[test]
fn what_is_typed_stands_at_the_caret_and_can_be_undone() {
    let mut bench = Bench::with("fn a() {}\n");
    bench.act(&[Action::LineEnd, Action::Left, Action::Newline]);
    bench.write("let x;");
    assert_eq!(bench.text(), "fn a() {\n    let x;\n}\n");
    assert!(bench.state.sheet().unwrap().buffer.is_modified());
    assert_eq!(
        (bench.state.title().as_str(), bench.state.unsaved()),
        ("a.rs ●", 1)
    );
    bench.act(&[Action::Undo, Action::Undo, Action::Undo]);
    assert_eq!(
        (bench.text().as_str(), bench.state.unsaved()),
        ("fn a() {}\n", 0)
    );
    bench.act(&[
        Action::Redo,
        Action::Redo,
        Action::Comment,
        Action::SelectAll,
        Action::Cut,
    ]);
    assert_eq!(bench.text(), "");
    assert!(
        bench
            .asked
            .iter()
            .any(|one| matches!(one, RootEffect::Copy(text) if text.contains("// ")))
    );
    bench.act(&[Action::Paste]);
    assert!(bench.text().starts_with("fn a() {\n"));
}

#[test]
fn the_caret_keeps_its_column_and_stays_in_sight() {
    let mut bench = Bench::with(&format!("{}short\n", "0123456789 0123456789\n".repeat(50)));
    bench.act(&[Action::Last, Action::Up, Action::Up, Action::LineEnd]);
    let column = |bench: &Bench| caret(&bench.state, AREA).unwrap();
    let before = column(&bench);
    bench.act(&[Action::Down]);
    assert_eq!(column(&bench).x, 5 + 5);
    bench.act(&[Action::Up]);
    assert_eq!(column(&bench), before);
    bench.act(&[Action::First]);
    for _ in 0..60 {
        bench.act(&[Action::Down]);
        let at = column(&bench);
        assert!((1..11).contains(&at.y), "{at}");
    }
    bench.act(&[
        Action::PageUp,
        Action::PageUp,
        Action::PageUp,
        Action::PageUp,
        Action::PageUp,
        Action::PageUp,
        Action::PageUp,
    ]);
    assert_eq!(bench.state.sheet().unwrap().window.top, 0);
}

#[test]
fn wrapped_lines_are_walked_row_by_row() {
    let mut bench = Bench::with(&"some words that go on and on ".repeat(10));
    bench.act(&[Action::ToggleWrap, Action::Down]);
    let first = bench.head();
    assert!(first > 20 && first < 40, "{first}");
    bench.act(&[Action::Last]);
    let screen = bench.screen();
    assert!(
        screen.iter().filter(|row| row.contains("some")).count() > 5,
        "{screen:#?}"
    );
    bench.act(&[Action::First]);
    assert_eq!(bench.head(), 0);
}

#[test]
fn a_search_marks_and_goes_and_replaces_at_once() {
    let mut bench = Bench::with("one two one\n");
    bench.act(&[Action::Find]);
    bench.write("one");
    let asked = bench.effects();
    assert!(
        matches!(asked.last(), Some(Effect::Search { step: Step::Next(0), query, .. }) if query.pattern == "one")
    );
    assert_eq!(bench.text(), "one two one\n");
    let found = Found {
        ranges: vec![0..3, 8..11],
        capped: false,
    };
    let revision = bench.revision();
    bench.answer(Answer::Found {
        revision,
        found: Ok(found),
        at: Some(8..11),
    });
    assert!(
        bench.screen().iter().any(|row| row.contains("2 of 2")),
        "{:#?}",
        bench.screen()
    );
    bench.act(&[Action::ToggleWrap, Action::Newline]);
    let asked = bench.effects();
    assert!(
        matches!(asked.last(), Some(Effect::Search { step: Step::Next(11), query, .. }) if query.style == crate::text::Style::Regex)
    );
    // What is looked for is there: the next to type is what it becomes.
    bench.act(&[Action::Replace]);
    bench.write("1");
    bench.act(&[Action::Newline]);
    assert_eq!(bench.text(), "one two 1\n");
    bench.act(&[Action::Accept]);
    assert!(
        matches!(bench.effects().last(), Some(Effect::ReplaceAll { template, .. }) if template == "1")
    );
    bench.act(&[Action::Cancel]);
    bench.write("!");
    assert_eq!(bench.text(), "one two 1!\n");
}

#[test]
fn a_line_is_gone_to_by_its_number() {
    let mut bench = Bench::with(&"line\n".repeat(100));
    bench.act(&[Action::GoToLine]);
    bench.write("50:3");
    bench.act(&[Action::Newline]);
    assert_eq!(bench.head(), 49 * 5 + 2);
    bench.send(Msg::Open(Place::line("/w/a.rs", 7)));
    assert_eq!((bench.head(), bench.state.tabs.len()), (30, 1));
}

#[test]
fn the_mouse_places_selects_and_scrolls() {
    let mut bench = Bench::with(&"first second third\n".repeat(60));
    let mouse = |bench: &mut Bench, kind, column, row| {
        bench.send(Msg::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
    };
    mouse(&mut bench, MouseEventKind::Down(MouseButton::Left), 12, 2);
    assert_eq!(bench.head(), 19 + 7);
    mouse(&mut bench, MouseEventKind::Down(MouseButton::Left), 12, 2);
    assert_eq!(bench.state.sheet().unwrap().buffer.selected(), "second");
    bench.now += Duration::from_secs(1);
    mouse(&mut bench, MouseEventKind::Down(MouseButton::Left), 5, 1);
    mouse(&mut bench, MouseEventKind::Drag(MouseButton::Left), 10, 1);
    assert_eq!(bench.state.sheet().unwrap().buffer.selected(), "first");
    mouse(&mut bench, MouseEventKind::ScrollDown, 5, 5);
    assert_eq!(
        (bench.state.sheet().unwrap().window.top, bench.head()),
        (3, 5)
    );
}

#[test]
fn colours_are_asked_for_once_and_follow_their_lines() {
    let mut bench = Bench::with("let a = 1;\n");
    let colours = |bench: &mut Bench| {
        bench
            .effects()
            .into_iter()
            .filter(|one| matches!(one, Effect::Colour { .. }))
            .count()
    };
    assert_eq!(colours(&mut bench), 1);
    bench.act(&[Action::Right, Action::Left]);
    assert_eq!(colours(&mut bench), 0);
    bench.write("x");
    assert_eq!(colours(&mut bench), 1);
}

#[test]
fn strange_files_and_tiny_places_are_shown_without_harm() {
    let mut bench = Bench::with("esc \u{1b}[2J \u{202e} 世界 e\u{301}\t👩‍👩‍👧\r\n");
    let screen = bench.screen().join("\n");
    assert!(
        screen.contains("⟨U+001B⟩") && screen.contains("⟨U+202E⟩"),
        "{screen}"
    );
    bench.open("/w/data.bin", "a\0b", None);
    assert!(bench.screen().iter().any(|row| row.contains("is no text")));
    bench.answer(Answer::Read(Err("denied".into())));
    assert!(bench.screen().iter().any(|row| row.contains("denied")));
    bench.act(&[Action::NextTab, Action::Find]);
    for (width, height) in [(0, 0), (1, 1), (3, 2), (5, 20), (40, 3)] {
        let area = Rect::new(0, 0, width, height);
        bench.send(Msg::Resized(area));
        bench.act(&[
            Action::Last,
            Action::First,
            Action::ToggleWrap,
            Action::Down,
        ]);
        let theme = Theme::default();
        let look = Look {
            theme: &theme,
            icons: Icons::Plain,
            focused: true,
            now: bench.now,
        };
        let mut terminal = Terminal::new(TestBackend::new(width.max(1), height.max(1))).unwrap();
        terminal
            .draw(|frame| view(&bench.state, area, &look, frame))
            .unwrap();
    }
}
