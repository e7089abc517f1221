//! The one thread that writes: it owns the write connection and commits what is waiting together.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::archives::Pending;
use super::connection;
use super::error::StoreError;
use super::feed::Feed;
use super::patience::insist;
use super::schema;
use super::transaction::WriteTx;
use super::watch;

/// How many writes may wait; whoever comes after them waits to get into the queue.
const QUEUE: usize = 256;

/// How many waiting writes share one commit, and for how long one commit gathers them.
const BATCH: usize = 64;
const GATHER: Duration = Duration::from_millis(20);

/// How long the engine itself waits for the lock before [`insist`] asks again: its own pauses grow
/// so long that a busy process would keep the others out.
const ENGINE_WAITS: Duration = Duration::from_millis(20);

/// After how long without another write, and at the latest, what was only handed to the system
/// reaches the disk.
const REST: Duration = Duration::from_millis(20);
const LATEST: Duration = Duration::from_secs(1);

/// How safe a change is when its writer is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Safety {
    /// It outlives a power cut.
    Disk,
    /// All processes see it and it outlives this one; a power cut in the next moments undoes it.
    System,
}

/// What the writer needs to know about its file.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// The file, for messages and for what lies beside it.
    pub path: PathBuf,
    /// How long to wait for another process that holds the file.
    pub patience: Duration,
    /// The version that the file must still have.
    pub version: u32,
    /// Tells the time.
    pub clock: fn() -> Timestamp,
}

/// The writing thread and the way to it.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<SyncSender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
    thread_id: ThreadId,
}

/// A write that waits for its turn.
trait Job: Send {
    /// How safe the write must be before it is answered.
    fn safety(&self) -> Safety;

    /// Runs the write; its changes are kept when it does not fail.
    fn run(&mut self, transaction: &WriteTx) -> Result<(), StoreError>;

    /// Answers whoever waits, once it is known whether the transaction was committed.
    fn settle(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Work<T, F> {
    safety: Safety,
    change: Option<F>,
    outcome: Option<Result<T, StoreError>>,
    reply: SyncSender<Result<T, StoreError>>,
}

impl Writer {
    /// Starts the thread on a connection that is ready to write.
    pub(super) fn start(
        connection: Connection,
        settings: Settings,
        feed: Arc<Feed>,
    ) -> Result<Self, StoreError> {
        let path = settings.path.clone();
        connection.busy_timeout(ENGINE_WAITS)?;
        let (queue, waiting) = sync_channel(QUEUE);
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || serve(connection, &waiting, &settings, &feed))
            .map_err(|error| StoreError::opening(&path, &error))?;
        let thread_id = thread.thread().id();
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
            thread_id,
        })
    }

    /// Runs `work` in a write transaction and waits until it is as safe as asked for.
    pub(super) fn write<T, F>(&self, safety: Safety, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&WriteTx) -> Result<T, StoreError> + Send + 'static,
    {
        if thread::current().id() == self.thread_id {
            return Err(StoreError::Nested);
        }
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        let (reply, answer) = sync_channel(1);
        let job = Work {
            safety,
            change: Some(work),
            outcome: None,
            reply,
        };
        queue.send(Box::new(job)).map_err(|_| StoreError::Closed)?;
        answer.recv().map_err(|_| StoreError::Closed)?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        let Some(thread) = self.thread.take() else {
            return;
        };
        if thread::current().id() != self.thread_id {
            // A writer that ended by itself has already answered everybody.
            let _ = thread.join();
        }
    }
}

impl<T, F> Job for Work<T, F>
where
    T: Send,
    F: FnOnce(&WriteTx) -> Result<T, StoreError> + Send,
{
    fn safety(&self) -> Safety {
        self.safety
    }

    fn run(&mut self, transaction: &WriteTx) -> Result<(), StoreError> {
        let change = self.change.take().ok_or(StoreError::Closed)?;
        let outcome = self.outcome.insert(change(transaction));
        outcome.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    fn settle(self: Box<Self>, committed: Result<(), StoreError>) {
        let answer = match (self.outcome, committed) {
            (Some(Err(error)), _) | (_, Err(error)) => Err(error),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(StoreError::Closed),
        };
        // Whoever asked may have gone away; the write is done all the same.
        let _ = self.reply.send(answer);
    }
}

fn serve(
    connection: Connection,
    waiting: &Receiver<Box<dyn Job>>,
    settings: &Settings,
    feed: &Feed,
) {
    let change = WriteTx::new(connection, &settings.path);
    let mut line = Line {
        waiting,
        next: None,
        unsafe_since: None,
    };
    while let Some(first) = line.first(&settings.path) {
        let safety = first.safety();
        let mut batch = Batch::default();
        let committed = batch
            .commit(&change, first, &mut line, settings)
            .map_err(|error| error.at(&settings.path, settings.patience));
        if committed.is_ok() {
            watch::ring(&settings.path);
        }
        feed.nudge();
        for file in batch.files {
            file.settle(committed.is_ok());
        }
        for job in batch.jobs {
            job.settle(committed.clone());
        }
        line.unsafe_since = match safety {
            Safety::Disk if committed.is_ok() => None,
            Safety::Disk => line.unsafe_since,
            Safety::System => line.unsafe_since.or_else(|| Some(Instant::now())),
        };
    }
    line.make_safe(&settings.path);
}

/// Those who wait to write, and what has been written that a power cut would undo.
struct Line<'a> {
    waiting: &'a Receiver<Box<dyn Job>>,
    /// One that was taken out of the queue and could not join the batch before it.
    next: Option<Box<dyn Job>>,
    /// Since when there is something that is not on the disk.
    unsafe_since: Option<Instant>,
}

