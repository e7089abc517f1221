//! The switches by which the runs of this process are ended.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::domain::event::EventKind;
use crate::domain::ids::RunId;
use crate::store::{FeedError, Store, Subscription};

/// The switches that end the runs of this process.
#[derive(Debug, Clone, Default)]
pub struct Switches {
    of: Arc<Mutex<BTreeMap<RunId, watch::Sender<bool>>>>,
}

impl Switches {
    /// A switch for `run`, which is also turned when any process ends the run in the store; the task
    /// that watches for that is to be aborted when the run has ended.
    pub fn add(
        &self,
        run: RunId,
        events: Subscription,
        store: Store,
    ) -> (watch::Receiver<bool>, JoinHandle<()>) {
        let (switch, stop) = watch::channel(false);
        self.lock().insert(run, switch);
        let watcher = tokio::spawn(watch_for_end(events, store, run, self.clone()));
        (stop, watcher)
    }

    /// Turns the switch of `run`, if it has one.
    pub fn turn(&self, run: RunId) {
        if let Some(switch) = self.lock().get(&run) {
            switch.send_replace(true);
        }
    }

    /// Takes the switch of a run away: it has ended.
    pub fn remove(&self, run: RunId) {
        self.lock().remove(&run);
    }

    /// The switches; a panic of another holder cannot leave them half changed.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<RunId, watch::Sender<bool>>> {
        self.of.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Turns the switch of `run` when any process ends it in the store.
async fn watch_for_end(mut events: Subscription, store: Store, run: RunId, switches: Switches) {
    loop {
        let ended = match events.recv().await {
            Ok(event) if event.run == run => matches!(
                event.kind,
                EventKind::StateChanged { to, .. } if to.is_final()
            ),
            Ok(_) => false,
            Err(FeedError::Lagged(_)) => store
                .read(|tx| tx.run(run))
                .is_ok_and(|run| run.state.is_final()),
            Err(FeedError::Closed) => return,
        };
        if ended {
            switches.turn(run);
            return;
        }
    }
}
