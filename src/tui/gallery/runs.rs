//! Scenes of the view of runs.

use jiff::SignedDuration;

use super::projects::{
    IDEA, at_work, events, facts, failed, furnished, noon, other_id, proven, run_id,
};
use super::show::show;
use super::stage::Stage;
use crate::domain::event::EventKind;
use crate::domain::evidence::Proof;
use crate::domain::ids::RunId;
use crate::domain::money::Usd;
use crate::domain::plan::Mode;
use crate::domain::run::{Run, RunKind, RunRequest, RunState, Tier};
use crate::tui::views::runs::{Msg, Record};

fn run(id: RunId, idea: &str, state: RunState, proof: Proof, minutes: i64) -> Run {
    Run {
        id,
        request: RunRequest {
            kind: RunKind::Project,
            idea: idea.to_owned(),
            mode: Mode::Full,
            tier: Tier::Free,
            budget: Usd::ZERO,
            target: Some("/work/library".into()),
        },
        state,
        reason: match state {
            RunState::Failed => "tests failed".to_owned(),
            _ => String::new(),
        },
        proof,
        owner: None,
        created_at: noon() - SignedDuration::from_mins(minutes),
        updated_at: noon() - SignedDuration::from_mins(minutes),
    }
}

/// Whether the first run is looked at in detail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looking {
    AtAll,
    Closer,
}

/// The view with the run in that state first, and what the store has of it.
fn shown(stage: &mut Stage, look: Looking, ended: (RunState, Proof), kinds: Vec<EventKind>) {
    furnished(stage);
    stage.press("f4");
    let (at, proof) = ended;
    let first = run(run_id(), IDEA, at, proof, 2);
    let runs = vec![
        first.clone(),
        run(
            other_id(1),
            "todo app with tags, due dates and priorities",
            RunState::Completed,
            Proof::Stale,
            50,
        ),
        run(
            other_id(2),
            "invoice system for freelancers with clients, invoices, line items and payments",
            RunState::Failed,
            Proof::Unproven,
            600,
        ),
        run(
            other_id(3),
            "日本語の図書館 with books",
            RunState::Cancelled,
            Proof::Unproven,
            90_000,
        ),
        run(
            other_id(4),
            "blog",
            RunState::AwaitingHuman,
            Proof::Claimed,
            1_500,
        ),
    ];
    stage.tell(Msg::Listed(runs, noon()));
    if look == Looking::Closer {
        stage.press("enter");
    }
    stage.tell(Msg::Read(Box::new(Record {
        run: first,
        proof,
        events: events(run_id(), kinds),
        documents: Vec::new(),
        builds: Vec::new(),
        evidence: Vec::new(),
    })));
}

#[test]
fn no_runs_yet() {
    show("runs-none", |stage| {
        furnished(stage);
        stage.press("f4");
        stage.tell(Msg::Listed(Vec::new(), noon()));
    });
}

#[test]
fn a_run_at_work() {
    show("runs-working", |stage| {
        shown(
            stage,
            Looking::AtAll,
            (RunState::Executing, Proof::Unproven),
            at_work(),
        );
        facts(stage, 1, 0);
    });
}

#[test]
fn a_run_that_is_proven() {
    show("runs-done", |stage| {
        shown(
            stage,
            Looking::Closer,
            (RunState::Completed, Proof::Proven),
            proven(),
        );
    });
}

#[test]
fn a_run_that_failed() {
    show("runs-failed", |stage| {
        shown(
            stage,
            Looking::Closer,
            (RunState::Failed, Proof::Unproven),
            failed(),
        );
    });
}
