//! Connections that read: opened when they are first needed, kept for the next reader.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Transaction, TransactionBehavior};

use super::connection;
use super::error::StoreError;
use super::patience::insist;
use super::transaction::ReadTx;

/// How many idle connections are kept.
const KEPT: usize = 4;

/// The reading connections of one store.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    patience: Duration,
    idle: Mutex<Vec<ReadTx>>,
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
        work: impl FnOnce(&ReadTx) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.lock().pop();
        let view = match idle {
            Some(view) => view,
            None => ReadTx::new(connection::reader(&self.path, self.patience)?, &self.path),
        };
        let outcome = self.look(&view, work);
        let mut idle = self.lock();
        if idle.len() < KEPT {
            idle.push(view);
        }
        outcome
    }

    fn look<T>(
        &self,
        view: &ReadTx,
        work: impl FnOnce(&ReadTx) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        // Dropping the transaction ends it; it has changed nothing.
        let _snapshot = insist(self.patience, || {
            Transaction::new_unchecked(&view.connection, TransactionBehavior::Deferred)
        })?;
        work(view)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<ReadTx>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
