//! Events: appended with the change that they tell of, read in the order of their numbers.

use rusqlite::{Connection, Params, Row, params};

use super::column;
use super::error::StoreError;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::RunId;

/// The columns that [`event`] reads, in its order.
macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT seq, at, run, body FROM events ", $rest)
    };
}

impl ReadTx {
    /// The events of a run after number `after` (0 for all), oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn events(&self, run: RunId, after: u64, limit: u32) -> Result<Vec<Event>, StoreError> {
        let query = select!("WHERE run = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3");
        let from = (run.to_string(), column::integer(after), limit);
        list(&self.connection, query, from)
    }

    /// The newest events of a run, oldest of them first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn last_events(&self, run: RunId, limit: u32) -> Result<Vec<Event>, StoreError> {
        let query = select!("WHERE run = ?1 ORDER BY seq DESC LIMIT ?2");
        let mut events = list(&self.connection, query, (run.to_string(), limit))?;
        events.reverse();
        Ok(events)
    }

    /// The events of all runs after number `after` (0 for all), oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn all_events(&self, after: u64, limit: u32) -> Result<Vec<Event>, StoreError> {
        self::after(&self.connection, after, limit)
    }

    /// The number of the newest event; 0 when there has been none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn last_seq(&self) -> Result<u64, StoreError> {
        newest(&self.connection)
    }
}

impl WriteTx {
    /// Appends what happened to a run; it is told to subscribers once the change is committed.
    ///
    /// Changes of state, proof and builds append their events themselves.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the run is not in the store.
    pub fn append(&self, run: RunId, kind: EventKind) -> Result<Event, StoreError> {
        self.require_run(run)?;
        let body = column::json_text("event", &kind)?;
        let mut statement = self
            .connection
            .prepare_cached("INSERT INTO events (at, run, kind, body) VALUES (?1, ?2, ?3, ?4)")?;
        let at = self.now();
        let number = statement.insert(params![
            column::time_text(at),
            run.to_string(),
            kind.name(),
            body
        ])?;
        let seq = number.unsigned_abs();
        Ok(Event { seq, at, run, kind })
    }
}

/// The events after number `seq`, oldest first, at most `limit`.
pub(super) fn after(
    connection: &Connection,
    seq: u64,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let query = select!("WHERE seq > ?1 ORDER BY seq LIMIT ?2");
    list(connection, query, (column::integer(seq), limit))
}

/// The number of the newest event; 0 when there has been none.
pub(super) fn newest(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT coalesce(max(seq), 0) FROM events")?;
    Ok(statement.query_row([], |row| column::count(row, 0))?)
}

fn list(
    connection: &Connection,
    query: &str,
    parameters: impl Params,
) -> Result<Vec<Event>, StoreError> {
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map(parameters, event)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn event(row: &Row<'_>) -> Result<Event, rusqlite::Error> {
    Ok(Event {
        seq: column::count(row, 0)?,
        at: column::time(row, 1)?,
        run: column::parsed(row, 2)?,
        kind: column::json(row, 3)?,
    })
}
