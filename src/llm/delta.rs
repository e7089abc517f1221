//! The pieces of a reply, in the order in which they come; the same for every provider.

use crate::domain::message::Seal;
use crate::domain::usage::Usage;

/// A piece of a reply.
///
/// A stream of them ends with exactly one [`Delta::Done`], or with a fault: a reply that is not
/// whole has no `Done`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delta {
    /// The reply begins; the model that answers may be called otherwise than the one asked.
    Started {
        /// The reply's id at the provider.
        id: String,
        /// The model that answers.
        model: String,
    },
    /// The tokens so far, as the provider counts them: each tells all of them again.
    Usage(Usage),
    /// Words of the answer.
    Text(String),
    /// Words of the thought before it.
    Thinking(String),
    /// Ends a thought with what the provider wants back.
    Sealed(Seal),
    /// The model asks for a tool; calls are told apart by `index`, and their pieces may alternate.
    ToolStarted {
        /// The place of the call among the calls of this reply.
        index: usize,
        /// The id of this request.
        id: String,
        /// The tool.
        name: String,
    },
    /// A piece of the JSON text of a call's arguments.
    ToolInput {
        /// The place of the call.
        index: usize,
        /// The piece.
        json: String,
    },
    /// The reply is whole.
    Done(Stop),
}

/// Why a model stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stop {
    /// It has said all.
    End,
    /// It waits for tools.
    ToolUse,
    /// It reached its limit: what it wrote is cut off.
    Limit,
    /// The provider held the rest back.
    Filtered,
}

impl Stop {
    /// The name used in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::End => "end_turn",
            Self::ToolUse => "tool_use",
            Self::Limit => "max_tokens",
            Self::Filtered => "content_filter",
        }
    }
}
