use std::path::Path;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use super::super::*;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::RunId;
use crate::domain::live::Live;
use crate::domain::message::Role;
use crate::domain::run::RunState;
use crate::text::Markdown;
use crate::tools::ToolSet;
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::root::{Ctx, Effect as RootEffect, Focus};

pub(super) fn apply(state: &mut State, msg: Msg) -> Vec<Effect> {
    let ctx = Ctx {
        now: Duration::ZERO,
        workspace: Path::new("/w"),
        focus: Focus::Pane(Pane::Chat),
    };
    let effects = update(state, msg, &ctx).into_iter();
    let work = effects.filter_map(|effect| match effect {
        RootEffect::Chat(Effect::Remember(_)) => None,
        RootEffect::Chat(effect) => Some(effect),
        _ => None,
    });
    work.collect()
}

pub(super) fn tell(state: &mut State, telling: Telling) -> Vec<Effect> {
    apply(state, Msg::Found(Found::Turn(telling)))
}

pub(super) fn say(state: &mut State, text: &str) -> Vec<Effect> {
    for c in text.chars() {
        apply(state, Msg::Key(KeyEvent::from(KeyCode::Char(c))));
    }
    apply(state, Msg::Act(Action::Send))
}

/// A chat in which a model is chosen.
pub(super) fn chat() -> State {
    let mut state = State::default();
    apply(&mut state, Msg::Resized(Rect::new(0, 0, 60, 20)));
    let name = "openai/gpt".to_owned();
    let chosen = Chosen {
        name,
        context: 1_000,
    };
    apply(&mut state, Msg::Found(Found::Model(chosen, None)));
    state
}

pub(super) fn live(state: &mut State, pieces: Vec<Live>) {
    tell(state, Telling::Live(pieces));
}

pub(super) fn end(how: How) -> Telling {
    Telling::Ended(Box::new(Ended {
        how,
        footer: String::new(),
        messages: 2,
    }))
}

fn said(text: &str, run: Option<RunId>) -> Effect {
    Effect::Say(Saying {
        run,
        text: text.to_owned(),
        model: "openai/gpt".to_owned(),
        tools: ToolSet::Work,
    })
}

