//! What `db status`, `db migrate` and `db rollback` do: looks at a file, takes it up and down.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::handle::StoreOptions;
use super::migrate::{self, Goal, Migrated};
use super::schema::{self, Applied, Found, Migration};
use super::{connection, copies, damage, location};

/// What a store's file is and how far it has been migrated.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Status {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes; none when there is no file yet.
    pub bytes: Option<u64>,
    /// The version that it has.
    pub version: u32,
    /// The newest version that this build knows.
    pub supported: u32,
    /// The migrations that it has had.
    pub applied: Vec<Applied>,
    /// The names of those that it has not had.
    pub pending: Vec<String>,
    /// The copies beside it, oldest first.
    pub copies: Vec<PathBuf>,
    /// Why this build cannot use the file as it is, in one line; none when it can.
    pub problem: Option<String>,
}

/// Looks at the file without changing it or its folder; a newer or altered one is no failure here.
///
/// # Errors
/// When there is something at `path` that cannot be read as a database of ours.
pub fn status(path: &Path) -> Result<Status, StoreError> {
    let path = location::absolute(path)?;
    if !location::is_there(&path)? {
        return Ok(describe(path, None, Vec::new(), None));
    }
    let patience = StoreOptions::default().patience;
    look(&path).map_err(|error| damage::diagnose(error.at(&path, patience), &path))
}

/// Takes the file to the newest version; makes it when there is none.
///
/// # Errors
/// Every case of [`StoreError`] that names the file; the file is as it was then.
pub fn migrate(path: &Path) -> Result<Migrated, StoreError> {
    change(&location::prepare(path)?, schema::ALL, Goal::Newest)
}

/// Takes the file `steps` versions back, after a copy was made.
///
/// The next [`Store::open`](super::Store::open) of this build takes it up again: roll back to use
/// the file with an older build.
///
/// # Errors
/// [`StoreError::TooFarBack`], [`StoreError::Missing`] and every case that names the file; the file
/// is as it was then.
pub fn rollback(path: &Path, steps: u32) -> Result<Migrated, StoreError> {
    let path = location::absolute(path)?;
    if !location::is_there(&path)? {
        return Err(StoreError::Missing(path));
    }
    change(&path, schema::ALL, Goal::Back(steps))
}

/// Takes an existing file to a goal.
pub(super) fn change(path: &Path, list: &[Migration], goal: Goal) -> Result<Migrated, StoreError> {
    let patience = StoreOptions::default().patience;
    connection::writer(path, patience)
        .and_then(|mut connection| migrate::run(&mut connection, path, list, goal, patience))
        .map_err(|error| damage::diagnose(error.at(path, patience), path))
}

fn look(path: &Path) -> Result<Status, StoreError> {
    let connection = connection::observer(path, StoreOptions::default().patience)?;
    let found = schema::read(&connection)?;
    let refusal = schema::version(&found, schema::ALL, path).err();
    let problem = match (refusal, damage::check(&connection)?) {
        (_, Some(detail)) => Some(StoreError::Corrupt {
            path: path.to_path_buf(),
            detail,
        }),
        (refusal, None) => refusal,
    };
    let applied = match found {
        Found::Empty => Vec::new(),
        Found::Foreign => return Err(StoreError::Foreign(path.to_path_buf())),
        Found::Store(applied) => applied,
    };
    let bytes = fs::metadata(path).map(|found| found.len()).ok();
    let problem = problem.map(|problem| problem.to_string());
    Ok(describe(path.to_path_buf(), bytes, applied, problem))
}

fn describe(
    path: PathBuf,
    bytes: Option<u64>,
    applied: Vec<Applied>,
    problem: Option<String>,
) -> Status {
    let names = schema::ALL.iter().skip(applied.len());
    Status {
        bytes,
        version: applied.last().map_or(0, |row| row.version),
        supported: schema::newest(schema::ALL),
        pending: names.map(|migration| migration.name.to_owned()).collect(),
        copies: copies::list(&path),
        applied,
        problem,
        path,
    }
}
