//! The migrations that this build knows, and what a file says about its own version.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::column;
use super::error::StoreError;

/// Marks a file as ours in the header of the database ("vbcr").
pub(super) const APPLICATION_ID: i32 = 0x7662_6372;

/// One step of the schema, up and down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Migration {
    /// Its file name without the ending: the version in four digits and a name.
    pub name: &'static str,
    /// The statements that take the step.
    pub up: &'static str,
    /// The statements that take it back.
    pub down: &'static str,
}

macro_rules! migration {
    ($name:literal) => {
        Migration {
            name: $name,
            up: include_str!(concat!("migrations/", $name, ".up.sql")),
            down: include_str!(concat!("migrations/", $name, ".down.sql")),
        }
    };
}

/// Every migration, in order; the first takes an empty file to version 1.
pub(super) const ALL: &[Migration] = &[
    migration!("0001_runs"),
    migration!("0002_documents"),
    migration!("0003_builds"),
    migration!("0004_evidence"),
    migration!("0005_outputs"),
    migration!("0006_approvals"),
    migration!("0007_sessions"),
    migration!("0008_calls"),
    migration!("0009_tools"),
    migration!("0010_rules"),
];

/// A migration that a file has had.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Applied {
    /// The version that it led to.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// SHA-256 of the statements that were run.
    pub checksum: String,
    /// When it was applied.
    pub at: Timestamp,
}

/// What a file is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// It has no tables yet.
    Empty,
    /// It holds another program's tables.
    Foreign,
    /// It is a store with these migrations applied.
    Store(Vec<Applied>),
}

impl Migration {
    /// SHA-256 of the statements that take the step.
    pub(super) fn checksum(&self) -> String {
        hex::encode(Sha256::digest(self.up.as_bytes()))
    }
}

/// The number of a list's newest migration.
pub(super) fn newest(list: &[Migration]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// Reads what the file is; changes nothing.
pub(super) fn read(connection: &Connection) -> Result<Found, StoreError> {
    let (tables, ours): (u32, bool) = connection.query_row(
        "SELECT count(*), coalesce(max(name = 'schema_version'), 0) FROM sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if ours && id == APPLICATION_ID {
        return applied(connection).map(Found::Store);
    }
    if tables == 0 && (id == 0 || id == APPLICATION_ID) {
        return Ok(Found::Empty);
    }
    Ok(Found::Foreign)
}

/// The number of migrations that the file has had; an error when this build cannot use it.
pub(super) fn version(found: &Found, list: &[Migration], path: &Path) -> Result<u32, StoreError> {
    let rows = match found {
        Found::Empty => return Ok(0),
        Found::Foreign => return Err(StoreError::Foreign(path.to_path_buf())),
        Found::Store(rows) => rows,
    };
    let found = rows.last().map_or(0, |row| row.version);
    let supported = newest(list);
    if found > supported {
        let path = path.to_path_buf();
        return Err(StoreError::Newer {
            path,
            found,
            supported,
        });
    }
    for (expected, (row, migration)) in (1..).zip(rows.iter().zip(list)) {
        if row.version != expected || row.checksum != migration.checksum() {
            let path = path.to_path_buf();
            let version = expected;
            return Err(StoreError::Altered { path, version });
        }
    }
    Ok(found)
}

/// Makes the table that keeps the version, and marks the file as ours.
pub(super) fn found(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.execute_batch(
        "CREATE TABLE schema_version (
             version    INTEGER PRIMARY KEY NOT NULL,
             name       TEXT NOT NULL,
             checksum   TEXT NOT NULL,
             applied_at TEXT NOT NULL
         ) STRICT;",
    )?;
    Ok(())
}

/// The version that the file has now, for the check inside each write.
pub(super) fn current(connection: &Connection) -> Result<u32, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT coalesce(max(version), 0) FROM schema_version")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

fn applied(connection: &Connection) -> Result<Vec<Applied>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT version, name, checksum, applied_at FROM schema_version ORDER BY version",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Applied {
            version: row.get(0)?,
            name: row.get(1)?,
            checksum: row.get(2)?,
            at: column::time(row, 3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
