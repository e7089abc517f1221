//! Looks at a folder before anything is written to it.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

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
