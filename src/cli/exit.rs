//! Exit codes, and which failure gets which.

use std::process::ExitCode;

use crate::app::AppError;
use crate::engine::budget::HoldError;
use crate::factory::FactoryError;
use crate::store::StoreError;
use crate::workspace::WorkspaceError;

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The work is done.
    Done = 0,
    /// The work itself failed.
    Failed = 1,
    /// The arguments, the idea or the configuration are wrong.
    Usage = 2,
    /// It waits for an answer that nobody can give here.
    Waiting = 3,
    /// It would cost more than may be spent.
    Budget = 4,
    /// No model answers: the service, or the network, is not there.
    Unavailable = 5,
    /// The person interrupted it.
    Interrupted = 130,
}

/// A failure: one line for the person, and how the process ends.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What, where and what to do, in one line.
    pub message: String,
    /// How the process ends.
    pub exit: Exit,
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "errors are handed over by map_err"
)]
impl Failure {
    /// A failure of the arguments, the idea or the configuration.
    pub fn usage(error: impl ToString) -> Self {
        Self {
            message: error.to_string(),
            exit: Exit::Usage,
        }
    }

    /// A call that does not fit into a budget.
    pub fn budget(error: impl ToString) -> Self {
        Self {
            message: error.to_string(),
            exit: Exit::Budget,
        }
    }

    /// A model or network that is not there.
    pub fn unavailable(error: impl ToString) -> Self {
        Self {
            message: error.to_string(),
            exit: Exit::Unavailable,
        }
    }

    /// A failure of the work.
    pub fn failed(error: impl ToString) -> Self {
        Self {
            message: error.to_string(),
            exit: Exit::Failed,
        }
    }
}

impl Exit {
    /// The name by which JSON tells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::Waiting => "waiting",
            Self::Budget => "budget",
            Self::Unavailable => "unavailable",
            Self::Interrupted => "interrupted",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        // The discriminants are the codes, and all of them fit.
        Self::from(exit as u8)
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Factory(error) => error.into(),
            AppError::Config(error) => Self::usage(error),
            AppError::Budget(error) => Self::usage(error),
            AppError::NoWorkspace
            | AppError::Workspace { .. }
            | AppError::TooWide(_)
            | AppError::Tools(_)
            | AppError::Rules(_)
            | AppError::RuleRefused(_)
            | AppError::Unseen { .. } => Self::usage(error),
            AppError::Talking | AppError::ChoiceNeeded { .. } | AppError::NotContested { .. } => {
                Self::usage(error)
            }
            AppError::Store(error) => error.into(),
            AppError::Ended { .. } | AppError::NothingKept(_) | AppError::Closed => {
                Self::failed(error)
            }
        }
    }
}

impl From<FactoryError> for Failure {
    fn from(error: FactoryError) -> Self {
        let exit = match &error {
            FactoryError::Workspace(error) => workspace(error),
            FactoryError::Foreign(_) => Exit::Usage,
            FactoryError::Ended(_) => Exit::Interrupted,
            FactoryError::Store(error) => store(error),
            FactoryError::Agent { .. } => Exit::Failed,
        };
        Self {
            message: error.to_string(),
            exit,
        }
    }
}

impl From<WorkspaceError> for Failure {
    fn from(error: WorkspaceError) -> Self {
        Self {
            message: error.to_string(),
            exit: workspace(&error),
        }
    }
}

impl From<HoldError> for Failure {
    fn from(error: HoldError) -> Self {
        match error {
            HoldError::Exceeded(_) => Self::budget(error),
            HoldError::NoPrice(_) | HoldError::NoCap => Self::usage(error),
            HoldError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self {
            message: error.to_string(),
            exit: store(&error),
        }
    }
}

/// An id that nothing has is a wrong argument; everything else is the store's own trouble.
fn store(error: &StoreError) -> Exit {
    if matches!(
        error,
        StoreError::NotFound { .. } | StoreError::Ambiguous { .. }
    ) {
        return Exit::Usage;
    }
    Exit::Failed
}

fn workspace(error: &WorkspaceError) -> Exit {
    match error {
        WorkspaceError::NotAFolder(_)
        | WorkspaceError::Link(_)
        | WorkspaceError::Blocked(_)
        | WorkspaceError::NoName(_)
        | WorkspaceError::Unusable { .. } => Exit::Usage,
        WorkspaceError::Busy(_)
        | WorkspaceError::Full(_)
        | WorkspaceError::Denied { .. }
        | WorkspaceError::ReadOnly(_)
        | WorkspaceError::Io { .. } => Exit::Failed,
    }
}
