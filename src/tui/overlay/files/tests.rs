//! What is typed, what is found, and what is opened.

use std::path::Path;
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
use crate::workspace::find::{Counts, Row};

fn ctx() -> Ctx<'static> {
    Ctx {
        now: Duration::ZERO,
        workspace: Path::new("/w"),
        focus: Focus::Pane(Pane::Editor),
    }
}

fn opened() -> State {
    let (mut state, effects) = State::open(&ctx());
    assert!(matches!(asked(&effects)[..], [Effect::Open]));
    state.area = Rect::new(0, 0, 40, 12);
    state
}

fn asked(effects: &[RootEffect]) -> Vec<Effect> {
    let files = effects.iter().filter_map(|effect| match effect {
        RootEffect::Overlay(OverlayEffect::Files(effect)) => Some(effect.clone()),
        _ => None,
    });
    files.collect()
}

fn places(effects: &[RootEffect]) -> Vec<String> {
    let opened = effects.iter().filter_map(|effect| match effect {
        RootEffect::Send(msg) => match &**msg {
            Msg::Request(Request::Open(place)) => Some(place.path.display().to_string()),
            _ => None,
        },
        _ => None,
    });
    opened.collect()
}

fn press(state: &mut State, code: KeyCode) -> Vec<RootEffect> {
    update(state, Hand::Key(KeyEvent::from(code)), &ctx())
}

/// `count` files match, of which those from `first` on were sent.
fn tell(state: &mut State, answered: &str, first: usize, count: usize) -> Vec<RootEffect> {
    let row = |place: usize| Row {
        path: format!("src/file{place}.rs").into(),
        matched: vec![4, 5],
    };
    let told = Found {
        counts: Counts {
            matching: count,
            files: 900,
            walking: false,
            capped: false,
        },
        answered: Some(answered.to_owned()),
        first,
        rows: (first..count.min(first + PAGE)).map(row).collect(),
    };
    found(state, told, &ctx())
}

#[test]
fn enter_waits_for_the_answer_to_what_is_typed() {
    let mut state = opened();
    tell(&mut state, "", 0, 5);

    let effects = press(&mut state, KeyCode::Char('x'));
    assert_eq!(asked(&effects), [Effect::Ask("x".to_owned())]);
    let early = update(&mut state, Hand::Act(Action::Accept), &ctx());
    assert!(early.is_empty());
    let late = tell(&mut state, "", 0, 5);
    assert!(places(&late).is_empty());
    let effects = tell(&mut state, "x", 0, 5);
    assert_eq!(places(&effects), ["/w/src/file0.rs"]);
}

#[test]
fn rows_are_asked_for_where_the_choice_goes() {
    let mut state = opened();
    assert_eq!(asked(&tell(&mut state, "", 0, 5_000)), []);

    let mut effects = Vec::new();
    for _ in 0..30 {
        effects.extend(update(&mut state, Hand::Act(Action::PageDown), &ctx()));
    }
    let wanted = asked(&effects);
    assert!(
        matches!(wanted[0], Effect::Rows(first) if first > 0),
        "{wanted:?}"
    );
    let Some(Effect::Rows(first)) = wanted.last() else {
        panic!("no rows were asked for");
    };
    assert_eq!(asked(&tell(&mut state, "", *first, 5_000)), []);
    let effects = update(&mut state, Hand::Act(Action::Accept), &ctx());
    assert_eq!(places(&effects), ["/w/src/file210.rs"]);
}

#[test]
fn it_is_drawn_with_its_counts_and_forgotten_when_closed() {
    let mut state = opened();
    tell(&mut state, "", 0, 2);
    let mut terminal = Terminal::new(TestBackend::new(40, 12)).unwrap();
    let theme = Theme::default();
    let look = Look {
        theme: &theme,
        icons: Icons::Plain,
        focused: true,
        now: Duration::ZERO,
    };
    let area = state.area;

    let draw = |frame: &mut ratatui::Frame| {
        view(&state, area, &look, frame);
    };
    terminal.draw(draw).unwrap();

    let screen = terminal.backend().to_string();
    for wanted in [
        "Files",
        "Parts of a path",
        "src/file0.rs",
        "src/file1.rs",
        "2 of 900",
    ] {
        assert!(screen.contains(wanted), "{screen}");
    }
    assert_eq!(asked(&state.close()), [Effect::Close]);
}
