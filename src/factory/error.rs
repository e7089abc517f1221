//! What can go wrong on the way from an idea to a project.

use crate::domain::plan::AgentName;
use crate::domain::run::RunState;
use crate::store::StoreError;
use crate::workspace::WorkspaceError;

/// Why a run could not reach its result; the run itself has the state that goes with it.
#[derive(Debug, thiserror::Error)]
pub enum FactoryError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The target or another folder could not be used.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The target holds files that no run of this store wrote.
    #[error(
        "{0} holds files that vibecober did not write: choose another folder with --output, or move them away"
    )]
    Foreign(String),
    /// An agent without which there is no project gave up.
    #[error("{agent} gave up: {reason}")]
    Agent {
        /// Who.
        agent: AgentName,
        /// Why.
        reason: String,
    },
    /// The run was ended from outside, by this process or another.
    #[error("the run was ended: it is {0}")]
    Ended(RunState),
}
