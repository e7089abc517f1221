//! Continuations: what a waiting run needs to go on, in whichever process that happens.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::column;
use super::error::StoreError;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::ids::RunId;

impl ReadTx {
    /// What a waiting run needs to go on; none when it does not wait.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when another version of this program stored it.
    pub fn continuation<T: DeserializeOwned>(&self, run: RunId) -> Result<Option<T>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body FROM continuations WHERE run = ?1")?;
        let read = statement.query_row([run.to_string()], |row| column::json(row, 0));
        Ok(read.optional()?)
    }
}

impl WriteTx {
    /// Keeps what a run needs to go on until it ends.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such run.
    pub fn keep_continuation(&self, run: RunId, body: &impl Serialize) -> Result<(), StoreError> {
        self.require_run(run)?;
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO continuations (run, body) VALUES (?1, ?2)")?
            .execute(params![
                run.to_string(),
                column::json_text("continuation", body)?
            ])?;
        Ok(())
    }

    /// Forgets what a run needed to go on: it has ended.
    pub(super) fn forget_continuation(&self, run: RunId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM continuations WHERE run = ?1")?
            .execute([run.to_string()])?;
        Ok(())
    }
}
