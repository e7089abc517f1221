use std::time::Duration;

use jiff::Timestamp;

use super::*;
use crate::domain::app_model::ProjectType;
use crate::domain::event::{Event, EventKind};
use crate::domain::evidence::{Outcome, Proof};
use crate::domain::ids::{DocumentId, RunId};
use crate::domain::plan::{AgentName, Complexity, Depth, Mode, Plan, PlanConfig};
use crate::domain::run::RunState;

fn fold(kinds: Vec<EventKind>) -> Progress {
    let run = RunId::random();
    let mut progress = Progress::new(run);
    for (seq, kind) in (1..).zip(kinds) {
        let event = Event {
            seq,
            at: Timestamp::UNIX_EPOCH,
            run,
            kind,
        };
        progress.apply(&event, Duration::ZERO);
        progress.apply(&event, Duration::ZERO);
    }
    progress
}

fn plan() -> EventKind {
    let agents = vec![AgentName::Planner, AgentName::Coder];
    EventKind::PlanMade {
        plan: Plan {
            project_type: ProjectType::Crud,
            complexity: Complexity::Simple,
            execution_order: agents.clone(),
            agents,
            config: PlanConfig {
                skip_tests: false,
                strict_mode: false,
                depth: Depth::Minimal,
            },
        },
    }
}

fn text(rows: &[crate::tui::draw::Row]) -> String {
    let rows: Vec<_> = rows.iter().map(crate::tui::draw::Row::text).collect();
    rows.join("\n")
}

#[test]
fn events_become_rows_each_once() {
    let mut progress = fold(vec![
        EventKind::RunCreated {
            idea: "todo app".to_owned(),
            mode: Mode::Simple,
        },
        plan(),
        EventKind::AgentStarted {
            agent: AgentName::Planner,
            attempt: 1,
        },
        EventKind::AgentCompleted {
            agent: AgentName::Planner,
            document: DocumentId::random(),
            summary: "2 entities".to_owned(),
            duration_ms: 12,
        },
        EventKind::CheckStarted {
            name: "tests".to_owned(),
            command: "pytest".to_owned(),
        },
    ]);
    progress.print("collecting");
    let shown = text(&card(&progress, Duration::from_secs(3)));
    assert!(shown.contains("✓ planner  2 entities12 ms"), "{shown}");
    assert!(shown.contains("○ coder"), "{shown}");
    assert!(shown.contains("● tests    pytest3 s"), "{shown}");
    assert!(shown.contains("│ collecting"), "{shown}");
    assert!(progress.document(0).is_some() && progress.document(1).is_none());
}

#[test]
fn the_last_row_says_what_is_proven() {
    let proven = fold(vec![
        EventKind::CheckStarted {
            name: "tests".to_owned(),
            command: "pytest".to_owned(),
        },
        EventKind::CheckFinished {
            name: "tests".to_owned(),
            outcome: Outcome::Passed,
            summary: "48 passed".to_owned(),
            duration_ms: 2_100,
        },
        EventKind::Verified {
            proof: Proof::Proven,
        },
        EventKind::StateChanged {
            from: RunState::Qa,
            to: RunState::Completed,
            reason: String::new(),
        },
    ]);
    assert!(!proven.works());
    assert_eq!(
        proof_line(&proven).text(),
        "  proven  48 passed · 1 of 1 checks"
    );
    let failed = fold(vec![EventKind::StateChanged {
        from: RunState::Executing,
        to: RunState::Failed,
        reason: "no space".to_owned(),
    }]);
    assert_eq!(proof_line(&failed).text(), "  failed  no space");
}
