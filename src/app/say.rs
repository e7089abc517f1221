//! Says something in a session: keeps it, and has the session work on the answer.

use std::path::PathBuf;

use tokio::sync::{mpsc, oneshot};

use super::AppError;
use crate::config::Config;
use crate::domain::ids::RunId;
use crate::domain::live::Live;
use crate::domain::message::Message;
use crate::domain::model_name::ModelName;
use crate::domain::plan::Mode;
use crate::domain::run::{Run, RunKind, RunRequest, RunState};
use crate::engine::session::TurnEnd;
use crate::llm::mask::without;
use crate::llm::models::Keys;
use crate::store::{MessageState, Store, StoreError, WriteTx};

/// Which session something is said in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Talk {
    /// A new one about this folder, absolute.
    New(PathBuf),
    /// That one, taken up again.
    Again(RunId),
    /// A copy of that one, which stays as it is.
    Fork(RunId),
}

/// What happens to the session when the turn has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterTurn {
    /// It waits for the person.
    Wait,
    /// It ends; it can be taken up again.
    End,
}

/// Something that a person says to a model.
#[derive(Debug, Clone)]
pub struct SayRequest {
    /// In which session.
    pub talk: Talk,
    /// What is said.
    pub message: Message,
    /// Who asks: `chat` or `exec`.
    pub agent: String,
    /// The model that was chosen for this; none leaves it to the configuration.
    pub model: Option<ModelName>,
    /// The most that a new session may spend, over all its days; none leaves it to the other budgets.
    pub budget: Option<crate::domain::money::Usd>,
    /// What happens when the turn has ended.
    pub after: AfterTurn,
}

/// A turn that has begun.
#[derive(Debug)]
pub struct Said {
    /// The session, at work.
    pub run: Run,
    /// The number of the person's message.
    pub number: u64,
    /// What goes on meanwhile; never stored. Whoever stops reading does not stop the turn.
    pub live: mpsc::Receiver<Live>,
    /// What comes of it.
    pub outcome: oneshot::Receiver<Result<TurnEnd, AppError>>,
}

/// Keeps what is said and has the session work, as one.
pub fn begin(
    store: &Store,
    config: &Config,
    keys: &Keys,
    request: &SayRequest,
) -> Result<(Run, u64), AppError> {
    let new = |about| {
        Ok::<_, AppError>(RunRequest {
            kind: RunKind::Session,
            // Titles are shown in lists and events, where nobody expects a key.
            idea: title(&without(&request.message.words(), keys.secrets())),
            mode: Mode::Simple,
            tier: config.tier.value,
            budget: request.budget.unwrap_or_default(),
            target: about,
        })
    };
    let (from, made) = match &request.talk {
        Talk::New(about) => (None, Some(new(Some(about.clone()))?)),
        Talk::Again(id) => (Some(*id), None),
        Talk::Fork(id) => {
            let about = store.read(|tx| tx.run(*id))?.request.target;
            (Some(*id), Some(new(about)?))
        }
    };
    let message = request.message.clone();
    let begun = store.write_soon(move |tx| {
        let run = match (from, made) {
            (Some(id), None) => tx.run(id)?,
            (from, Some(made)) => {
                let run = tx.create_run(RunId::random(), made, None)?;
                if let Some(from) = from {
                    tx.copy_messages(from, run.id)?;
                }
                run
            }
            (None, None) => return Err(StoreError::Closed),
        };
        work(tx, &run)?;
        let number = tx.add_message(run.id, &message, MessageState::Whole, None)?;
        Ok((tx.run(run.id)?, number))
    });
    match begun {
        Err(StoreError::Illegal(_)) => Err(AppError::Talking),
        begun => Ok(begun?),
    }
}

/// Takes a session to work, whatever it did before; refuses while it works already.
fn work(tx: &WriteTx, run: &Run) -> Result<(), StoreError> {
    let mut state = run.state;
    let mut enter = |to| {
        let run = tx.change_state(run.id, state, to, "")?;
        state = run.state;
        Ok::<_, StoreError>(())
    };
    match run.state {
        RunState::Idle => enter(RunState::Planning)?,
        RunState::PartialSuccess
        | RunState::Failed
        | RunState::Cancelled
        | RunState::Timeout
        | RunState::Completed => {
            enter(RunState::Idle)?;
            enter(RunState::Planning)?;
        }
        // From `executing` there is no way to `executing`: that refuses.
        RunState::AwaitingHuman
        | RunState::Executing
        | RunState::Planning
        | RunState::WaitingForApproval
        | RunState::Reviewing
        | RunState::Qa => {}
    }
    enter(RunState::Executing)?;
    tx.set_owner(run.id, Some(std::process::id()))
}

/// The first line of what was said, for lists.
fn title(text: &str) -> String {
    const LONGEST: usize = 200;
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}
