//! Finds out, once something failed, whether the file itself is damaged.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::connection;
use super::error::StoreError;

/// The same error, or what the integrity check says when the engine stumbled over a damaged file.
///
/// A healthy file never pays for this check: it runs after failures only.
pub(super) fn diagnose(error: StoreError, path: &Path) -> StoreError {
    let suspicious = matches!(
        error,
        StoreError::Engine { .. } | StoreError::Corrupt { .. } | StoreError::Unreadable { .. }
    );
    if !suspicious {
        return error;
    }
    let checked = connection::observer(path, Duration::from_millis(500))
        .and_then(|connection| check(&connection));
    match checked {
        Ok(None) => error,
        Ok(Some(detail)) => StoreError::Corrupt {
            path: path.to_path_buf(),
            detail,
        },
        Err(failure) => match failure.at(path, Duration::ZERO) {
            found @ (StoreError::Corrupt { .. } | StoreError::NotADatabase(_)) => found,
            _ => error,
        },
    }
}

/// What is wrong with the file; none when nothing is.
pub(super) fn check(connection: &Connection) -> Result<Option<String>, StoreError> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(None);
    }
    let line = verdict.lines().map(str::trim).collect::<Vec<_>>();
    Ok(Some(line.join(" ")))
}
