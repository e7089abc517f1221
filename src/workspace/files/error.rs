//! Why a file could not be changed, each with what the person can do about it.

use std::io;
use std::path::{Path, PathBuf};

/// What stopped a change of files.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nothing was typed.
    #[error("type a name")]
    NoName,
    /// A name that no file can have.
    #[error("{name:?} cannot be a name: {why}")]
    BadName {
        /// What was typed.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The path would leave the workspace.
    #[error("{} is outside the workspace", .0.display())]
    Outside(PathBuf),
    /// Something lies there already.
    #[error("{} already exists: choose another name", .0.display())]
    Exists(PathBuf),
    /// It is no longer there.
    #[error("{} is no longer there", .0.display())]
    Vanished(PathBuf),
    /// A folder cannot go into itself.
    #[error("{} cannot be put into itself", .0.display())]
    IntoItself(PathBuf),
    /// The folder that holds the workspace itself.
    #[error("the workspace itself stays where it is")]
    Root,
    /// It was created empty, and is no longer.
    #[error("{} holds {holds} by now: d moves it to the trash", .path.display())]
    InUse {
        /// The file or folder.
        path: PathBuf,
        /// What it holds.
        holds: &'static str,
    },
    /// The desktop's trash refused, and so did ours.
    #[error("could not move {} to the trash: {why}", .path.display())]
    Trash {
        /// What should be deleted.
        path: PathBuf,
        /// What the trash said.
        why: String,
    },
    /// Anything else that the operating system refused.
    #[error("could not {what} {}: {source}", .path.display())]
    Io {
        /// `create`, `move`, `copy` …
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl FileError {
    /// The error for something that the operating system refused to do with `path`.
    pub fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists(path),
            io::ErrorKind::NotFound => Self::Vanished(path),
            _ => Self::Io { what, path, source },
        }
    }
}
