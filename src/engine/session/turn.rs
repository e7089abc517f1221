//! One turn: what the person says is kept, the model is asked, and what it says is kept.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::history::History;
use super::prompt::SYSTEM;
use crate::domain::call::Call;
use crate::domain::ids::RunId;
use crate::domain::live::Live;
use crate::domain::message::Message;
use crate::domain::model_name::ModelName;
use crate::domain::run::{Run, RunState};
use crate::engine::calls::{Answer, Ask, CallError, Caller};
use crate::llm::{Stop, Thinking, ToolChoice, Work};
use crate::store::{MessageState, Store, StoreError};

/// What the person says, and how it is answered.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The session, at work since this turn was begun.
    pub run: RunId,
    /// Who asks: `chat` or `exec`.
    pub agent: String,
    /// The model that the person chose; none leaves it to the routes.
    pub model: Option<ModelName>,
    /// Where the session stands when the turn has ended well.
    pub after: RunState,
}

/// How a turn ended.
#[derive(Debug, Clone)]
pub struct TurnEnd {
    /// The session as it stands.
    pub run: Run,
    /// What the model said; a part of it where it was cut off, none where nothing came.
    pub message: Option<Arc<Message>>,
    /// Why the model stopped; none where it was cut off.
    pub stop: Option<Stop>,
    /// The calls that it took.
    pub calls: Vec<Call>,
    /// Why it was cut off; none when it is whole.
    pub error: Option<TurnError>,
}

/// Why a turn was cut off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TurnError {
    /// The model could not be asked, or did not answer whole.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The person interrupted it.
    #[error("interrupted: what had come of the answer is kept")]
    Interrupted,
}

/// Takes one turn, whose message of the person is stored already, to its end.
///
/// `stop` becomes true when the person interrupts. What had come of the answer by then is kept.
///
/// # Errors
/// When the store fails; everything else is a way to end.
pub async fn take_turn(
    caller: &Caller,
    store: &Store,
    turn: &Turn,
    live: &mpsc::Sender<Live>,
    stop: &mut watch::Receiver<bool>,
) -> Result<TurnEnd, StoreError> {
    let room = caller.room(Work {
        role: &turn.agent,
        complexity: None,
        chosen: turn.model.as_ref(),
    });
    let history = History::read(store, turn.run, room)?;
    if history.left_out > 0 {
        let text = format!(
            "the talk is longer than the model can read: its first {} messages are not sent any more",
            history.left_out
        );
        live.send(Live::Warning(text)).await.ok();
    }
    let ask = Ask {
        run: turn.run,
        agent: turn.agent.clone(),
        model: turn.model.clone(),
        system: SYSTEM.into(),
        messages: history.messages,
        tools: Arc::new([]),
        choice: ToolChoice::Auto,
        limit: None,
        thinking: Thinking::Off,
    };
    let answer = caller.ask(&ask, live, stop).await;
    end(store, turn, answer)
}

/// Keeps what the model said, and has the session wait or end.
fn end(
    store: &Store,
    turn: &Turn,
    answer: Result<Answer, CallError>,
) -> Result<TurnEnd, StoreError> {
    let (message, stop, calls, error) = match answer {
        Ok(Answer { reply, calls }) => (Some(reply.message), Some(reply.stop), calls, None),
        Err(CallError::Interrupted { partial, calls }) => {
            (partial, None, calls, Some(TurnError::Interrupted))
        }
        Err(mut error) => {
            let (partial, calls) = error.take_remains();
            (partial, None, calls, Some(TurnError::Call(error)))
        }
    };
    let message = message.filter(|message| !message.blocks.is_empty());
    let message = message.map(Arc::new);
    let state = if error.is_none() {
        MessageState::Whole
    } else {
        MessageState::Cut
    };
    let call = calls.last().map(|call| call.id);
    let (run, kept) = (turn.run, message.clone());
    let (to, reason) = match &error {
        None => (turn.after, String::new()),
        // An exec that failed has failed; a talk goes on.
        Some(error) if turn.after.is_final() => (RunState::Failed, error.to_string()),
        Some(error) => (RunState::AwaitingHuman, error.to_string()),
    };
    let run = store.write_soon(move |tx| {
        if let Some(message) = &kept {
            tx.add_message(run, message, state, call)?;
        }
        let found = tx.run(run)?;
        if found.state != RunState::Executing {
            // It was ended from outside meanwhile.
            return Ok(found);
        }
        tx.change_state(run, RunState::Executing, to, &reason)
    })?;
    Ok(TurnEnd {
        run,
        message,
        stop,
        calls,
        error,
    })
}
