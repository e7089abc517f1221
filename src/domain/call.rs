//! Calls of models: what each was for, what it took, what it cost, and how it ended.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fault::FaultClass;
use super::ids::{CallId, RunId};
use super::model_name::ModelName;
use super::money::Usd;
use super::usage::Usage;

/// One call of a model, as it is kept in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Its name.
    pub id: CallId,
    /// The run or session that it was made for.
    pub run: RunId,
    /// Who made it: an agent's name, `chat`, or `exec`.
    pub agent: String,
    /// The model that was called.
    pub model: ModelName,
    /// Where: the address of the service, without a key.
    pub endpoint: String,
    /// Why this model, in one line.
    pub why: String,
    /// What it took and cost.
    #[serde(flatten)]
    pub bill: Bill,
    /// How it ended.
    pub ending: Ending,
    /// The day whose cap it counts for, `2026-11-28`, in UTC.
    pub day: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// What a call took and cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// The most that it could cost, held back while it ran.
    pub reserved: Usd,
    /// What it cost; nothing while it runs.
    pub cost: Usd,
    /// The tokens that it took.
    pub usage: Usage,
    /// Whether the provider counted them, or they are estimated.
    pub count: Count,
}

/// What is known of a call when it has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settlement {
    /// The tokens that it took.
    pub usage: Usage,
    /// Whether the provider counted them, or they are estimated.
    pub count: Count,
    /// How it ended; not [`Ending::Running`].
    pub ending: Ending,
}

/// Who counted the tokens of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// The provider.
    Exact,
    /// We, from what was sent and received: the call was cut off before the provider told.
    #[default]
    Estimated,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how", content = "class")]
pub enum Ending {
    /// It has not.
    Running,
    /// With a whole reply.
    Whole,
    /// Without one.
    Failed(FaultClass),
    /// By the person.
    Cancelled,
    /// With the process that made it.
    Crashed,
}

impl Ending {
    /// The name used in the store and on screen: `running`, `whole`, `cancelled`, `crashed`, or the
    /// class of the fault.
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Whole => "whole",
            Self::Failed(class) => class.name(),
            Self::Cancelled => "cancelled",
            Self::Crashed => "crashed",
        }
    }

    /// The ending with that name.
    pub fn named(name: &str) -> Option<Self> {
        let plain = [Self::Running, Self::Whole, Self::Cancelled, Self::Crashed];
        let failed = FaultClass::ALL.map(Self::Failed);
        let mut all = plain.into_iter().chain(failed);
        all.find(|one| one.name() == name)
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Count {
    /// The name used in the store and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Estimated => "estimated",
        }
    }
}
