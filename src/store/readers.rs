//! Connections that read: opened when they are first needed, kept for the next reader.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::StoreError;
use super::patience::insist;
use super::transaction::ReadTx;
use super::{connection, location};

/// How many idle connections are kept.
const KEPT: usize = 4;

/// The reading connections of one store.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    patience: Duration,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// Readers of the file at `path`; none is opened yet.
    pub(super) fn new(path: PathBuf, patience: Duration) -> Self {
        Self {
            path,
            patience,
            idle: Mutex::default(),
        }
    }

    /// Runs `work` on the store as it is at this moment.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.lock().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connection::reader(&self.path, self.patience)?,
        };
        let outcome = self.look(&connection, work);
        let mut idle = self.lock();
        if idle.len() < KEPT {
            idle.push(connection);
        }
        outcome
    }

    fn look<T>(
        &self,
        connection: &Connection,
        work: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let snapshot = insist(self.patience, || {
            Transaction::new_unchecked(connection, TransactionBehavior::Deferred)
        })?;
        let folder = location::folder(&self.path);
        let view = ReadTx {
            connection: &snapshot,
            folder: &folder,
        };
        // Dropping the transaction ends it; it has changed nothing.
        work(&view)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
