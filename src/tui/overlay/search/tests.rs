//! What is typed, what is found, and what is opened.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::*;
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::overlay::{Effect as OverlayEffect, Hand};
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Look, Msg, Request};
use crate::tui::theme::{Icons, Theme};
use crate::workspace::find::{Found as Told, Hit, Query, Syntax};

fn ctx() -> Ctx<'static> {
    Ctx {
        now: Duration::ZERO,
        workspace: Path::new("/w"),
        focus: Focus::Pane(Pane::Editor),
    }
}

fn opened() -> State {
    let (mut state, _) = State::open(&ctx());
    state.area = Rect::new(0, 0, 50, 16);
    state
}

fn act(state: &mut State, action: Action) -> Vec<RootEffect> {
    update(state, Hand::Act(action), &ctx())
}

/// Types a letter; the search that begins.
fn press(state: &mut State, letter: char) -> (u64, Query) {
    let key = KeyEvent::from(KeyCode::Char(letter));
    started(&update(state, Hand::Key(key), &ctx()))
}

fn started(effects: &[RootEffect]) -> (u64, Query) {
    match effects {
        [RootEffect::Overlay(OverlayEffect::Search(Effect::Start { number, query }))] => {
            (*number, query.clone())
        }
        other => panic!("no search began: {other:?}"),
    }
}

fn hit(path: &str, line: u64, text: &str) -> Hit {
    Hit {
        path: Arc::from(Path::new(path)),
        line,
        column: 4,
        text: text.to_owned(),
        ranges: std::iter::once(4..8).collect(),
    }
}

fn tell(state: &mut State, number: u64, hits: Vec<Hit>) {
    let told = Ok(Told::Hits(hits));
    assert!(found(state, Found { number, told }).is_empty());
}

/// Two files, the first told in two parts.
fn filled() -> State {
    let mut state = opened();
    let (number, _) = press(&mut state, 'x');
    tell(
        &mut state,
        number,
        vec![hit("src/a.rs", 1, "let name = 1;")],
    );
    tell(&mut state, number, vec![hit("b.rs", 7, "    name")]);
    tell(
        &mut state,
        number,
        vec![hit("src/a.rs", 9, "    name\u{1b}[2J")],
    );
    let told = Ok(Told::End {
        hits: 3,
        files: 12,
        capped: true,
    });
    found(&mut state, Found { number, told });
    state
}

fn place(effects: &[RootEffect]) -> (String, Option<usize>, Option<usize>) {
    let place = effects.iter().find_map(|effect| match effect {
        RootEffect::Send(msg) => match &**msg {
            Msg::Request(Request::Open(place)) => Some(place),
            _ => None,
        },
        _ => None,
    });
    let place = place.unwrap();
    (place.path.display().to_string(), place.line, place.column)
}

#[test]
fn lines_are_grouped_by_file_and_opened_at_their_place() {
    let mut state = filled();

    let first = act(&mut state, Action::Accept);
    assert_eq!(place(&first), ("/w/src/a.rs".into(), Some(1), Some(5)));
    act(&mut state, Action::Down);
    let second = act(&mut state, Action::Accept);
    assert_eq!(place(&second), ("/w/src/a.rs".into(), Some(9), Some(5)));
    // The name of the next file is passed over.
    act(&mut state, Action::Down);
    let third = act(&mut state, Action::Accept);
    assert_eq!(place(&third), ("/w/b.rs".into(), Some(7), Some(5)));
    act(&mut state, Action::Previous);
    assert_eq!(place(&act(&mut state, Action::Accept)).1, Some(1));
    act(&mut state, Action::Next);
    assert_eq!(place(&act(&mut state, Action::Accept)).1, Some(7));
}

#[test]
fn a_toggle_searches_again_and_late_lines_are_dropped() {
    let mut state = filled();

    let (number, query) = started(&act(&mut state, Action::ToggleRegex));
    assert_eq!((query.text.as_str(), query.syntax), ("x", Syntax::Regex));
    tell(&mut state, number - 1, vec![hit("late", 1, "    name")]);
    assert!(act(&mut state, Action::Accept).is_empty());
    let told = Err("unclosed group".to_owned());
    found(&mut state, Found { number, told });
    assert!(screen(&state).contains("unclosed group"));
}

#[test]
fn an_empty_line_searches_nothing() {
    let mut state = filled();
    let key = KeyEvent::from(KeyCode::Backspace);

    let effects = update(&mut state, Hand::Key(key), &ctx());

    assert!(matches!(
        effects[..],
        [RootEffect::Overlay(OverlayEffect::Search(Effect::Stop))]
    ));
    assert!(screen(&state).contains("Text in the files"));
}

#[test]
fn it_is_drawn_with_numbers_and_what_was_left_out() {
    let mut state = filled();
    let screen_of_all = screen(&state);
    for wanted in [
        "src/a.rs 2",
        "     1  let name = 1;",
        "     9  name⟨U+001B⟩[2J",
        "b.rs 1",
        "3 lines in 2 files, and more",
    ] {
        assert!(screen_of_all.contains(wanted), "{wanted}\n{screen_of_all}");
    }
    let (number, _) = press(&mut state, 'y');
    let far = Hit {
        ranges: std::iter::once(200..204).collect(),
        ..hit(
            "c",
            1,
            &format!("{}name{}", "ä".repeat(100), "z".repeat(90)),
        )
    };
    tell(&mut state, number, vec![far]);
    let screen = screen(&state);
    assert!(
        screen.contains("1  …ä") && screen.contains("name"),
        "{screen}"
    );
}

fn screen(state: &State) -> String {
    let mut terminal = Terminal::new(TestBackend::new(50, 16)).unwrap();
    let theme = Theme::default();
    let look = Look {
        theme: &theme,
        icons: Icons::Plain,
        focused: true,
        now: Duration::ZERO,
    };
    let area = state.area;
    let draw = |frame: &mut ratatui::Frame| {
        view(state, area, &look, frame);
    };
    terminal.draw(draw).unwrap();
    terminal.backend().to_string()
}
