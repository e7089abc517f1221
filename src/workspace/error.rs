//! What can go wrong with folders, each with what the person can do about it.

use std::io;
use std::path::{Path, PathBuf};

/// Why a folder could not be used.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// The target is a regular file or something else that is no folder.
    #[error("{} is a file, not a folder: choose another folder with --output", .0.display())]
    NotAFolder(PathBuf),
    /// The target is a symbolic link.
    #[error(
        "{} is a symbolic link: name the folder it points to, or another one, with --output", .0.display()
    )]
    Link(PathBuf),
    /// A folder of the project is a symbolic link or a file, so that writing would leave the project.
    #[error("{} is a link or a file where a folder belongs: move it away and try again", .0.display())]
    Blocked(PathBuf),
    /// Another process writes to the same target now.
    #[error("{} is being written by another vibecober: wait for it, or choose another folder with --output", .0.display())]
    Busy(PathBuf),
    /// The target has no name of its own (`/` or `..`).
    #[error("{} cannot be a project folder: choose a folder below it with --output", .0.display())]
    NoName(PathBuf),
    /// The system does not know the path, or does not let it be looked at.
    #[error("{} cannot be used: {error}", .path.display())]
    Unusable {
        /// The path as it was given.
        path: PathBuf,
        /// What the operating system said.
        error: io::Error,
    },
    /// The disk is full.
    #[error("no space left on the disk that holds {}: nothing was changed; make room and try again", .0.display())]
    Full(PathBuf),
    /// The folder may not be read or written.
    #[error("no permission to {what} {}: nothing was changed; check the owner and mode of the folder", .path.display())]
    Denied {
        /// `read` or `write`.
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
    },
    /// A read-only file system.
    #[error("{} is on a read-only file system: choose another folder with --output", .0.display())]
    ReadOnly(PathBuf),
    /// Anything else that the operating system refused.
    #[error("could not {what} {}: {source}", .path.display())]
    Io {
        /// `read` or `write`.
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl WorkspaceError {
    /// The error for a failed read of `path`.
    pub fn read(path: &Path, source: io::Error) -> Self {
        Self::from_io("read", path, source)
    }

    /// The error for a failed write to `path`.
    pub fn write(path: &Path, source: io::Error) -> Self {
        Self::from_io("write", path, source)
    }

    fn from_io(what: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied => Self::Denied { what, path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path),
            _ => Self::Io { what, path, source },
        }
    }
}
