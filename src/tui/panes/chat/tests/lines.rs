use std::path::Path;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use jiff::Timestamp;
use ratatui::layout::Rect;

use super::super::*;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::RunId;
use crate::domain::plan::Mode;
use crate::domain::run::RunState;
use crate::llm::rules::Reply;
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Msg as RootMsg, Request};

const CTX: fn() -> Ctx<'static> = || Ctx {
    now: Duration::ZERO,
    workspace: Path::new("/w"),
    focus: Focus::Pane(Pane::Chat),
};

fn apply(state: &mut State, msg: Msg) -> Vec<RootEffect> {
    update(state, msg, &CTX())
}

fn chat() -> State {
    let mut state = State::default();
    apply(&mut state, Msg::Resized(Rect::new(0, 0, 40, 20)));
    state
}

fn write(state: &mut State, text: &str) {
    for c in text.chars() {
        apply(state, Msg::Key(KeyEvent::from(KeyCode::Char(c))));
    }
}

fn work(effects: &[RootEffect]) -> Vec<&Effect> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            RootEffect::Chat(effect) => Some(effect),
            _ => None,
        })
        .collect()
}

fn answer(line: &str) -> Effect {
    Effect::Answer {
        line: line.to_owned(),
        no_store: None,
    }
}

fn asked(effects: &[RootEffect]) -> Option<&Request> {
    effects.iter().find_map(|effect| match effect {
        RootEffect::Send(msg) => match msg.as_ref() {
            RootMsg::Request(request) => Some(request),
            _ => None,
        },
        _ => None,
    })
}

