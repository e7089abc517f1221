//! Calls of tools: what a model asked for, and how far each of them is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{ApprovalId, RunId};
use super::message::ToolUse;
use super::wish::CallPlace;

/// How far a call of a tool is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolState {
    /// The model asked for it; nothing was done.
    Asked,
    /// It waits for a person.
    Waiting,
    /// It was begun, and its end is not known.
    Running,
    /// It did what was asked.
    Done,
    /// It could not.
    Failed,
    /// A person or the policy said no.
    Refused,
    /// The process that began it ended: nobody knows what came of it.
    Unknown,
}

/// A call of a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolCall {
    /// The session.
    pub run: RunId,
    /// Where it stands in it.
    #[serde(flatten)]
    pub at: CallPlace,
    /// What the model asked for.
    pub call: ToolUse,
    /// How far it is.
    pub state: ToolState,
    /// The question that was put to a person for it, the last one.
    pub approval: Option<ApprovalId>,
    /// What the model was answered, once it is over; while it waits, what was read by then, as JSON.
    pub result: String,
    /// When it was begun.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// What happened to a call of a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolEvent {
    /// Where it stands in its session.
    #[serde(flatten)]
    pub at: CallPlace,
    /// The tool.
    pub tool: String,
    /// What it was about, or what came of it, in one line.
    pub about: String,
    /// How far it is now.
    pub state: ToolState,
    /// The files that it has written or removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<ChangedFile>,
}

/// A file that a call has written or removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedFile {
    /// The file, absolute.
    pub path: String,
    /// What was changed, as a unified diff; empty where it is long, or only parts of it were done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub diff: String,
}

impl ToolState {
    /// The name used in the store, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }

    /// True when the model can be told what came of it.
    pub fn is_over(self) -> bool {
        match self {
            Self::Asked | Self::Waiting | Self::Running => false,
            Self::Done | Self::Failed | Self::Refused | Self::Unknown => true,
        }
    }
}