pub(super) fn shown(state: &State) -> String {
    let rows = state.transcript.rows(Duration::ZERO);
    let rows = rows.iter().map(super::super::drawn::Drawn::text);
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_said_while_the_model_works_is_said_after_it_in_order() {
    let mut state = chat();
    assert_eq!(say(&mut state, "one"), [said("one", None)]);
    let run = RunId::random();
    assert!(say(&mut state, "two").is_empty(), "nobody can be told yet");
    let steer = |text: &str| Effect::Steer(run, text.to_owned());
    assert_eq!(tell(&mut state, Telling::Begun(run)), [steer("two")]);
    assert_eq!(say(&mut state, "three"), [steer("three")]);
    assert_eq!(say(&mut state, "/runs").len(), 1, "a command does not wait");
    assert_eq!(tell(&mut state, end(How::Whole)), [said("two", Some(run))]);
    assert_eq!(
        tell(&mut state, end(How::Whole)),
        [said("three", Some(run))]
    );
    let news = tell(&mut state, end(How::Whole));
    assert!(matches!(news[..], [Effect::Read(_, 3)]), "{news:?}");
}

#[test]
fn the_message_that_waits_last_can_be_taken_back_and_changed() {
    let mut state = chat();
    say(&mut state, "one");
    say(&mut state, "two");
    say(&mut state, "three");
    apply(&mut state, Msg::Key(KeyEvent::from(KeyCode::Up)));
    assert_eq!(state.composer.writing.text(), "three");
    assert_eq!(state.talk.queue.len(), 1);
}

#[test]
fn esc_cuts_the_answer_off_and_keeps_what_had_come_and_what_waited() {
    let mut state = chat();
    say(&mut state, "one");
    let run = RunId::random();
    assert!(
        apply(&mut state, Msg::Act(Action::Cancel)).is_empty(),
        "nothing to stop yet"
    );
    assert_eq!(
        tell(&mut state, Telling::Begun(run)),
        [Effect::Interrupt(run)]
    );
    tell(
        &mut state,
        Telling::Live(vec![Live::Text("half an ".to_owned())]),
    );
    say(&mut state, "two");
    let news = tell(&mut state, end(How::Interrupted));
    assert_eq!(news, [Effect::Read(run, 3)]);
    assert!(shown(&state).contains("half an"), "{}", shown(&state));
    assert!(shown(&state).contains("interrupted"));
    assert_eq!(state.composer.writing.text(), "two");
}

#[test]
fn a_message_without_an_answer_comes_back_with_all_that_was_written() {
    let mut state = chat();
    say(&mut state, "one");
    say(&mut state, "two");
    for c in "thr".chars() {
        apply(&mut state, Msg::Key(KeyEvent::from(KeyCode::Char(c))));
    }
    let text = "Out of budget: $0.90 of $1.00 is spent";
    tell(&mut state, end(How::Failed(text.to_owned())));
    assert_eq!(state.composer.writing.text(), "one\n\ntwo\n\nthr");
    assert!(shown(&state).contains("! Out of budget"));
}

#[test]
fn a_new_try_begins_the_answer_anew() {
    let mut state = chat();
    say(&mut state, "one");
    let begins = |attempt| Live::Calling {
        model: "openai/gpt".parse().unwrap(),
        why: String::new(),
        attempt,
    };
    let first = vec![begins(1), Live::Text("wrong".to_owned())];
    tell(&mut state, Telling::Live(first));
    tell(
        &mut state,
        Telling::Live(vec![begins(2), Live::Text("right".to_owned())]),
    );
    assert!(shown(&state).contains("right") && !shown(&state).contains("wrong"));
}

fn told(number: u64) -> Told {
    let words = if number.is_multiple_of(2) {
        Words::Page(Box::new(Markdown::whole(&format!(
            "answer {number}\n\n{}",
            "word ".repeat(2_000)
        ))))
    } else {
        Words::Plain(format!("question {number}"))
    };
    Told {
        number,
        role: Role::User,
        words,
        thought: String::new(),
        label: "gpt".to_owned(),
        footer: String::new(),
        cut: None,
        done: Done::default(),
    }
}

fn serve(state: &mut State, effects: Vec<Effect>) {
    let mut effects = effects;
    while let Some(Effect::Read(run, from)) = effects.pop() {
        let to = (from + u64::from(PAGE)).min(state.talk.kept + 1);
        let page = (from..to).map(told).collect();
        effects = apply(state, Msg::Found(Found::Read(run, page)));
    }
}

#[test]
fn of_a_long_talk_only_what_is_near_lies_in_memory() {
    let mut state = chat();
    let opened = Opened {
        run: RunId::random(),
        messages: 10_000,
        newest: (9_953..=10_000).map(told).collect(),
        cost: crate::domain::money::Usd::ZERO,
        taken: 0,
    };
    let effects = apply(&mut state, Msg::Found(Found::Opened(Box::new(opened))));
    serve(&mut state, effects);
    assert!(shown(&state).contains("word word"));
    let mut heaviest = 0;
    for _ in 0..3_000 {
        let effects = apply(&mut state, Msg::Act(Action::ScrollUp));
        assert!(
            !shown(&state).contains("…"),
            "what is in sight is read ahead"
        );
        serve(&mut state, effects);
        let items = state.transcript.items.iter();
        heaviest = heaviest.max(items.map(super::super::item::Item::weight).sum());
    }
    assert!(state.transcript.is_away());
    assert!(heaviest < 7 << 20, "{heaviest}");
    let top = state.transcript.items[state.transcript.top.item].number;
    assert!(top.unwrap() < 9_900, "{top:?}");
    apply(&mut state, Msg::Act(Action::Cancel));
    assert!(!state.transcript.is_away());
}

#[test]
fn what_is_said_in_the_same_talk_from_elsewhere_is_shown() {
    let mut state = chat();
    let run = RunId::random();
    say(&mut state, "one");
    tell(&mut state, Telling::Begun(run));
    let moved = |run| {
        Msg::Event(Box::new(Event {
            seq: 1,
            at: "2026-01-01T00:00:00Z".parse().unwrap(),
            run,
            kind: EventKind::StateChanged {
                from: RunState::Executing,
                to: RunState::AwaitingHuman,
                reason: String::new(),
            },
        }))
    };
    assert!(apply(&mut state, moved(run)).is_empty(), "the turn tells");
    tell(&mut state, end(How::Whole));
    assert!(apply(&mut state, moved(RunId::random())).is_empty());
    assert_eq!(apply(&mut state, moved(run)), [Effect::Read(run, 3)]);
    let page = (3..3 + u64::from(PAGE)).map(told).collect();
    let more = apply(&mut state, Msg::Found(Found::Read(run, page)));
    let next = 3 + u64::from(PAGE);
    assert!(more.contains(&Effect::Read(run, next)), "{more:?}");
    // The same page once more, because two events came: nothing is shown twice.
    let page: Vec<_> = (3..=next).map(told).collect();
    apply(&mut state, Msg::Found(Found::Read(run, page)));
    let last = format!("question {next}");
    assert_eq!(shown(&state).matches(&last).count(), 1, "{}", shown(&state));
}

#[test]
fn what_comes_back_is_sent_again_or_makes_way_for_what_is_typed() {
    let mut state = chat();
    say(&mut state, "one");
    tell(&mut state, end(How::Failed("no".to_owned())));
    assert_eq!(state.composer.writing.text(), "one");
    assert_eq!(say(&mut state, "two"), [said("two", None)]);
    tell(&mut state, end(How::Failed("no".to_owned())));
    assert_eq!(say(&mut state, ""), [said("two", None)]);
}

#[test]
fn the_title_says_which_model_and_how_much_of_it_is_left() {
    let mut state = chat();
    assert_eq!(state.title(), "gpt");
    state.talk.taken = 250;
    state.talk.cost = "0.5".parse().unwrap();
    assert_eq!(state.title(), "gpt · 75% left · $0.50");
    for (count, text) in [
        (999, "999"),
        (12_340, "12.3k"),
        (128_000, "128k"),
        (1_000_000, "1M"),
    ] {
        assert_eq!(tokens(count), text);
    }
}
