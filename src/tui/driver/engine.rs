//! The application behind the screen, on a thread of its own so that neither waits for the other.

use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::{Notify, mpsc};

use super::choose;

use crate::app::App;
use crate::config::{Config, SandboxMode};
use crate::domain::run::{Run, RunKind, RunState};
use crate::sandbox::Ladder;
use crate::store::{FeedError, ReadTx, Store, StoreError};
use crate::tui::panes::chat;
use crate::tui::root::{Facts, Msg, Notice};

/// How often, after the terminal has gone, it is looked whether the last run has ended.
const LAST_LOOK: Duration = Duration::from_millis(200);

/// How long what had come of an answer may take to be kept when the person leaves, and how often it
/// is looked.
const LAST_WORDS: Duration = Duration::from_secs(1);
const SHORT_LOOK: Duration = Duration::from_millis(5);

/// The application behind the screen; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Engine {
    app: Arc<OnceLock<App>>,
    leave: Arc<Notify>,
}

impl Engine {
    /// The application, once its store is open.
    pub fn app(&self) -> Option<&App> {
        self.app.get()
    }

    /// Opens the store on a new thread and tells the screen what is stored from then on.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start(
        &self,
        config: Config,
        known: Facts,
        messages: mpsc::Sender<Msg>,
    ) -> std::io::Result<thread::JoinHandle<()>> {
        let engine = self.clone();
        let builder = thread::Builder::new().name("engine".to_owned());
        builder.spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            match runtime {
                Ok(runtime) => runtime.block_on(engine.live(config, known, messages)),
                Err(error) => {
                    let notice = Notice::bad(format!("runs cannot be started: {error}"));
                    messages.blocking_send(notice.into()).ok();
                }
            }
        })
    }

    /// Ends the thread; with `finish`, only after the runs of this process have ended.
    pub(super) fn stop(&self, finish: Finish) {
        match (finish, self.app()) {
            (Finish::Runs, Some(app)) => {
                while moving_runs(app.store()).is_ok_and(|runs| !runs.is_empty()) {
                    thread::sleep(LAST_LOOK);
                }
                // What waits for a person would wait here without an end, seen by nobody. Nothing is
                // interrupted, for that takes the question back: it stays as after a crash.
            }
            (Finish::Now, Some(app)) => keep_answers(app),
            (Finish::Runs | Finish::Now, None) => {}
        }
        self.leave.notify_one();
    }

    async fn live(&self, config: Config, mut facts: Facts, messages: mpsc::Sender<Msg>) {
        if config.agent.sandbox.value != SandboxMode::Off {
            try_rungs(messages.clone());
        }
        let opened = App::boot(config).map_err(|error| error.to_string());
        let app = match opened {
            Ok(app) => self.app.get_or_init(|| app),
            Err(error) => {
                let text = format!("{error} (files, editor and terminal work without it)");
                messages.send(Notice::bad(text).into()).await.ok();
                let refused = chat::Msg::Found(chat::Found::NoStore(error));
                messages.send(refused.into()).await.ok();
                self.leave.notified().await;
                return;
            }
        };
        tokio::select! {
            () = follow(app, &mut facts, &messages) => {}
            () = self.leave.notified() => return,
        }
        self.leave.notified().await;
    }
}

/// What happens to runs when the screen goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// They go on to their end, or until they wait for a person: the terminal was lost.
    Runs,
    /// They end: the person left.
    Now,
}

/// Finds out beside everything else what confines commands here: a command is started for that.
fn try_rungs(messages: mpsc::Sender<Msg>) {
    let find = move || {
        let rung = Ladder::probe().rung();
        messages.blocking_send(Msg::Confined(rung)).ok();
    };
    // Without a thread the header shows what was chosen, as before.
    thread::Builder::new()
        .name("rungs".to_owned())
        .spawn(find)
        .ok();
}

/// Tells the screen every event, and what the header shows after it.
async fn follow(app: &App, facts: &mut Facts, messages: &mpsc::Sender<Msg>) {
    let store = app.store();
    let subscribed = store.subscribe();
    count(app, facts);
    messages
        .send(Msg::Facts(Box::new(facts.clone())))
        .await
        .ok();
    messages.send(Msg::StoreOpened).await.ok();
    messages.send(model(app)).await.ok();
    let Ok(mut events) = subscribed else {
        return;
    };
    loop {
        let msg = match events.recv().await {
            Ok(event) => Msg::Event(Box::new(event)),
            Err(FeedError::Lagged(_)) => Msg::Reload,
            Err(FeedError::Closed) => return,
        };
        if messages.send(msg).await.is_err() {
            return;
        }
        let before = facts.clone();
        count(app, facts);
        if *facts != before {
            messages
                .send(Msg::Facts(Box::new(facts.clone())))
                .await
                .ok();
        }
    }
}

/// The model that answers first, or what it lacks.
fn model(app: &App) -> Msg {
    let found = match choose::first(app) {
        (Ok(chosen), why) => chat::Found::Model(chosen, why),
        (Err(missing), _) => chat::Found::Missing(missing),
    };
    chat::Msg::Found(found).into()
}

/// Counts what works and what waits; what cannot be read stays as it was.
fn count(app: &App, facts: &mut Facts) {
    let store = app.store();
    let cap = app.config().caps().day;
    if let Some(cap) = cap
        && let Ok(today) = store.read(|tx| tx.spending_today(Timestamp::now()))
    {
        let left = cap.less(today.tally.used());
        facts.budget = Some(format!("{} left today", left.brief()));
    }
    if let Ok(runs) = store.read(ReadTx::unfinished_runs) {
        // A talk waits for the person most of the time.
        let works = |run: &&Run| match run.request.kind {
            RunKind::Project => run.owner.is_some(),
            RunKind::Session => run.owner.is_some() && run.state == RunState::Executing,
        };
        facts.runs = runs.iter().filter(works).count();
    }
    if let Ok(waiting) = store.read(ReadTx::count_pending_approvals) {
        facts.approvals = usize::try_from(waiting).unwrap_or(usize::MAX);
    }
}

/// Cuts answers off that are on their way, and waits a moment until what had come of them is kept.
///
/// A talk that waits for a person is left as it stands: an interrupt would take its question back.
fn keep_answers(app: &App) {
    let talks = || {
        let mut runs = moving_runs(app.store()).unwrap_or_default();
        runs.retain(|run| run.request.kind == RunKind::Session);
        runs
    };
    for run in talks() {
        app.interrupt_soon(run.id);
    }
    let until = Instant::now() + LAST_WORDS;
    while Instant::now() < until && !talks().is_empty() {
        thread::sleep(SHORT_LOOK);
    }
}

/// The runs of this process that go on by themselves: they wait for nobody.
fn moving_runs(store: &Store) -> Result<Vec<Run>, StoreError> {
    let mut runs = store.read(ReadTx::unfinished_runs)?;
    let waiting = store.read(ReadTx::pending_approvals)?;
    let asks = |run: &Run| waiting.iter().any(|approval| approval.run == run.id);
    runs.retain(|run| run.owner == Some(std::process::id()) && !asks(run));
    Ok(runs)
}
