//! What the work of every part needs: where results go, where threads come from, the application.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::engine::Engine;
use crate::config::{Config, ScreenSettings};
use crate::text::Grammars;
use crate::tui::root::Msg;

/// What the work of every part needs; cheap to clone, usable from any thread.
#[derive(Debug, Clone)]
pub struct Hands {
    messages: mpsc::Sender<Msg>,
    runtime: Handle,
    engine: Engine,
    workspace: Arc<RwLock<PathBuf>>,
    state: PathBuf,
    screen: Arc<ScreenSettings>,
    grammars: Arc<OnceLock<Grammars>>,
}

impl Hands {
    /// Hands whose results go to `messages`, on `workspace`, with what is set in `config`.
    ///
    /// Must be called inside a tokio runtime, which runs the work.
    pub fn new(
        messages: mpsc::Sender<Msg>,
        engine: Engine,
        workspace: &Path,
        config: &Config,
    ) -> Self {
        let beside = config.database.value.parent();
        Self {
            messages,
            runtime: Handle::current(),
            engine,
            workspace: Arc::new(RwLock::new(workspace.to_owned())),
            state: beside.map(Path::to_path_buf).unwrap_or_default(),
            screen: Arc::new(config.screen.clone()),
            grammars: Arc::default(),
        }
    }

    /// What is set of the screen.
    pub fn screen(&self) -> &ScreenSettings {
        &self.screen
    }

    /// All grammars; unpacked when the first text is to be coloured, which takes a while.
    pub fn grammars(&self) -> &Grammars {
        self.grammars.get_or_init(Grammars::load)
    }

    /// The folder that is worked on now.
    pub fn workspace(&self) -> PathBuf {
        let guard = self.workspace.read();
        guard.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The folder beside the store, for what is kept between starts; it may not exist yet.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// The application.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Where results go, for threads that live longer than one piece of work.
    pub fn messages(&self) -> mpsc::Sender<Msg> {
        self.messages.clone()
    }

    /// Does `work`, which may block, on a thread of its own, and sends what it answers.
    pub fn work<M: Into<Msg>>(&self, work: impl FnOnce(&Self) -> Option<M> + Send + 'static) {
        let hands = self.clone();
        self.runtime.spawn_blocking(move || {
            if let Some(msg) = work(&hands) {
                hands.tell(msg);
            }
        });
    }

    /// Lets `task` run beside the screen; it must not block.
    pub fn task(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(task);
    }

    /// Sends a message from a thread that may block; nothing is sent once the screen is gone.
    pub fn tell(&self, msg: impl Into<Msg>) {
        self.messages.blocking_send(msg.into()).ok();
    }

    /// Sends a message from a task.
    pub async fn say(&self, msg: impl Into<Msg>) {
        self.messages.send(msg.into()).await.ok();
    }

    pub(super) fn change_workspace(&self, path: &Path) {
        let guard = self.workspace.write();
        path.clone_into(&mut guard.unwrap_or_else(PoisonError::into_inner));
    }
}
