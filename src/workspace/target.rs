//! Looks at a folder before anything is written to it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::WorkspaceError;

/// What stands at the place where a project should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Nothing.
    Absent,
    /// A folder with nothing in it, or nothing but a fresh `.git`.
    Empty,
    /// A folder with something in it.
    Occupied,
}

/// Looks at `path` without following a link.
///
/// # Errors
/// A file, a link, or a folder that cannot be read.
pub fn inspect(path: &Path) -> Result<Target, WorkspaceError> {
    if path.file_name().is_none() {
        return Err(WorkspaceError::NoName(path.to_owned()));
    }
    let kind = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Target::Absent),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            let file = path.parent().unwrap_or(path);
            return Err(WorkspaceError::NotAFolder(file.to_owned()));
        }
        Err(error) => return Err(WorkspaceError::read(path, error)),
    };
    if kind.is_symlink() {
        return Err(WorkspaceError::Link(path.to_owned()));
    }
    if !kind.is_dir() {
        return Err(WorkspaceError::NotAFolder(path.to_owned()));
    }
    let entries = fs::read_dir(path).map_err(|error| WorkspaceError::read(path, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| WorkspaceError::read(path, error))?;
        if entry.file_name() != ".git" {
            return Ok(Target::Occupied);
        }
    }
    Ok(Target::Empty)
}

/// The absolute form of a path whose last folders may not exist yet, without `.` and `..`.
///
/// The existing part is resolved by the system, so that one folder always has one name; the last
/// part is not, so that a link in its place is seen.
///
/// # Errors
/// [`WorkspaceError::Unusable`] with the reason.
pub fn resolve(path: &Path) -> Result<PathBuf, WorkspaceError> {
    let refused = |error| WorkspaceError::Unusable {
        path: path.to_owned(),
        error,
    };
    let absolute = std::path::absolute(path).map_err(refused)?;
    let Some(name) = absolute.file_name() else {
        return absolute.canonicalize().map_err(refused);
    };
    let mut rest = vec![name];
    let mut folder = absolute.parent();
    while let Some(existing) = folder {
        if let Ok(mut resolved) = existing.canonicalize() {
            resolved.extend(rest.iter().rev());
            return Ok(resolved);
        }
        match existing.file_name() {
            Some(name) => rest.push(name),
            // It goes up from a folder that is not there: one folder would have two names.
            None => return Err(refused(ErrorKind::NotFound.into())),
        }
        folder = existing.parent();
    }
    Ok(absolute)
}
