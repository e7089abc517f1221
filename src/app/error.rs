//! What the application refuses, each with what the caller can do about it.

use std::path::PathBuf;

use crate::config::ConfigError;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::run::RunState;
use crate::factory::FactoryError;
use crate::policy::RuleError;
use crate::store::StoreError;
use crate::tools::ToolError;

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The configuration lacks something.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A run could not reach its result.
    #[error(transparent)]
    Factory(#[from] FactoryError),
    /// The run has ended already.
    #[error("run {} has ended already: it is {state}", .run.short())]
    Ended {
        /// The run.
        run: RunId,
        /// Where it stands.
        state: RunState,
    },
    /// What a run may spend cannot be what was asked.
    #[error("{0}")]
    Budget(String),
    /// A yes that leaves open whose content counts.
    #[error(
        "approval {} must say whose content counts in {}: keep your edits, or take the new output",
        .approval.short(), .files.join(", ")
    )]
    ChoiceNeeded {
        /// The approval.
        approval: ApprovalId,
        /// The files in which contents meet.
        files: Vec<String>,
    },
    /// A choice for files in which nothing meets.
    #[error(
        "approval {} does not ask about {}: see vibecober approve show {}",
        .approval.short(), .files.join(", "), .approval.short()
    )]
    NotContested {
        /// The approval.
        approval: ApprovalId,
        /// The files that are named in vain.
        files: Vec<String>,
    },
    /// What the run needs to go on is not in the store.
    #[error("run {} cannot go on: deny the approval and generate it again", .0.short())]
    NothingKept(RunId),
    /// The session works on an answer already.
    #[error("that session works on an answer already: wait for it, or interrupt it")]
    Talking,
    /// The session is about no folder.
    #[error("that session is about no folder: begin a new one in the folder to work on")]
    NoWorkspace,
    /// The folder that a session is about cannot be used.
    #[error("the folder {path} cannot be worked in: {source}", path = .path.display())]
    Workspace {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder holds a home, with its keys and settings.
    #[error("{path} holds your home, with its keys and settings: work in a folder below it", path = .0.display())]
    TooWide(PathBuf),
    /// The tools refuse the folder.
    #[error(transparent)]
    Tools(#[from] ToolError),
    /// A file of rules cannot be used.
    #[error("{0}")]
    Rules(RuleError),
    /// A rule cannot be saved with an answer.
    #[error("{0}")]
    RuleRefused(RuleError),
    /// A yes to changes of which a part is not shown.
    #[error("approval {}: {lines} lines of what would change are not shown: say that you accept them unseen", .approval.short())]
    Unseen {
        /// The approval.
        approval: ApprovalId,
        /// How many lines.
        lines: usize,
    },
    /// The application is shutting down.
    #[error("vibecober is shutting down: start it again")]
    Closed,
}
