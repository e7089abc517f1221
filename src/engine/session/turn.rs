//! What a turn is asked for, and how it ends.

use std::sync::Arc;
use std::time::Duration;

use crate::domain::approval::Approval;
use crate::domain::call::Call;
use crate::domain::evidence::Evidence;
use crate::domain::ids::RunId;
use crate::domain::message::{Message, ToolUse};
use crate::domain::model_name::ModelName;
use crate::domain::run::{Run, RunState};
use crate::engine::calls::CallError;
use crate::engine::tooling::{Bench, CheckRun};
use crate::engine::turn::{Limit, Limits};
use crate::llm::Stop;

/// What the person says, and how it is answered.
#[derive(Debug, Clone)]
pub struct TurnOrder {
    /// The session, at work since this turn was begun.
    pub run: RunId,
    /// Who asks: `chat` or `exec`.
    pub agent: String,
    /// The model that the person chose; none leaves it to the routes.
    pub model: Option<ModelName>,
    /// Where the session stands when the turn has ended well.
    pub after: RunState,
    /// What the person said that is not kept yet, because calls were open.
    pub words: Option<Message>,
    /// What the model works with; none for a talk without tools.
    pub work: Option<Work>,
}

/// What the model works with.
#[derive(Debug, Clone)]
pub struct Work {
    /// The tools, the policy, the sandbox.
    pub bench: Arc<Bench>,
    /// How far a turn may go.
    pub limits: Limits,
    /// How long a turn may take; none without a limit.
    pub time: Option<Duration>,
    /// What decides about the work once the model says that it is done.
    pub check: Option<CheckRun>,
}

/// How a turn ended.
#[derive(Debug, Clone)]
pub struct TurnEnd {
    /// The session as it stands.
    pub run: Run,
    /// What the model said last; a part of it where it was cut off, none where nothing came.
    pub message: Option<Arc<Message>>,
    /// Why the model stopped; none where it was cut off.
    pub stop: Option<Stop>,
    /// The calls of models that it took.
    pub calls: Vec<Call>,
    /// The calls of tools that the model made.
    pub tools: Vec<ToolUse>,
    /// What was found out about the work, where a check was run.
    pub evidence: Option<Evidence>,
    /// How many messages the session has now.
    pub messages: u64,
    /// Why it did not end well; none when it did.
    pub error: Option<TurnError>,
}

/// Why a turn did not end well.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TurnError {
    /// The model could not be asked, or did not answer whole.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The person interrupted it.
    #[error("interrupted: what had come of the answer is kept")]
    Interrupted,
    /// A person has to answer first.
    #[error("{}", waiting(.0))]
    Waiting(Box<Approval>),
    /// It came to a limit, and was not let go on.
    #[error("stopped: {0}")]
    Limit(Limit),
    /// The check failed to the last.
    #[error("the check still fails: {0}")]
    Unproven(String),
}

fn waiting(approval: &Approval) -> String {
    let (id, session) = (approval.id.short(), approval.run.short());
    format!(
        "waits for you: {} (vibecober approve show {id}; accept or deny it, then vibecober exec --resume {session})",
        approval.question.title
    )
}
