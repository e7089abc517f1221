//! Tells committed events, those of other processes too, to whoever subscribed.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::broadcast::{self, Receiver, Sender, error::RecvError, error::TryRecvError};

use super::connection;
use super::error::StoreError;
use super::events;
use super::pace::Pace;
use super::watch::{self, Sign, Watch};
use crate::domain::event::Event;

/// How many events a subscriber may be behind before it is told that it lagged.
pub(super) const CAPACITY: usize = 1_024;

/// How many events are read at a time.
const PAGE: u32 = 512;

/// The way from the file to the subscribers.
///
/// While somebody subscribes, one thread reads new events in the order of `seq` and tells them.
/// The writer wakes it after each commit, a watch of the folder when another process writes; while
/// nobody writes it sleeps. Only where the folder cannot be watched it asks the file every 40 ms.
/// Without a subscriber there is no thread.
#[derive(Debug)]
pub(super) struct Feed {
    path: PathBuf,
    patience: Duration,
    watch: watch::Begin,
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Where events are told while the thread runs.
    told: Option<Sender<Event>>,
    /// The own writer has committed something.
    nudged: bool,
    /// What was heard of the log since the thread last woke; a watch that is lost stays lost.
    heard: Option<Sign>,
    closed: bool,
    /// How often the thread woke, and whether it sleeps until it is woken.
    #[cfg(test)]
    sleep: (u64, bool),
}

/// Receives every event committed after it was made, in order.
///
/// To follow without a gap: subscribe, read what is stored, then drop events whose `seq` was in it.
#[derive(Debug)]
pub struct Subscription {
    /// Present until this is dropped.
    events: Option<Receiver<Event>>,
    feed: Arc<Feed>,
}

/// Why a subscription has no next event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// This many events were dropped because the receiver was too slow: read them from the store.
    #[error("{0} events were missed: read them from the store")]
    Lagged(u64),
    /// The store was closed, or its file can no longer be read.
    #[error("the store has been closed")]
    Closed,
}

impl Feed {
    /// The feed of the file at `path`, with nobody subscribed.
    pub(super) fn new(path: PathBuf, patience: Duration, watch: watch::Begin) -> Arc<Self> {
        Arc::new(Self {
            path,
            patience,
            watch,
            state: Mutex::default(),
            wake: Condvar::new(),
        })
    }

    /// Begins to tell events to one more receiver.
    pub(super) fn subscribe(self: &Arc<Self>) -> Result<Subscription, StoreError> {
        let mut state = self.lock();
        if state.closed {
            return Err(StoreError::Closed);
        }
        let events = match &state.told {
            Some(told) => told.subscribe(),
            None => self.begin(&mut state)?,
        };
        let feed = Arc::clone(self);
        let events = Some(events);
        Ok(Subscription { events, feed })
    }

    /// Says that something was committed here.
    pub(super) fn nudge(&self) {
        let mut state = self.lock();
        if state.told.is_some() {
            state.nudged = true;
            self.wake.notify_all();
        }
    }

    /// Takes what the watch heard.
    fn hear(&self, sign: Sign) {
        let mut state = self.lock();
        if state.heard != Some(Sign::Lost) {
            state.heard = Some(sign);
        }
        self.wake.notify_all();
    }

