//! Why a model gave no whole answer, with what there is of it and what it cost.

use crate::domain::budget::Exceeded;
use crate::domain::call::Call;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::Message;
use crate::domain::model_name::ModelName;
use crate::store::StoreError;

/// Why a model gave no whole answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The model, its service or the way to it failed.
    #[error("{fault}")]
    Failed {
        /// What failed.
        fault: Fault,
        /// What had come of the answer.
        partial: Option<Message>,
        /// The calls that were made.
        calls: Vec<Call>,
    },
    /// A budget has no room for the call; it was not made.
    #[error("{exceeded}")]
    Budget {
        /// Which budget, with what is spent and what was asked.
        exceeded: Exceeded,
        /// The calls that were made before.
        calls: Vec<Call>,
    },
    /// Nobody knows what the model costs.
    #[error(
        "{0} has no price, so that no budget can hold it: give it one in models.yaml (see vibecober models show {0})"
    )]
    NoPrice(ModelName),
    /// Nothing limits what may be spent.
    #[error(
        "nothing limits what may be spent: set daily_caps.enterprise or budgets.run, or give --budget"
    )]
    NoCap,
    /// No model is chosen.
    #[error(
        "no model is chosen: give --model PROVIDER/ID or set `model` (see vibecober models list)"
    )]
    NoModel,
    /// The person interrupted it.
    #[error("interrupted")]
    Interrupted {
        /// What had come of the answer.
        partial: Option<Message>,
        /// The calls that were made.
        calls: Vec<Call>,
    },
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CallError {
    /// Takes what had come of the answer, and the calls that were made for it.
    pub fn take_remains(&mut self) -> (Option<Message>, Vec<Call>) {
        match self {
            Self::Failed { partial, calls, .. } | Self::Interrupted { partial, calls } => {
                (partial.take(), std::mem::take(calls))
            }
            Self::Budget { calls, .. } => (None, std::mem::take(calls)),
            Self::NoPrice(_) | Self::NoCap | Self::NoModel | Self::Store(_) => (None, Vec::new()),
        }
    }

    /// The class by which JSON tells it: that of a fault, or `budget`, `no_price`, `no_model`,
    /// `interrupted`, `store`.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Failed { fault, .. } => fault.class.name(),
            Self::Budget { .. } => "budget",
            Self::NoPrice(_) => "no_price",
            Self::NoCap => "no_cap",
            Self::NoModel => "no_model",
            Self::Interrupted { .. } => "interrupted",
            Self::Store(_) => "store",
        }
    }

    /// True when the same call may work a moment later.
    pub fn can_pass(&self) -> bool {
        self.fault().is_some_and(FaultClass::can_pass)
    }

    /// The class of the fault, where one is the reason.
    pub fn fault(&self) -> Option<FaultClass> {
        match self {
            Self::Failed { fault, .. } => Some(fault.class),
            Self::Budget { .. }
            | Self::NoPrice(_)
            | Self::NoCap
            | Self::NoModel
            | Self::Interrupted { .. }
            | Self::Store(_) => None,
        }
    }
}
