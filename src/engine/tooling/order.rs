//! The way of one call: what it is for, what is told while it goes on, how it ends.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::bench::Bench;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::live::Live;
use crate::domain::message::ToolUse;
use crate::domain::tool_call::{ChangedFile, ToolState};
use crate::domain::wish::CallPlace;
use crate::store::Store;

/// A call to be carried out.
#[derive(Debug, Clone)]
pub struct Order {
    /// What the session works with.
    pub bench: Arc<Bench>,
    /// Where everything is kept.
    pub store: Store,
    /// The session.
    pub run: RunId,
    /// What the session is about, in the person's words.
    pub about: String,
    /// Who asks.
    pub agent: String,
    /// Where the call stands in the session.
    pub at: CallPlace,
    /// What the model asked for.
    pub call: ToolUse,
    /// How far it was when the session was taken up; [`ToolState::Asked`] else.
    pub state: ToolState,
    /// The question that was put to a person for it before.
    pub approval: Option<ApprovalId>,
    /// Where pieces of its output go.
    pub live: mpsc::Sender<Live>,
    /// Where its way is told.
    pub notes: mpsc::Sender<(u32, Note)>,
    /// Becomes true when the person interrupts.
    pub stop: watch::Receiver<bool>,
}

/// What happens on the way of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// It waits for a person.
    Waits(ApprovalId),
    /// The person said yes: it goes on.
    Goes,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// It is over: the model is answered.
    Over {
        /// How far it is.
        state: ToolState,
        /// What the model reads.
        text: String,
        /// In one line, for people.
        about: String,
        /// The files that were written or removed.
        files: Vec<ChangedFile>,
    },
    /// It waits for a person, who is not here.
    Left(ApprovalId),
}

impl Carried {
    /// It was not done, for this reason.
    pub(super) fn refused(text: impl Into<String>, about: impl Into<String>) -> Self {
        Self::Over {
            state: ToolState::Refused,
            text: text.into(),
            about: about.into(),
            files: Vec::new(),
        }
    }
}
