//! Messages: what was said in a session, in order, read a page at a time.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::column;
use super::error::StoreError;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::ids::{CallId, RunId};
use crate::domain::message::{Message, Role};
use crate::domain::run::{Run, RunKind};

/// Whether a message is all that was to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// It is whole.
    Whole,
    /// It was cut off by the person, a fault, or a crash: this had come of it.
    Cut,
}

/// A message as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMessage {
    /// Its place in the session, from 1.
    pub number: u64,
    /// When it was stored.
    pub at: Timestamp,
    /// What was said.
    pub message: Arc<Message>,
    /// Whether that is all of it.
    pub state: MessageState,
    /// The call of a model that gave it.
    pub call: Option<CallId>,
}

impl MessageState {
    /// The name used in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Cut => "cut",
        }
    }
}

impl ReadTx {
    /// The messages of a session before number `before` (none for the newest), at most `limit` of
    /// the nearest; the oldest of them first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn messages(
        &self,
        run: RunId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<StoredMessage>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, at, role, body, state, call FROM messages
             WHERE run = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3",
        )?;
        let before = before.map_or(i64::MAX, column::integer);
        let rows = statement.query_map(params![run.to_string(), before, limit], message)?;
        let mut found: Vec<StoredMessage> = rows.collect::<Result<_, _>>()?;
        found.reverse();
        Ok(found)
    }

    /// The messages of a session from number `from` on, at most `limit`, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn messages_from(
        &self,
        run: RunId,
        from: u64,
        limit: u32,
    ) -> Result<Vec<StoredMessage>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, at, role, body, state, call FROM messages
             WHERE run = ?1 AND number >= ?2 ORDER BY number LIMIT ?3",
        )?;
        let from = column::integer(from);
        let rows = statement.query_map(params![run.to_string(), from, limit], message)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many messages a session has.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_messages(&self, run: RunId) -> Result<u64, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT coalesce(max(number), 0) FROM messages WHERE run = ?1")?;
        Ok(statement.query_row([run.to_string()], |row| column::count(row, 0))?)
    }

    /// The sessions about the folder `about` (of all folders without one), the last used first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::PathNotText`] when the folder's path is no text.
    pub fn sessions(
        &self,
        about: Option<&std::path::Path>,
        limit: u32,
    ) -> Result<Vec<Run>, StoreError> {
        let about = about.map(column::path_text).transpose()?;
        self.runs_of_kind(RunKind::Session, about, limit)
    }
}

impl WriteTx {
    /// Adds a message to the end of a session; answers its number.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such session.
    pub fn add_message(
        &self,
        run: RunId,
        message: &Message,
        state: MessageState,
        call: Option<CallId>,
    ) -> Result<u64, StoreError> {
        self.require_run(run)?;
        let number = self.count_messages(run)? + 1;
        let role = match message.role {
            Role::User => "user",
            Role::Assistant => "assistant",
        };
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO messages (run, number, at, role, body, state, call)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        statement.raw_bind_parameter(1, run.to_string())?;
        statement.raw_bind_parameter(2, column::integer(number))?;
        statement.raw_bind_parameter(3, column::time_text(self.now()))?;
        statement.raw_bind_parameter(4, role)?;
        // The engine takes a copy of it; ours, which may be long, is gone before it is written.
        statement.raw_bind_parameter(5, column::json_text("message", &message.blocks)?)?;
        statement.raw_bind_parameter(6, state.name())?;
        statement.raw_bind_parameter(7, call.map(|call| call.to_string()))?;
        statement.raw_execute()?;
        Ok(number)
    }

    /// Copies all messages of one session to another that has none.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn copy_messages(&self, from: RunId, to: RunId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO messages (run, number, at, role, body, state, call)
                 SELECT ?2, number, at, role, body, state, call FROM messages WHERE run = ?1",
            )?
            .execute(params![from.to_string(), to.to_string()])?;
        Ok(())
    }
}

fn message(row: &Row<'_>) -> Result<StoredMessage, rusqlite::Error> {
    let call: Option<String> = row.get(5)?;
    Ok(StoredMessage {
        number: column::count(row, 0)?,
        at: column::time(row, 1)?,
        message: Arc::new(Message {
            role: column::word(row, 2)?,
            blocks: column::json(row, 3)?,
        }),
        state: column::word(row, 4)?,
        call: call.and_then(|call| call.parse().ok()),
    })
}
