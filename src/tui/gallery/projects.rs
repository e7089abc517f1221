//! Runs as the store would tell them, for every scene that shows one.

use std::path::PathBuf;

use jiff::Timestamp;

use super::stage::Stage;
use crate::domain::app_model::ProjectType;
use crate::domain::approval::ApprovalKind;
use crate::domain::event::{Event, EventKind};
use crate::domain::evidence::{Outcome, Proof};
use crate::domain::ids::{DocumentId, RunId};
use crate::domain::plan::{AgentName, Complexity, Depth, Mode, Plan, PlanConfig};
use crate::domain::review::Grade;
use crate::domain::run::RunState;
use crate::tui::root::{Facts, Hold, Msg};

pub const IDEA: &str = "library with books, members and loans";

/// A workspace with a branch, files and a model, as it is a second after the start.
pub fn furnished(stage: &mut Stage) {
    stage.tell(Msg::StoreOpened);
    stage.tell(Msg::Branch(Some("main".to_owned())));
    facts(stage, 0, 0);
    stage.list("", &["src/", "tests/", "Cargo.toml", "README.md"]);
}

/// What the header says.
pub fn facts(stage: &mut Stage, runs: usize, approvals: usize) {
    stage.tell(Msg::Facts(Box::new(Facts {
        branch: None,
        model: "rules".to_owned(),
        budget: Some("$1.00 left today".to_owned()),
        runs,
        approvals,
        hold: Hold {
            sandbox: "workspace".to_owned(),
            ..Hold::default()
        },
    })));
}

pub fn run_id() -> RunId {
    "3f2a91c4-5b6d-4e7f-8091-a2b3c4d5e6f7".parse().unwrap()
}

pub fn other_id(number: u8) -> RunId {
    format!("{number:02x}aa10c4-5b6d-4e7f-8091-a2b3c4d5e6f7")
        .parse()
        .unwrap()
}

/// The events that tell these facts, one after the other.
pub fn events(run: RunId, kinds: Vec<EventKind>) -> Vec<Event> {
    let event = |(seq, kind)| Event {
        seq,
        at: noon(),
        run,
        kind,
    };
    (1..).zip(kinds).map(event).collect()
}

/// The time at which everything happened.
pub fn noon() -> Timestamp {
    "2026-03-04T12:00:00Z".parse().unwrap()
}

/// A run whose third agent is at work.
pub fn at_work() -> Vec<EventKind> {
    use AgentName::{Auth, Coder, DbSchema, Planner};
    let agents = vec![Planner, DbSchema, Auth, Coder];
    let plan = Plan {
        project_type: ProjectType::Crud,
        complexity: Complexity::Simple,
        execution_order: agents.clone(),
        agents,
        config: PlanConfig {
            skip_tests: false,
            strict_mode: false,
            depth: Depth::Minimal,
        },
    };
    vec![
        EventKind::RunCreated {
            idea: IDEA.to_owned(),
            mode: Mode::Full,
        },
        moved(RunState::Idle, RunState::Planning, ""),
        EventKind::PlanMade { plan },
        moved(RunState::Planning, RunState::Executing, ""),
        started(Planner),
        done(Planner, "3 entities, 2 relations, 4 capabilities", 12),
        started(DbSchema),
        done(DbSchema, "4 tables, 3 indexes, first migration", 9),
        started(Auth),
    ]
}

/// The same run, written and proven.
pub fn proven() -> Vec<EventKind> {
    use AgentName::{Auth, Coder};
    let mut kinds = at_work();
    kinds.extend([
        done(Auth, "roles: librarian, member", 7),
        started(Coder),
        done(Coder, "38 files", 41),
        EventKind::Reviewed {
            score: 96,
            grade: Grade::S,
            remarks: 2,
        },
        written(),
        moved(RunState::Executing, RunState::Qa, ""),
    ]);
    for (name, summary, milliseconds) in [
        ("style", "no remarks", 310),
        ("types", "no errors in 24 files", 2_940),
        ("tests", "48 passed in 2.10s", 3_480),
    ] {
        kinds.push(check(name));
        kinds.push(checked(name, Outcome::Passed, summary, milliseconds));
    }
    kinds.extend([
        EventKind::Verified {
            proof: Proof::Proven,
        },
        moved(RunState::Qa, RunState::Completed, ""),
    ]);
    kinds
}

/// The same run, whose tests fail.
pub fn failed() -> Vec<EventKind> {
    let mut kinds = at_work();
    let failure = "1 failed, 47 passed: test_a_loan_needs_a_member";
    kinds.extend([
        EventKind::AgentFailed {
            agent: AgentName::Auth,
            reason: "no answer from the model after 3 attempts".to_owned(),
        },
        written(),
        moved(RunState::Executing, RunState::Qa, ""),
        check("tests"),
        checked("tests", Outcome::Failed, failure, 3_480),
        EventKind::Verified {
            proof: Proof::Unproven,
        },
        moved(RunState::Qa, RunState::Failed, "tests failed"),
    ]);
    kinds
}

/// The same run, which waits for an answer.
pub fn asking() -> Vec<EventKind> {
    let mut kinds = at_work();
    let title = "README.md and app/main.py are there with other content: write 38 files into /work/library?";
    kinds.extend([
        EventKind::ApprovalRaised {
            approval: "99aa10c4-5b6d-4e7f-8091-a2b3c4d5e6f7".parse().unwrap(),
            kind: ApprovalKind::FileWrite,
            title: title.to_owned(),
        },
        moved(RunState::Executing, RunState::AwaitingHuman, title),
    ]);
    kinds
}

pub fn document() -> DocumentId {
    "77aa10c4-5b6d-4e7f-8091-a2b3c4d5e6f7".parse().unwrap()
}

fn started(agent: AgentName) -> EventKind {
    EventKind::AgentStarted { agent, attempt: 1 }
}

fn done(agent: AgentName, summary: &str, duration_ms: u64) -> EventKind {
    EventKind::AgentCompleted {
        agent,
        document: document(),
        summary: summary.to_owned(),
        duration_ms,
    }
}

fn written() -> EventKind {
    EventKind::FilesWritten {
        target: PathBuf::from("/work/library"),
        files: 38,
        changed: 38,
    }
}

fn check(name: &str) -> EventKind {
    EventKind::CheckStarted {
        name: name.to_owned(),
        command: "python -m pytest".to_owned(),
    }
}

fn checked(name: &str, outcome: Outcome, summary: &str, duration_ms: u64) -> EventKind {
    EventKind::CheckFinished {
        name: name.to_owned(),
        outcome,
        summary: summary.to_owned(),
        duration_ms,
    }
}

fn moved(from: RunState, to: RunState, reason: &str) -> EventKind {
    EventKind::StateChanged {
        from,
        to,
        reason: reason.to_owned(),
    }
}