impl Line<'_> {
    /// Waits for the first of the next batch; none when there will be no more. What is not on the
    /// disk gets there when nobody writes for a moment.
    fn first(&mut self, path: &Path) -> Option<Box<dyn Job>> {
        if self
            .unsafe_since
            .is_some_and(|since| since.elapsed() > LATEST)
        {
            self.make_safe(path);
        }
        if let Some(next) = self.next.take() {
            return Some(next);
        }
        if self.unsafe_since.is_some() {
            match self.waiting.recv_timeout(REST) {
                Ok(job) => return Some(job),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => self.make_safe(path),
            }
        }
        self.waiting.recv().ok()
    }

    /// The next that waits already, if it asks for no more safety than its batch gives.
    fn joins(&mut self, safety: Safety) -> Option<Box<dyn Job>> {
        if self.next.is_some() {
            return None;
        }
        let job = self.waiting.try_recv().ok()?;
        if safety == Safety::Disk || job.safety() == Safety::System {
            return Some(job);
        }
        self.next = Some(job);
        None
    }

    /// Puts on the disk what is in the log.
    fn make_safe(&mut self, path: &Path) {
        if self.unsafe_since.take().is_none() {
            return;
        }
        let log = File::open(connection::beside(path, "-wal"));
        if let Err(error) = log.and_then(|log| log.sync_data()) {
            tracing::warn!(%error, "what was written last may not outlive a power cut");
        }
    }
}

/// What shares one transaction.
#[derive(Default)]
struct Batch {
    jobs: Vec<Box<dyn Job>>,
    files: Vec<Pending>,
}

impl Batch {
    /// Runs the first job and those that wait behind it in one transaction.
    ///
    /// Each has its own savepoint: one that fails takes back its own changes only.
    fn commit(
        &mut self,
        change: &WriteTx,
        first: Box<dyn Job>,
        line: &mut Line<'_>,
        settings: &Settings,
    ) -> Result<(), StoreError> {
        let safety = first.safety();
        self.jobs.push(first);
        connection::wait_for(&change.connection, safety)?;
        let transaction = begin(&change.connection, settings)?;
        let began = Instant::now();
        self.run_last(change, settings)?;
        while self.jobs.len() < BATCH && began.elapsed() < GATHER {
            let Some(job) = line.joins(safety) else {
                break;
            };
            self.jobs.push(job);
            self.run_last(change, settings)?;
        }
        Ok(transaction.commit()?)
    }

    /// Runs the newest job in its savepoint; fails only when the whole transaction is lost.
    fn run_last(&mut self, change: &WriteTx, settings: &Settings) -> Result<(), StoreError> {
        let Some(job) = self.jobs.last_mut() else {
            return Ok(());
        };
        change.connection.execute_batch("SAVEPOINT job")?;
        change.begin((settings.clock)());
        let outcome = job.run(change);
        let files = change.take_files();
        if change.connection.is_autocommit() {
            // The engine has taken everything back by itself: the disk is full or failing.
            self.files.extend(files);
            return outcome.and(Err(StoreError::Full(settings.path.clone())));
        }
        if outcome.is_ok() {
            self.files.extend(files);
            return Ok(change.connection.execute_batch("RELEASE job")?);
        }
        for file in files {
            file.settle(false);
        }
        Ok(change
            .connection
            .execute_batch("ROLLBACK TO job; RELEASE job")?)
    }
}

fn begin<'a>(
    connection: &'a Connection,
    settings: &Settings,
) -> Result<Transaction<'a>, StoreError> {
    let transaction = insist(settings.patience, || {
        Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
    })?;
    let found = schema::current(&transaction)?;
    if found == settings.version {
        return Ok(transaction);
    }
    Err(StoreError::VersionMoved {
        path: settings.path.clone(),
        expected: settings.version,
        found,
    })
}
