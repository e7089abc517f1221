//! Runs and the table of their states.

use std::fmt;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::evidence::Proof;
use super::ids::RunId;
use super::money::Usd;
use super::plan::Mode;

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Made, nothing started.
    Idle,
    /// The plan and the model are being decided.
    Planning,
    /// A person must answer before it goes on.
    WaitingForApproval,
    /// The agents work.
    Executing,
    /// The reviewer reads what was written.
    Reviewing,
    /// The checks run.
    Qa,
    /// Done, but an agent that is not critical failed.
    PartialSuccess,
    /// Held back: a person must decide how to go on.
    AwaitingHuman,
    /// Ended without its result.
    Failed,
    /// Ended by the person.
    Cancelled,
    /// Ended by a time limit.
    Timeout,
    /// Done.
    Completed,
}

/// A change of state that the table does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a run that is {from} cannot become {to}; it can become {}", list(.from.targets()))]
pub struct IllegalTransition {
    /// Where the run stands.
    pub from: RunState,
    /// Where it was meant to go.
    pub to: RunState,
}

/// The spending tier that sets the daily cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// $1.00 a day unless configured.
    #[default]
    Free,
    /// $10.00 a day unless configured.
    Pro,
    /// What the configuration sets.
    Enterprise,
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// An idea becomes a project.
    #[default]
    Project,
    /// A talk with a model: its turns are kept as messages, and it can be taken up again.
    Session,
}

/// What a person asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRequest {
    /// What it is for.
    #[serde(default)]
    pub kind: RunKind,
    /// The idea in the person's words; of a session, how it began.
    pub idea: String,
    /// How much of the team works on it; of no account in a session.
    pub mode: Mode,
    /// The spending tier.
    pub tier: Tier,
    /// The most that the run may spend; of a session, none of its own where it is zero.
    pub budget: Usd,
    /// Where the project goes, none for a preview; of a session, the folder that it is about.
    pub target: Option<PathBuf>,
}

/// An idea on its way to a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its name.
    pub id: RunId,
    /// What was asked.
    pub request: RunRequest,
    /// Where it stands.
    pub state: RunState,
    /// Why it ended or waits, in one line; empty while all is well.
    pub reason: String,
    /// What is known of the result's quality.
    pub proof: Proof,
    /// The process that works on it, while one does.
    pub owner: Option<u32>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its state last changed.
    pub updated_at: Timestamp,
}

impl RunState {
    /// Every state, in the order of the table.
    pub const ALL: [Self; 12] = [
        Self::Idle,
        Self::Planning,
        Self::WaitingForApproval,
        Self::Executing,
        Self::Reviewing,
        Self::Qa,
        Self::PartialSuccess,
        Self::AwaitingHuman,
        Self::Failed,
        Self::Cancelled,
        Self::Timeout,
        Self::Completed,
    ];

    /// The states that may follow this one.
    pub fn targets(self) -> &'static [Self] {
        match self {
            Self::Idle => &[Self::Planning, Self::Failed, Self::Cancelled, Self::Timeout],
            Self::Planning => &[
                Self::WaitingForApproval,
                Self::Executing,
                Self::Failed,
                Self::Cancelled,
                Self::Timeout,
                Self::AwaitingHuman,
            ],
            Self::WaitingForApproval => &[
                Self::Planning,
                Self::Executing,
                Self::Failed,
                Self::Cancelled,
                Self::Timeout,
                Self::AwaitingHuman,
            ],
            Self::Executing => &[
                Self::Reviewing,
                Self::Qa,
                Self::PartialSuccess,
                Self::Completed,
                Self::Failed,
                Self::Cancelled,
                Self::Timeout,
                Self::AwaitingHuman,
            ],
            Self::Reviewing | Self::Qa => &[
                Self::Executing,
                Self::Reviewing,
                Self::Qa,
                Self::PartialSuccess,
                Self::Completed,
                Self::Failed,
                Self::Cancelled,
                Self::Timeout,
                Self::AwaitingHuman,
            ],
            Self::AwaitingHuman => &[Self::Idle, Self::Planning, Self::Executing, Self::Cancelled],
            Self::PartialSuccess
            | Self::Failed
            | Self::Cancelled
            | Self::Timeout
            | Self::Completed => &[Self::Idle],
        }
    }

    /// `to`, when the table allows the change.
    ///
    /// # Errors
    /// [`IllegalTransition`] names both states and the legal targets.
    pub fn transition(self, to: Self) -> Result<Self, IllegalTransition> {
        if self.targets().contains(&to) {
            return Ok(to);
        }
        Err(IllegalTransition { from: self, to })
    }

    /// True when nothing more happens by itself.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::PartialSuccess | Self::Failed | Self::Cancelled | Self::Timeout | Self::Completed
        )
    }

    /// True while only a person can have it go on: no process works on it.
    pub fn waits(self) -> bool {
        matches!(self, Self::WaitingForApproval | Self::AwaitingHuman)
    }

    /// The name used in the store, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Planning => "planning",
            Self::WaitingForApproval => "waiting_for_approval",
            Self::Executing => "executing",
            Self::Reviewing => "reviewing",
            Self::Qa => "qa",
            Self::PartialSuccess => "partial_success",
            Self::AwaitingHuman => "awaiting_human",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Timeout => "timeout",
            Self::Completed => "completed",
        }
    }
}

impl fmt::Display for RunState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl RunRequest {
    /// The most that the run may spend in all, where it has such a limit of its own: a session may
    /// last for many days, and each of them has its cap.
    pub fn own_budget(&self) -> Option<Usd> {
        match self.kind {
            RunKind::Project => Some(self.budget),
            RunKind::Session => Some(self.budget).filter(|budget| *budget > Usd::ZERO),
        }
    }
}

impl RunKind {
    /// The name used in the store, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Session => "session",
        }
    }
}

impl fmt::Display for RunKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Tier {
    /// The name used on the command line and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Pro => "pro",
            Self::Enterprise => "enterprise",
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

fn list(states: &[RunState]) -> String {
    let names: Vec<_> = states.iter().map(|state| state.name()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_illegal_change_names_the_legal_targets() {
        let refusal = RunState::Completed
            .transition(RunState::Executing)
            .unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "a run that is completed cannot become executing; it can become idle"
        );
    }

    #[test]
    fn ended_runs_only_start_over_and_waiting_runs_cannot_complete() {
        for state in RunState::ALL {
            assert!(!state.targets().is_empty());
            if state.is_final() {
                assert_eq!(state.targets(), [RunState::Idle]);
            }
        }
        assert!(RunState::Idle.transition(RunState::Completed).is_err());
        assert!(
            RunState::WaitingForApproval
                .transition(RunState::Completed)
                .is_err()
        );
        assert!(
            RunState::AwaitingHuman
                .transition(RunState::Failed)
                .is_err()
        );
        assert!(RunState::Qa.transition(RunState::Completed).is_ok());
    }

    #[test]
    fn a_session_has_a_limit_of_its_own_only_where_one_was_given() {
        let asked = |kind, budget: &str| RunRequest {
            kind,
            idea: String::new(),
            mode: Mode::Simple,
            tier: Tier::Free,
            budget: budget.parse().unwrap(),
            target: None,
        };
        assert_eq!(asked(RunKind::Session, "0").own_budget(), None);
        assert!(asked(RunKind::Session, "0.10").own_budget().is_some());
        assert_eq!(asked(RunKind::Project, "0").own_budget(), Some(Usd::ZERO));
    }
}
