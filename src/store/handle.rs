//! The store as the rest of the house holds it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;

use super::archives::StagedArchive;
use super::error::StoreError;
use super::feed::{Feed, Subscription};
use super::migrate::{self, Goal};
use super::readers::Readers;
use super::schema::{self, Found};
use super::transaction::{ReadTx, WriteTx};
use super::writer::{self, Safety, Writer};
use super::{connection, damage, location, watch};
use crate::domain::ids::BuildId;

/// How a store is opened.
#[derive(Debug, Clone, Copy)]
pub struct StoreOptions {
    /// How long to wait for another process that holds the file.
    pub patience: Duration,
    /// Tells the time that written rows carry.
    pub clock: fn() -> Timestamp,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(15),
            clock: Timestamp::now,
        }
    }
}

/// An open store: cheap to clone, safe to share between threads.
///
/// The last clone that is dropped ends the writer after what waits is written.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    patience: Duration,
    writer: Writer,
    readers: Readers,
    feed: Arc<Feed>,
}

impl Store {
    /// Opens the store at `path`: makes folder and file where they are missing, migrates an older
    /// file (after a copy was made), refuses what this build cannot use.
    ///
    /// # Errors
    /// Every case of [`StoreError`] that names the file; the file is as it was then.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, StoreOptions::default())
    }

    /// Opens the store as [`Store::open`] does, with other options.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(path: &Path, options: StoreOptions) -> Result<Self, StoreError> {
        let path = location::prepare(path)?;
        let patience = options.patience;
        let connection = current(&path, patience)
            .map_err(|error| damage::diagnose(error.at(&path, patience), &path))?;
        let settings = writer::Settings {
            path: path.clone(),
            patience,
            version: schema::newest(schema::ALL),
            clock: options.clock,
        };
        let feed = Feed::new(path.clone(), patience, watch::begin);
        let writer = Writer::start(connection, settings, Arc::clone(&feed))?;
        let readers = Readers::new(path.clone(), patience);
        let inner = Arc::new(Inner {
            path,
            patience,
            writer,
            readers,
            feed,
        });
        Ok(Self { inner })
    }

    /// Runs `work` in a write transaction and waits until it is safely on the disk.
    ///
    /// An error that `work` returns takes back all that it did. This blocks: call it from a thread
    /// that may, never from inside another write.
    ///
    /// # Errors
    /// What `work` returns, or why the change could not be committed.
    pub fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&WriteTx) -> Result<T, StoreError> + Send + 'static,
    {
        let outcome = self.inner.writer.write(Safety::Disk, work);
        outcome.map_err(|error| self.located(error))
    }

    /// Runs `work` as [`Store::write`] does, without waiting for the disk: all processes see the
    /// change at once and it outlives this one, but a power cut in the next moments (20 ms after the
    /// last write, a second at most) may undo it. What is written later never outlives what was
    /// written before. For what is written between two calls of a model.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_soon<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&WriteTx) -> Result<T, StoreError> + Send + 'static,
    {
        let outcome = self.inner.writer.write(Safety::System, work);
        outcome.map_err(|error| self.located(error))
    }

    /// Runs `work` on the store as it is at this moment, beside any writer.
    ///
    /// # Errors
    /// What `work` returns, or why the store cannot be read.
    pub fn read<T>(
        &self,
        work: impl FnOnce(&ReadTx) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let outcome = self.inner.readers.read(work);
        outcome.map_err(|error| self.located(error))
    }

    /// Receives every event that is committed from now on, by this process or another.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn subscribe(&self) -> Result<Subscription, StoreError> {
        let outcome = self.inner.feed.subscribe();
        outcome.map_err(|error| self.located(error))
    }

    /// Writes the zip file of a build that [`WriteTx::insert_build`] will store; it is removed
    /// again when that does not happen.
    ///
    /// # Errors
    /// [`StoreError::Beside`] or [`StoreError::Full`] when it cannot be written.
    pub fn stage_archive(&self, build: BuildId, zip: &[u8]) -> Result<StagedArchive, StoreError> {
        StagedArchive::write(&location::folder(&self.inner.path), build, zip)
    }

    /// The file, without links.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    fn located(&self, error: StoreError) -> StoreError {
        let error = error.at(&self.inner.path, self.inner.patience);
        damage::diagnose(error, &self.inner.path)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.feed.close();
    }
}

/// A connection to a file that is ours and of the current version.
fn current(path: &Path, patience: Duration) -> Result<Connection, StoreError> {
    let mut connection = connection::writer(path, patience)?;
    let found = schema::read(&connection)?;
    let version = schema::version(&found, schema::ALL, path)?;
    if found == Found::Empty || version < schema::newest(schema::ALL) {
        migrate::run(&mut connection, path, schema::ALL, Goal::Newest, patience)?;
    }
    Ok(connection)
}
