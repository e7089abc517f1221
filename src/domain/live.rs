//! Live: what is shown while a model works, and never stored.

use std::path::PathBuf;
use std::time::Duration;

use super::approval::Approval;
use super::call::Call;
use super::evidence::Check;
use super::fault::Fault;
use super::model_name::ModelName;
use super::tool_call::ToolState;
use super::usage::Usage;

/// A piece of what goes on in a call of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Live {
    /// A call begins: this model, for this reason. What was shown of an earlier try of the same
    /// answer does not count any more.
    Calling {
        /// The model.
        model: ModelName,
        /// Why this one, in one line.
        why: String,
        /// 1 for the first try.
        attempt: u32,
    },
    /// Words of the answer.
    Text(String),
    /// Words of the thought before it.
    Thinking(String),
    /// The model asks for a tool; its arguments follow.
    ToolCalled {
        /// The name of this request.
        id: String,
        /// The tool.
        name: String,
    },
    /// A call of a tool is planned: this is what it would do.
    ToolStarted {
        /// The name of the request.
        id: String,
        /// The tool.
        name: String,
        /// What it is about, in one line; empty where its arguments say it.
        about: String,
        /// What it would change, as a unified diff; may be empty.
        diff: String,
        /// The command that it runs, and the folder that it runs in.
        command: Option<(String, PathBuf)>,
    },
    /// A command printed whole lines.
    ToolPrinted {
        /// The name of the request.
        id: String,
        /// The lines.
        text: String,
    },
    /// A call of a tool is over.
    ToolEnded {
        /// The name of the request.
        id: String,
        /// How.
        state: ToolState,
        /// What came of it, in one line.
        about: String,
    },
    /// What the person said meanwhile is a message of the talk now: so many of their sayings.
    Joined(usize),
    /// A person has to answer before a call goes on.
    Asked(Box<Approval>),
    /// The check is run: this command.
    Checking(String),
    /// The check has ended; where it failed, the turn goes on while there are attempts left.
    Checked {
        /// What it found out.
        check: Box<Check>,
        /// Which attempt it was, from 1.
        attempt: u32,
        /// How many there are.
        attempts: u32,
    },
    /// Tokens so far.
    Usage(Usage),
    /// The call failed and is made again after a wait.
    Waiting {
        /// Why it failed.
        fault: Fault,
        /// How long it waits.
        wait: Duration,
        /// The number of the next try.
        attempt: u32,
    },
    /// A call was paid for; its record is in the store.
    Settled(Box<Call>),
    /// Something to know: most of a budget is spent, it is spent unusually fast, or there are no tools.
    Warning(String),
}
