//! The handle by which every face reaches the application.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::worker::Worker;
use super::{
    AppError, Command, Decided, GenerateRequest, Said, SayRequest, Started, Verdict, recovery,
};
use crate::config::Config;
use crate::domain::approval::Face;
use crate::domain::budget::Caps;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::model_name::ModelName;
use crate::domain::run::Run;
use crate::engine::calls::{Caller, CallerSettings};
use crate::factory::asks_models;
use crate::llm::models::Models;
use crate::llm::retry::Retry;
use crate::store::Store;

/// Commands that wait for the worker; a face that sends more waits itself.
const WAITING_COMMANDS: usize = 64;

/// A running application; when the last handle goes, the worker ends.
#[derive(Debug, Clone)]
pub struct App {
    commands: mpsc::Sender<Command>,
    store: Store,
    config: Arc<Config>,
    caller: Caller,
}

impl App {
    /// Opens the store, puts right what dead processes left, and starts the worker.
    ///
    /// Must be called inside a tokio runtime.
    ///
    /// # Errors
    /// When the store cannot be opened or read.
    pub fn boot(config: Config) -> Result<Self, AppError> {
        let store = Store::open(&config.database.value)?;
        recovery::recover(&store)?;
        let (commands, inbox) = mpsc::channel(WAITING_COMMANDS);
        let caller = caller(&store, &config)?;
        let worker = Worker::new(store.clone(), config.clone(), caller.clone(), inbox);
        tokio::spawn(worker.work());
        let config = Arc::new(config);
        Ok(Self {
            commands,
            store,
            config,
            caller,
        })
    }

    /// The store, for reading and for its events.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The configuration that it was started with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Asks models; it knows which there are and which works on what.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Makes a run for an idea and begins to work on it.
    ///
    /// # Errors
    /// When the run cannot be stored.
    pub async fn generate(&self, request: GenerateRequest) -> Result<Started, AppError> {
        let (reply, answer) = oneshot::channel();
        let request = Box::new(request);
        self.send(Command::Generate { request, reply }).await?;
        answer.await.map_err(|_| AppError::Closed)?
    }

    /// Answers an approval; a yes has its run go on in this process.
    ///
    /// # Errors
    /// When somebody answered first, or the answer lacks the choice that was asked for.
    pub async fn decide(
        &self,
        approval: ApprovalId,
        verdict: Verdict,
        face: Face,
    ) -> Result<Decided, AppError> {
        let (reply, answer) = oneshot::channel();
        self.send(Command::Decide {
            approval,
            verdict,
            face,
            reply,
        })
        .await?;
        answer.await.map_err(|_| AppError::Closed)?
    }

    /// True when models would take part in a run for which `named` is the model; none leaves it to the
    /// configuration.
    pub fn asks_models(&self, named: Option<&ModelName>) -> bool {
        asks_models(&self.caller, named)
    }

    /// Says something in a session, which works on the answer from then on.
    ///
    /// # Errors
    /// [`AppError::Talking`] while it works on another one, or when the store refuses.
    pub async fn say(&self, request: SayRequest) -> Result<Said, AppError> {
        let (reply, answer) = oneshot::channel();
        let request = Box::new(request);
        self.send(Command::Say { request, reply }).await?;
        answer.await.map_err(|_| AppError::Closed)?
    }

    /// Cuts the turn of a session off; what had come of the answer is kept, and the session goes on. A
    /// session that does not work in this process is left alone.
    ///
    /// # Errors
    /// [`AppError::Closed`] while the application shuts down.
    pub async fn interrupt(&self, run: RunId) -> Result<(), AppError> {
        self.send(Command::Interrupt { run }).await
    }

    /// The same, for whoever cannot wait; nothing happens when too many commands wait already.
    pub fn interrupt_soon(&self, run: RunId) {
        self.commands.try_send(Command::Interrupt { run }).ok();
    }

    /// Ends a run, whichever process works on it.
    ///
    /// # Errors
    /// When the run has ended already, or the store refuses.
    pub async fn cancel(&self, run: RunId) -> Result<Run, AppError> {
        let (reply, answer) = oneshot::channel();
        self.send(Command::Cancel { run, reply }).await?;
        answer.await.map_err(|_| AppError::Closed)?
    }

    async fn send(&self, command: Command) -> Result<(), AppError> {
        self.commands
            .send(command)
            .await
            .map_err(|_| AppError::Closed)
    }
}

/// Asks models within what the configuration allows.
fn caller(store: &Store, config: &Config) -> Result<Caller, AppError> {
    Ok(Caller::new(CallerSettings {
        store: store.clone(),
        models: Models::load(config)?,
        settings: config.models.clone(),
        caps: Caps {
            call: config.budgets.call.value,
            task: None,
            run: config.budgets.run.value,
            day: config.daily_cap(),
        },
        retry: Retry::at_most(config.models.max_retries.value),
    }))
}
