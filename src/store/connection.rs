//! Connections to the database file, each with the settings that the house relies on.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::patience::insist;
use super::writer::Safety;

/// The log is cut to this size after a checkpoint, in bytes.
const LOG_LIMIT: i64 = 8 * 1024 * 1024;

/// Opens the connection that writes; the file must be there.
pub(super) fn writer(path: &Path, patience: Duration) -> Result<Connection, StoreError> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, patience)?;
    // The engine falls back to reading alone by itself; better said now than at the first write.
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        return Err(StoreError::ReadOnly(path.to_path_buf()));
    }
    use_write_ahead_log(&connection, path, patience)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_LIMIT, |_| Ok(()))?;
    Ok(connection)
}

/// Sets for what the next commits wait: for the disk, or only for the system.
pub(super) fn wait_for(connection: &Connection, safety: Safety) -> Result<(), StoreError> {
    let statement = match safety {
        Safety::Disk => "PRAGMA synchronous = FULL",
        Safety::System => "PRAGMA synchronous = NORMAL",
    };
    // The engine carries this out while it reads the statement: a prepared one would do nothing.
    Ok(connection.execute_batch(statement)?)
}

/// Opens a connection that reads while others write.
///
/// It may write to the file's log, which recovery after a crash needs, but not to its tables.
pub(super) fn reader(path: &Path, patience: Duration) -> Result<Connection, StoreError> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, patience)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// Opens a connection that leaves file and folder exactly as they are.
///
/// A file that nobody has open is read as it lies, without a lock: even making the log's index
/// would be a change, and on a read-only disk it is not possible.
pub(super) fn observer(path: &Path, patience: Duration) -> Result<Connection, StoreError> {
    let has = |suffix| fs::metadata(beside(path, suffix)).is_ok_and(|found| found.len() > 0);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = if has("-wal") || has("-shm") {
        open(path, flags, patience)?
    } else {
        open(&still(path), flags | OpenFlags::SQLITE_OPEN_URI, patience)?
    };
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// The file that the engine keeps beside the store under `suffix`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn open(path: &Path, access: OpenFlags, patience: Duration) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(patience)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Switches to the write-ahead log, in which readers and a writer do not hold each other up.
fn use_write_ahead_log(
    connection: &Connection,
    path: &Path,
    patience: Duration,
) -> Result<(), StoreError> {
    let journal: String = insist(patience, || {
        connection.pragma_query_value(None, "journal_mode", |row| row.get(0))
    })?;
    if journal == "wal" {
        return Ok(());
    }
    let journal: String = insist(patience, || {
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
    })?;
    if journal == "wal" {
        return Ok(());
    }
    Err(StoreError::NoSharedMemory(path.to_path_buf()))
}

/// The address under which the engine takes the file for one that nobody changes.
fn still(path: &Path) -> PathBuf {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            address.push(char::from(*byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address.push_str("?immutable=1");
    PathBuf::from(address)
}
