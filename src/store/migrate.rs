//! Takes a file from one version to another: all steps in one transaction, after a copy was made.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::error::StoreError;
use super::patience::insist;
use super::schema::{self, Found, Migration};
use super::{column, copies};

/// What a migration or a rollback did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Migrated {
    /// The version before.
    pub from: u32,
    /// The version after; the same when there was nothing to do.
    pub to: u32,
    /// The copy that was made before; none when the file held no data.
    pub copy: Option<PathBuf>,
}

/// Where a file is to be taken.
#[derive(Debug, Clone, Copy)]
pub(super) enum Goal {
    /// The newest version of the list.
    Newest,
    /// This many versions back.
    Back(u32),
}

/// Takes the file to its goal.
///
/// The write lock is held from reading the version to the commit, so that of several processes
/// that start at once one migrates and the others find it done.
pub(super) fn run(
    connection: &mut Connection,
    path: &Path,
    list: &[Migration],
    goal: Goal,
    patience: Duration,
) -> Result<Migrated, StoreError> {
    // Rebuilding a table drops it; with enforcement on, that would delete the rows that refer to it.
    connection.pragma_update(None, "foreign_keys", false)?;
    let outcome = locked(connection, path, list, goal, patience);
    connection.pragma_update(None, "foreign_keys", true)?;
    if outcome.as_ref().is_ok_and(|done| done.copy.is_some()) {
        copies::prune(path);
    }
    outcome
}

fn locked(
    connection: &Connection,
    path: &Path,
    list: &[Migration],
    goal: Goal,
    patience: Duration,
) -> Result<Migrated, StoreError> {
    let transaction = insist(patience, || {
        Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
    })?;
    let found = schema::read(&transaction)?;
    let from = schema::version(&found, list, path)?;
    let to = destination(goal, from, list, path)?;
    if from == to && found != Found::Empty {
        return Ok(Migrated {
            from,
            to,
            copy: None,
        });
    }
    let now = Timestamp::now();
    let copy = if holds_data(&transaction)? {
        Some(copies::make(path, from, now, patience)?)
    } else {
        None
    };
    if found == Found::Empty {
        schema::found(&transaction)?;
    }
    step(&transaction, list, from, to, now)?;
    check_references(&transaction)?;
    transaction.commit()?;
    Ok(Migrated { from, to, copy })
}

fn destination(goal: Goal, from: u32, list: &[Migration], path: &Path) -> Result<u32, StoreError> {
    match goal {
        Goal::Newest => Ok(schema::newest(list)),
        Goal::Back(steps) => from
            .checked_sub(steps)
            .ok_or_else(|| StoreError::TooFarBack {
                path: path.to_path_buf(),
                applied: from,
                asked: steps,
            }),
    }
}

fn step(
    transaction: &Transaction<'_>,
    list: &[Migration],
    from: u32,
    to: u32,
    now: Timestamp,
) -> Result<(), StoreError> {
    let numbered = || (1_u32..).zip(list);
    for (version, migration) in numbered().filter(|(version, _)| *version > from && *version <= to)
    {
        transaction.execute_batch(migration.up)?;
        transaction.execute(
            "INSERT INTO schema_version (version, name, checksum, applied_at)
             VALUES (?1, ?2, ?3, ?4)",
            params![
                version,
                migration.name,
                migration.checksum(),
                column::time_text(now)
            ],
        )?;
    }
    let mut back: Vec<_> = numbered()
        .filter(|(version, _)| *version > to && *version <= from)
        .collect();
    back.reverse();
    for (version, migration) in back {
        transaction.execute_batch(migration.down)?;
        transaction.execute("DELETE FROM schema_version WHERE version = ?1", [version])?;
    }
    Ok(())
}

/// True when any table of the store holds a row.
fn holds_data(connection: &Connection) -> Result<bool, StoreError> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_version'",
    )?;
    let tables: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for table in tables {
        let quoted = table.replace('"', "\"\"");
        let query = format!("SELECT EXISTS (SELECT 1 FROM \"{quoted}\")");
        if connection.query_row(&query, [], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn check_references(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut broken = statement.query([])?;
    match broken.next()? {
        None => Ok(()),
        Some(row) => {
            let table: String = row.get(0)?;
            Err(StoreError::Unreadable {
                what: "reference",
                detail: format!("a row of {table} refers to one that is missing"),
            })
        }
    }
}
