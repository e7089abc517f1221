//! The form of a script, as it is written.

use serde::Deserialize;
use serde_json::Value;

use super::pause::Pause;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::Seal;
use crate::domain::usage::Usage;
use crate::llm::Stop;

/// A file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Form {
    /// What it is for; nothing reads it but people.
    #[serde(rename = "about")]
    _about: Option<String>,
    pub replies: Vec<ReplyForm>,
}

/// A reply: its parts, or, in `stream`, its pieces.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ReplyForm {
    pub expect: Option<Expect>,
    pub id: Option<String>,
    pub model: Option<String>,
    pub after: Option<Pause>,
    pub pace: Option<Pause>,
    pub thinking: Option<String>,
    pub text: Option<String>,
    pub tools: Vec<ToolForm>,
    pub usage: Option<UsageForm>,
    pub stop: Option<StopForm>,
    pub fault: Option<FaultForm>,
    pub stream: Option<Vec<StepForm>>,
}

/// What a request must hold to be answered by a reply.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Expect {
    /// A part of the person's last words.
    pub said: Option<String>,
    /// A part of what tools answered last.
    pub answered: Option<String>,
    /// The model that is asked.
    pub model: Option<String>,
    /// A tool that is offered.
    pub tool: Option<String>,
}

/// A call of a tool.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToolForm {
    pub id: Option<String>,
    pub name: String,
    #[serde(default)]
    pub input: Option<Value>,
}

/// The tokens.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct UsageForm {
    input: u64,
    output: u64,
    cache_read: u64,
    cache_write: u64,
    reasoning: u64,
}

/// Why the model stopped.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StopForm {
    EndTurn,
    ToolUse,
    MaxTokens,
    ContentFilter,
}

/// A fault in place of the rest.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FaultForm {
    class: FaultClass,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    retry_after: Option<Pause>,
}

/// A piece of a stream, and how long it takes to come.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct StepForm {
    pub after: Pause,
    pub started: Option<StartedForm>,
    pub usage: Option<UsageForm>,
    pub text: Option<String>,
    pub thinking: Option<String>,
    pub sealed: Option<Seal>,
    pub tool: Option<CallForm>,
    pub input: Option<InputForm>,
    pub done: Option<StopForm>,
    pub fault: Option<FaultForm>,
}

/// A reply begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct StartedForm {
    pub id: String,
    pub model: String,
}

/// A call begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CallForm {
    #[serde(default)]
    pub index: usize,
    pub id: String,
    pub name: String,
}

/// A piece of a call's arguments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InputForm {
    #[serde(default)]
    pub index: usize,
    pub json: String,
}

impl From<UsageForm> for Usage {
    fn from(form: UsageForm) -> Self {
        Self {
            input: form.input,
            cache_read: form.cache_read,
            cache_write: form.cache_write,
            output: form.output,
            reasoning: form.reasoning,
        }
    }
}

impl From<StopForm> for Stop {
    fn from(form: StopForm) -> Self {
        match form {
            StopForm::EndTurn => Self::End,
            StopForm::ToolUse => Self::ToolUse,
            StopForm::MaxTokens => Self::Limit,
            StopForm::ContentFilter => Self::Filtered,
        }
    }
}

impl From<FaultForm> for Fault {
    fn from(form: FaultForm) -> Self {
        let message = form.message;
        Self {
            class: form.class,
            message: message.unwrap_or_else(|| "the script says so".to_owned()),
            retry_after: form.retry_after.map(|pause| pause.0),
        }
    }
}
