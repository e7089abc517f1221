//! `db`: the store's file, its version, and the way up and down.

use std::path::Path;

use serde_json::json;

use super::exit::{Exit, Failure};
use super::keeping::DbCommand;
use super::report::{self, Voice, line};
use super::style::{BAD, FAINT, GOOD, TICK, WARN, paint};
use crate::store::{Migrated, Status, migrate, rollback, status};
use crate::text::printable;

/// Carries out a `db` command on the file at `path`.
///
/// As JSON: `status` answers the status, the others `{"from", "to", "copy"}`.
///
/// # Errors
/// A file that cannot be used; it is as it was then.
pub fn db(path: &Path, command: &DbCommand, voice: Voice) -> Result<Exit, Failure> {
    match command {
        DbCommand::Status => show(&status(path)?, voice),
        DbCommand::Migrate => moved(&migrate(path)?, voice),
        DbCommand::Rollback { steps } => moved(&rollback(path, *steps)?, voice),
    }
}

fn show(status: &Status, voice: Voice) -> Result<Exit, Failure> {
    let exit = if status.problem.is_some() {
        Exit::Failed
    } else {
        Exit::Done
    };
    if !voice.is_human() {
        report::json(status)?;
        return Ok(exit);
    }
    let path = status.path.display().to_string();
    line(&format!("file      {}", printable(&path)))?;
    match status.bytes {
        Some(bytes) => line(&format!("size      {bytes} bytes"))?,
        None => line("size      not made yet: the first command that stores something makes it")?,
    }
    line(&format!(
        "version   {} (this build knows {})",
        status.version, status.supported
    ))?;
    for applied in &status.applied {
        line(&format!(
            "  {} {:04} {}",
            paint(GOOD, TICK),
            applied.version,
            applied.name
        ))?;
    }
    for name in &status.pending {
        line(&format!("  {} {name}", paint(WARN, "pending")))?;
    }
    for copy in &status.copies {
        line(&format!("  copy {}", paint(FAINT, copy.display())))?;
    }
    if let Some(problem) = &status.problem {
        line(&paint(BAD, printable(problem)))?;
    }
    Ok(exit)
}

fn moved(moved: &Migrated, voice: Voice) -> Result<Exit, Failure> {
    if voice.is_human() {
        if moved.from == moved.to {
            line(&format!("the store is at version {} already", moved.to))?;
        } else {
            line(&format!(
                "the store went from version {} to {}",
                moved.from, moved.to
            ))?;
        }
        if let Some(copy) = &moved.copy {
            line(&format!("  copy {}", paint(FAINT, copy.display())))?;
        }
    } else {
        report::json(&json!({ "from": moved.from, "to": moved.to, "copy": moved.copy }))?;
    }
    Ok(Exit::Done)
}
