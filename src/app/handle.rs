//! The handle by which every face reaches the application.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::worker::Worker;
use super::{AppError, Command, Decided, GenerateRequest, Started, Verdict, recovery};
use crate::config::Config;
use crate::domain::approval::Face;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::run::Run;
use crate::store::Store;

/// Commands that wait for the worker; a face that sends more waits itself.
const WAITING_COMMANDS: usize = 64;

/// A running application; when the last handle goes, the worker ends.
#[derive(Debug, Clone)]
pub struct App {
    commands: mpsc::Sender<Command>,
    store: Store,
    config: Arc<Config>,
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
        let worker = Worker::new(store.clone(), config.clone(), inbox);
        tokio::spawn(worker.work());
        let config = Arc::new(config);
        Ok(Self {
            commands,
            store,
            config,
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
