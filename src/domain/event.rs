//! Events: what happened, in the order in which it was stored.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::approval::{ApprovalKind, ApprovalState};
use super::call::Ending;
use super::evidence::{Outcome, Proof};
use super::ids::{ApprovalId, BuildId, CallId, DocumentId, RunId};
use super::model_name::ModelName;
use super::money::Usd;
use super::plan::{AgentName, Mode, Plan};
use super::review::Grade;
use super::rule::RuleEvent;
use super::run::RunState;
use super::team_event::TeamEvent;
use super::tool_call::ToolEvent;
use super::usage::Usage;

/// One stored fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its place in the order of all events of the store, from 1.
    pub seq: u64,
    /// When it was stored.
    pub at: Timestamp,
    /// The run that it belongs to.
    pub run: RunId,
    /// What happened.
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "data")]
pub enum EventKind {
    /// A run was made.
    RunCreated {
        /// The idea in the person's words.
        idea: String,
        /// How much of the team works on it.
        mode: Mode,
    },
    /// A talk with a model began.
    SessionStarted {
        /// How it began, in the person's words.
        words: String,
    },
    /// A run's state changed.
    StateChanged {
        /// Where it stood.
        from: RunState,
        /// Where it stands.
        to: RunState,
        /// Why, in one line; may be empty.
        reason: String,
    },
    /// The team lead made the plan.
    PlanMade {
        /// The plan.
        plan: Plan,
    },
    /// An agent began an attempt.
    AgentStarted {
        /// Who.
        agent: AgentName,
        /// 1 for the first attempt.
        attempt: u32,
    },
    /// An attempt failed and another follows.
    AgentRetried {
        /// Who.
        agent: AgentName,
        /// The attempt that failed.
        attempt: u32,
        /// What was wrong with it.
        reason: String,
        /// How long it waits, in milliseconds.
        wait_ms: u64,
    },
    /// An agent wrote its document.
    AgentCompleted {
        /// Who.
        agent: AgentName,
        /// The document.
        document: DocumentId,
        /// What it decided or wrote, in one line.
        summary: String,
        /// Wall time in milliseconds.
        duration_ms: u64,
    },
    /// An agent gave up.
    AgentFailed {
        /// Who.
        agent: AgentName,
        /// Why, in one line.
        reason: String,
    },
    /// The reviewer scored the project.
    Reviewed {
        /// Points, 0–110.
        score: u8,
        /// The grade of the points.
        grade: Grade,
        /// How many remarks there are.
        remarks: usize,
    },
    /// The project's files reached their folder.
    FilesWritten {
        /// The folder.
        target: PathBuf,
        /// How many files the project has.
        files: usize,
        /// How many of them changed on disk.
        changed: usize,
    },
    /// New output and the person's edits meet in the same lines; nothing was written.
    ConflictsFound {
        /// The files, with forward slashes.
        files: Vec<String>,
    },
    /// A person must answer before the run goes on.
    ApprovalRaised {
        /// The approval.
        approval: ApprovalId,
        /// What is asked for.
        kind: ApprovalKind,
        /// The question, in one line.
        title: String,
    },
    /// An approval was answered, or closed without an answer.
    ApprovalDecided {
        /// The approval.
        approval: ApprovalId,
        /// Where it stands now.
        state: ApprovalState,
        /// Why, in one line; may be empty.
        reason: String,
    },
    /// A build was stored.
    BuildStored {
        /// The build.
        build: BuildId,
        /// Its version.
        version: u32,
    },
    /// A check began.
    CheckStarted {
        /// Its short name.
        name: String,
        /// The command.
        command: String,
    },
    /// A check ended.
    CheckFinished {
        /// Its short name.
        name: String,
        /// How it ended.
        outcome: Outcome,
        /// One line that sums up its output.
        summary: String,
        /// Wall time in milliseconds.
        duration_ms: u64,
    },
    /// All checks ended.
    Verified {
        /// What is known now.
        proof: Proof,
    },
    /// The team did something with a model, or without one.
    Team(TeamEvent),
    /// A call of a tool went on.
    Tool(ToolEvent),
    /// A rule was saved with an answer, used up or taken back.
    Rule(RuleEvent),
    /// A call of a model was paid for.
    CallSettled {
        /// The call.
        call: CallId,
        /// Who made it.
        agent: String,
        /// The model.
        model: ModelName,
        /// Why this model, in one line.
        why: String,
        /// The tokens that it took.
        usage: Usage,
        /// What it cost.
        cost: Usd,
        /// How it ended.
        ending: Ending,
    },
}

impl EventKind {
    /// The name of the kind, as in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::RunCreated { .. } => "run_created",
            Self::SessionStarted { .. } => "session_started",
            Self::StateChanged { .. } => "state_changed",
            Self::PlanMade { .. } => "plan_made",
            Self::AgentStarted { .. } => "agent_started",
            Self::AgentRetried { .. } => "agent_retried",
            Self::AgentCompleted { .. } => "agent_completed",
            Self::AgentFailed { .. } => "agent_failed",
            Self::Reviewed { .. } => "reviewed",
            Self::FilesWritten { .. } => "files_written",
            Self::ConflictsFound { .. } => "conflicts_found",
            Self::ApprovalRaised { .. } => "approval_raised",
            Self::ApprovalDecided { .. } => "approval_decided",
            Self::BuildStored { .. } => "build_stored",
            Self::CheckStarted { .. } => "check_started",
            Self::CheckFinished { .. } => "check_finished",
            Self::Verified { .. } => "verified",
            Self::Team(_) => "team",
            Self::Tool(_) => "tool",
            Self::Rule(_) => "rule",
            Self::CallSettled { .. } => "call_settled",
        }
    }
}