fn shown(state: &State) -> String {
    let rows = state.transcript.rows(Duration::ZERO);
    let rows = rows.iter().map(super::super::drawn::Drawn::text);
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_line_is_sent_shown_and_kept() {
    let mut state = chat();
    write(&mut state, "hello");
    let effects = apply(&mut state, Msg::Act(Action::Send));
    assert_eq!(
        work(&effects),
        [&answer("hello"), &Effect::Remember("hello".to_owned())]
    );
    assert!(shown(&state).contains("▌ hello"));
    let reply = Found::Reply(Reply::Say("Hello.".to_owned()));
    apply(&mut state, Msg::Found(reply));
    assert!(shown(&state).contains("● rules, no model\n  Hello."));
    assert_eq!(state.asked, 0);
    assert!(apply(&mut state, Msg::Act(Action::Send)).is_empty());
}

#[test]
fn a_long_paste_is_a_label_until_it_is_sent() {
    let mut state = chat();
    let long = "line\n".repeat(12_345);
    write(&mut state, "see ");
    apply(&mut state, Msg::Paste(long.clone()));
    apply(&mut state, Msg::Paste(long.clone()));
    assert_eq!(
        state.composer.writing.text(),
        "see [pasted 12,345 lines][pasted 12,345 lines #2]"
    );
    let effects = apply(&mut state, Msg::Act(Action::Send));
    let full = answer(&format!("see {long}{long}"));
    assert_eq!(work(&effects).first(), Some(&&full));
    assert!(shown(&state).contains("[pasted 12,345 lines]"));
}

#[test]
fn a_command_is_completed_and_needs_its_argument() {
    let mut state = chat();
    write(&mut state, "/pl");
    apply(&mut state, Msg::Act(Action::Next));
    assert_eq!(state.composer.writing.text(), "/plan ");
    apply(&mut state, Msg::Act(Action::Cancel));
    write(&mut state, "/r");
    let effects = apply(&mut state, Msg::Act(Action::Send));
    assert_eq!(work(&effects).first(), Some(&&answer("/runs")));
    write(&mut state, "/gene");
    let effects = apply(&mut state, Msg::Act(Action::Send));
    assert!(work(&effects).is_empty());
    assert_eq!(state.composer.writing.text(), "/generate ");
}

#[test]
fn history_goes_back_and_gives_back_what_was_being_written() {
    let mut state = chat();
    write(&mut state, "one");
    apply(&mut state, Msg::Act(Action::Send));
    write(&mut state, "draft");
    let effects = apply(&mut state, Msg::Act(Action::HistoryUp));
    assert_eq!(work(&effects), [&Effect::LoadHistory]);
    assert_eq!(state.composer.writing.text(), "one");
    let kept = vec!["old".to_owned(), "one".to_owned()];
    apply(&mut state, Msg::Found(Found::History(kept)));
    apply(&mut state, Msg::Act(Action::HistoryUp));
    assert_eq!(state.composer.writing.text(), "old");
    apply(&mut state, Msg::Act(Action::HistoryDown));
    apply(&mut state, Msg::Act(Action::HistoryDown));
    assert_eq!(state.composer.writing.text(), "draft");
    apply(&mut state, Msg::Act(Action::Cancel));
    assert!(state.composer.writing.is_empty());
    apply(&mut state, Msg::Act(Action::HistoryUp));
    assert_eq!(state.composer.writing.text(), "draft");
}

#[test]
fn the_transcript_follows_its_end_unless_the_person_scrolled_away() {
    let mut state = chat();
    for number in 0..100 {
        let text = format!("word {number}");
        apply(&mut state, Msg::Found(Found::Said(text)));
    }
    assert!(shown(&state).contains("word 99"));
    apply(&mut state, Msg::Act(Action::ScrollUp));
    assert!(state.transcript.is_away());
    let before = shown(&state);
    apply(&mut state, Msg::Found(Found::Said("word 100".to_owned())));
    assert_eq!(shown(&state), before);
    apply(&mut state, Msg::Resized(Rect::new(0, 0, 12, 9)));
    for _ in 0..40 {
        apply(&mut state, Msg::Act(Action::ScrollDown));
    }
    assert!(!state.transcript.is_away());
    assert!(shown(&state).contains("word 100"));
}

#[test]
fn text_that_comes_in_pieces_is_wrapped_like_text_that_comes_whole() {
    let text = "one two three\nfour five six seven\n\neight nine";
    let mut pieces =
        super::super::item::Item::new(super::super::item::Voice::System, String::new());
    let mut whole =
        super::super::item::Item::new(super::super::item::Voice::System, text.to_owned());
    pieces.wrap(10, Duration::ZERO);
    whole.wrap(10, Duration::ZERO);
    for piece in text.split_inclusive(' ') {
        pieces.append(piece);
    }
    let rows = |item: &super::super::item::Item| item.rows(0, 99, Duration::ZERO);
    assert_eq!(rows(&pieces), rows(&whole));
}

#[test]
fn a_run_has_a_card_that_wakes_the_chat_until_it_ends() {
    let mut state = chat();
    let run = RunId::random();
    let event = |seq, kind| Event {
        seq,
        at: Timestamp::UNIX_EPOCH,
        run,
        kind,
    };
    let created = event(
        1,
        EventKind::RunCreated {
            idea: "todo app".to_owned(),
            mode: Mode::Full,
        },
    );
    let begun = Found::Begun {
        run,
        events: vec![created],
    };
    let effects = apply(&mut state, Msg::Found(begun));
    assert!(matches!(effects.as_slice(), [RootEffect::WakeAt(_)]));
    let printed = "collecting".to_owned();
    apply(
        &mut state,
        Msg::Found(Found::Printed { run, line: printed }),
    );
    assert!(shown(&state).contains("│ collecting"));
    assert!(state.title().contains("1 at work"));
    let ended = EventKind::StateChanged {
        from: RunState::Qa,
        to: RunState::Failed,
        reason: "no".to_owned(),
    };
    let effects = apply(&mut state, Msg::Event(Box::new(event(2, ended))));
    assert!(matches!(effects.as_slice(), [RootEffect::Attention(_)]));
    assert!(shown(&state).contains("failed  no"));
    let click = crossterm::event::MouseEvent {
        kind: crossterm::event::MouseEventKind::Down(crossterm::event::MouseButton::Left),
        column: 3,
        row: 0,
        modifiers: crossterm::event::KeyModifiers::NONE,
    };
    let effects = apply(&mut state, Msg::Mouse(click));
    assert_eq!(asked(&effects), Some(&Request::ShowRun(run)));
}

#[test]
fn without_a_store_nothing_is_lost_and_it_is_said() {
    let mut state = chat();
    let generate = Found::Reply(Reply::Generate("todo app".to_owned()));
    let effects = apply(&mut state, Msg::Found(generate));
    assert!(effects.is_empty());
    assert!(shown(&state).contains("still being opened"));
    let refused = Found::NoStore("disk full".to_owned());
    apply(&mut state, Msg::Found(refused));
    assert!(shown(&state).contains("disk full"));
    let idea = Found::Reply(Reply::NewProject(Some("todo app".to_owned())));
    let effects = apply(&mut state, Msg::Found(idea));
    assert_eq!(
        asked(&effects),
        Some(&Request::NewProject(Some("todo app".to_owned())))
    );
}
