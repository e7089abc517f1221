//! The one thread that writes: it owns the write connection and commits what is waiting together.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::archives::Pending;
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
    /// Runs the write; its changes are kept when it does not fail.
    fn run(&mut self, transaction: &WriteTx) -> Result<(), StoreError>;

    /// Answers whoever waits, once it is known whether the transaction was committed.
    fn settle(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Work<T, F> {
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

    /// Runs `work` in a write transaction and waits until it is safely on the disk.
    pub(super) fn write<T, F>(&self, work: F) -> Result<T, StoreError>
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
    while let Ok(first) = waiting.recv() {
        let mut batch = Batch::default();
        let committed = batch
            .commit(&change, first, waiting, settings)
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
        waiting: &Receiver<Box<dyn Job>>,
        settings: &Settings,
    ) -> Result<(), StoreError> {
        self.jobs.push(first);
        let transaction = begin(&change.connection, settings)?;
        let began = Instant::now();
        self.run_last(change, settings)?;
        while self.jobs.len() < BATCH && began.elapsed() < GATHER {
            let Ok(job) = waiting.try_recv() else {
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
