use std::path::Path;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ratatui::layout::Rect;

use super::rows::age;
use super::*;
use crate::domain::event::{Event, EventKind};
use crate::domain::evidence::Proof;
use crate::domain::ids::RunId;
use crate::domain::money::Usd;
use crate::domain::plan::Mode;
use crate::domain::run::{Run, RunKind, RunRequest, RunState, Tier};
use crate::tui::keymap::Action;
use crate::tui::root::{Ctx, Effect as RootEffect, Focus};

fn apply(state: &mut State, msg: Msg) -> Vec<Effect> {
    let ctx = Ctx {
        now: Duration::ZERO,
        workspace: Path::new("/w"),
        focus: Focus::Runs,
    };
    let effects = update(state, msg, &ctx).into_iter();
    let own = effects.filter_map(|effect| match effect {
        RootEffect::Runs(effect) => Some(effect),
        _ => None,
    });
    own.collect()
}

fn run(idea: &str, state: RunState) -> Run {
    Run {
        id: RunId::random(),
        request: RunRequest {
            kind: RunKind::Project,
            idea: idea.to_owned(),
            mode: Mode::Full,
            tier: Tier::Free,
            budget: Usd::ZERO,
            target: Some("/out/a".into()),
        },
        state,
        reason: String::new(),
        proof: Proof::Unproven,
        owner: None,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

fn record(run: &Run) -> Msg {
    Msg::Read(Box::new(Record {
        run: run.clone(),
        proof: Proof::Stale,
        events: Vec::new(),
        documents: Vec::new(),
        builds: Vec::new(),
        evidence: Vec::new(),
    }))
}

fn listed(runs: &[Run]) -> Msg {
    Msg::Listed(runs.to_vec(), Timestamp::UNIX_EPOCH)
}

fn shown(runs: &[Run]) -> State {
    let mut state = State::default();
    apply(&mut state, Msg::Resized(Rect::new(0, 1, 100, 20)));
    assert!(apply(&mut state, Msg::Reload).is_empty());
    assert_eq!(apply(&mut state, Msg::Shown), [Effect::List]);
    apply(&mut state, listed(runs));
    state
}

#[test]
fn the_chosen_run_stays_chosen_when_new_ones_come() {
    let (one, two, new) = (
        run("one", RunState::Completed),
        run("two", RunState::Failed),
        run("new", RunState::Executing),
    );
    let mut state = shown(&[one.clone(), two.clone()]);
    apply(&mut state, Msg::Act(Action::Down));
    apply(&mut state, listed(&[new, one, two.clone()]));
    assert_eq!(state.run().map(|run| run.id), Some(two.id));
}

#[test]
fn events_are_read_once_at_a_time() {
    let one = run("one", RunState::Executing);
    let mut state = shown(std::slice::from_ref(&one));
    let event = || {
        let to = RunState::Qa;
        Msg::Event(Box::new(Event {
            seq: 1,
            at: Timestamp::UNIX_EPOCH,
            run: one.id,
            kind: EventKind::StateChanged {
                from: RunState::Executing,
                to,
                reason: String::new(),
            },
        }))
    };
    assert_eq!(apply(&mut state, event()), [Effect::List]);
    assert!(apply(&mut state, event()).is_empty());
    assert_eq!(
        apply(&mut state, listed(std::slice::from_ref(&one))),
        [Effect::List]
    );
    assert!(apply(&mut state, listed(std::slice::from_ref(&one))).is_empty());
}

#[test]
fn a_run_is_opened_in_detail_and_left_again() {
    let one = run("todo app", RunState::Completed);
    let mut state = shown(std::slice::from_ref(&one));
    let effects = apply(&mut state, Msg::Act(Action::Accept));
    assert_eq!(effects, [Effect::Read(one.id)]);
    apply(&mut state, record(&one));
    let text = |state: &State| {
        let rows = &state.detail.as_ref().unwrap().rows;
        rows.iter()
            .map(crate::tui::draw::Row::text)
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert!(text(&state).contains("todo app"));
    assert!(text(&state).contains("the files have changed"));
    apply(&mut state, Msg::Act(Action::Previous));
    assert_eq!(text(&state), "No calls yet.");
    apply(&mut state, Msg::Act(Action::Previous));
    assert_eq!(text(&state), "No builds yet.");
    let effects = apply(&mut state, Msg::Act(Action::OpenProject));
    assert_eq!(effects, [Effect::Open("/out/a".into())]);
    apply(&mut state, Msg::Act(Action::Cancel));
    assert!(state.detail.is_none());
    // An answer that nobody waits for opens nothing.
    apply(&mut state, record(&one));
    assert!(state.detail.is_none());
}

#[test]
fn a_run_ends_only_when_asked_twice() {
    let one = run("one", RunState::Executing);
    let mut state = shown(std::slice::from_ref(&one));
    assert!(apply(&mut state, Msg::Act(Action::CancelRun)).is_empty());
    apply(&mut state, Msg::Act(Action::Up));
    assert!(apply(&mut state, Msg::Act(Action::CancelRun)).is_empty());
    let effects = apply(&mut state, Msg::Act(Action::CancelRun));
    assert_eq!(effects, [Effect::Cancel(one.id)]);
}

#[test]
fn ages_are_short() {
    let now = Timestamp::UNIX_EPOCH;
    for (seconds, text) in [(5, "5 s"), (300, "5 min"), (7_300, "2 h"), (200_000, "2 d")] {
        let later = now + SignedDuration::from_secs(seconds);
        assert_eq!(age(now, later), text);
    }
    assert_eq!(age(now + SignedDuration::from_secs(9), now), "0 s");
}