    /// Ends the thread and tells every receiver that nothing more comes.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.told = None;
        self.wake.notify_all();
    }

    /// Starts the thread at the newest stored event, which is read before anybody can miss one.
    fn begin(self: &Arc<Self>, state: &mut State) -> Result<Receiver<Event>, StoreError> {
        // First the watch, then the look: what is written in between is heard.
        let watch = self.listen();
        state.heard = watch.is_none().then_some(Sign::Lost);
        let connection = connection::reader(&self.path, self.patience)?;
        let seen = Seen {
            data_version: data_version(&connection)?,
            seq: events::newest(&connection)?,
        };
        let (told, events) = broadcast::channel(CAPACITY);
        let feed = Arc::clone(self);
        let sender = told.clone();
        thread::Builder::new()
            .name("store-feed".to_owned())
            .spawn(move || {
                feed.follow(&connection, &sender, seen);
                drop(watch);
            })
            .map_err(|error| StoreError::opening(&self.path, &error))?;
        state.told = Some(told);
        Ok(events)
    }

    /// Begins to hear other processes; none where that cannot be had.
    fn listen(self: &Arc<Self>) -> Option<Watch> {
        let feed = Arc::downgrade(self);
        let hear = move |sign| {
            if let Some(feed) = feed.upgrade() {
                feed.hear(sign);
            }
        };
        match (self.watch)(&self.path, Box::new(hear)) {
            Ok(watch) => Some(watch),
            Err(error) => {
                tracing::warn!(%error, "the store's folder cannot be watched: the file is asked every 40 ms");
                None
            }
        }
    }

    fn follow(&self, connection: &Connection, told: &Sender<Event>, mut seen: Seen) {
        let mut pace = Pace::Asleep;
        while let Some(wake) = self.rest(told, pace) {
            pace = wake.pace;
            if let Err(error) = seen.tell(connection, told, wake.nudged) {
                let error = error.at(&self.path, self.patience);
                if matches!(error, StoreError::Locked { .. }) {
                    pace = pace.stirred();
                    continue;
                }
                tracing::error!(%error, "events can no longer be read");
                self.end(told);
                return;
            }
        }
    }

    /// Waits for a sign or the next look at the file; none when this thread is to end.
    fn rest(&self, told: &Sender<Event>, pace: Pace) -> Option<Wake> {
        let mut state = self.lock();
        let pace = match state.heard {
            Some(Sign::Lost) => Pace::Deaf,
            Some(Sign::Written) | None => pace,
        };
        let idle = |state: &mut State| {
            let is_told = match state.heard {
                Some(Sign::Written) => true,
                Some(Sign::Lost) => state.nudged || pace != Pace::Deaf,
                None => state.nudged,
            };
            !is_told && state.serves(told)
        };
        #[cfg(test)]
        {
            state.sleep.1 = pace == Pace::Asleep;
        }
        state = match pace.pause() {
            None => self.wake.wait_while(state, idle),
            Some(pause) => self
                .wake
                .wait_timeout_while(state, pause, idle)
                .map(|(state, _)| state)
                .map_err(|poison| PoisonError::new(poison.into_inner().0)),
        }
        .unwrap_or_else(PoisonError::into_inner);
        #[cfg(test)]
        {
            state.sleep = (state.sleep.0 + 1, false);
        }
        if !state.serves(told) {
            return None;
        }
        let nudged = std::mem::take(&mut state.nudged);
        let pace = if state.heard == Some(Sign::Written) {
            state.heard = None;
            pace.stirred()
        } else if nudged {
            // The own writer says when a commit can be read: one look is enough.
            pace
        } else {
            pace.rested()
        };
        Some(Wake { nudged, pace })
    }

    fn end(&self, told: &Sender<Event>) {
        let mut state = self.lock();
        if state.serves(told) {
            state.told = None;
        }
    }

    /// True while a thread reads and tells events.
    #[cfg(test)]
    pub(super) fn is_awake(&self) -> bool {
        self.lock().told.is_some()
    }

    /// How often the thread woke, and whether it sleeps now until somebody writes.
    #[cfg(test)]
    pub(super) fn sleep(&self) -> (u64, bool) {
        self.lock().sleep
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// True while the thread that tells through `told` is the one in charge.
    fn serves(&self, told: &Sender<Event>) -> bool {
        self.told
            .as_ref()
            .is_some_and(|current| current.same_channel(told))
    }
}

/// Why and how the thread woke.
struct Wake {
    /// The own writer has committed something.
    nudged: bool,
    /// How it goes on.
    pace: Pace,
}

/// How far the thread has read.
struct Seen {
    data_version: i64,
    seq: u64,
}

impl Seen {
    /// Tells what is new; looks only when somebody wrote.
    fn tell(
        &mut self,
        connection: &Connection,
        told: &Sender<Event>,
        nudged: bool,
    ) -> Result<(), StoreError> {
        let version = data_version(connection)?;
        if !nudged && version == self.data_version {
            return Ok(());
        }
        loop {
            let page = events::after(connection, self.seq, PAGE)?;
            let is_last = page.len() < PAGE as usize;
            for event in page {
                self.seq = event.seq;
                // A receiver that has just gone is no failure.
                let _ = told.send(event);
            }
            if is_last {
                self.data_version = version;
                return Ok(());
            }
        }
    }
}

impl Subscription {
    /// Waits for the next event.
    ///
    /// # Errors
    /// [`FeedError::Lagged`] once when events were dropped (the next call goes on with the oldest
    /// that is left), [`FeedError::Closed`] when no more will come.
    pub async fn recv(&mut self) -> Result<Event, FeedError> {
        let events = self.events.as_mut().ok_or(FeedError::Closed)?;
        events.recv().await.map_err(FeedError::from)
    }

    /// Waits for the next event in a thread that may block.
    ///
    /// # Errors
    /// As [`Subscription::recv`].
    pub fn recv_blocking(&mut self) -> Result<Event, FeedError> {
        let events = self.events.as_mut().ok_or(FeedError::Closed)?;
        events.blocking_recv().map_err(FeedError::from)
    }

    /// The next event if there is one already.
    ///
    /// # Errors
    /// As [`Subscription::recv`].
    pub fn try_recv(&mut self) -> Result<Option<Event>, FeedError> {
        let events = self.events.as_mut().ok_or(FeedError::Closed)?;
        match events.try_recv() {
            Ok(event) => Ok(Some(event)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Closed) => Err(FeedError::Closed),
            Err(TryRecvError::Lagged(missed)) => Err(FeedError::Lagged(missed)),
        }
    }
}

impl From<RecvError> for FeedError {
    fn from(error: RecvError) -> Self {
        match error {
            RecvError::Closed => Self::Closed,
            RecvError::Lagged(missed) => Self::Lagged(missed),
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut state = self.feed.lock();
        drop(self.events.take());
        let is_last = |told: &Sender<Event>| told.receiver_count() == 0;
        if state.told.as_ref().is_some_and(is_last) {
            state.told = None;
            self.feed.wake.notify_all();
        }
    }
}

fn data_version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}
