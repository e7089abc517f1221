//! Why something below a folder could not be opened or replaced.

use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

/// What stopped an access below a [`super::Root`].
#[derive(Debug, thiserror::Error)]
pub enum BeneathError {
    /// Nothing is there.
    #[error("{} does not exist", .0.display())]
    Missing(PathBuf),
    /// The way leads out of the folder.
    #[error("{} is outside the workspace", .0.display())]
    Outside(PathBuf),
    /// A symbolic link stands in the way of a change.
    #[error("{} is a symbolic link or lies behind one: name the file that it points to", .0.display())]
    Link(PathBuf),
    /// It is no regular file.
    #[error("{} is {kind}, not a file", .path.display())]
    NotAFile {
        /// What was asked for.
        path: PathBuf,
        /// What it is instead.
        kind: &'static str,
    },
    /// It is no folder.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// It is not what it was when the change was planned.
    #[error("{} changed meanwhile: read it again", .0.display())]
    Changed(PathBuf),
    /// Something lies there by now.
    #[error("{} exists by now: read it first", .0.display())]
    Exists(PathBuf),
    /// A new file could not get the owner or access list of the old one.
    #[error("{} belongs to somebody else or has an access list that cannot be kept", .0.display())]
    Owner(PathBuf),
    /// The system lacks the call that everything here rests on.
    #[error(
        "this system cannot open files safely below a folder: openat2 is missing (Linux 5.6 or later) \
         or forbidden by the container"
    )]
    NoOpenat2,
    /// A change of many files failed midway, and not everything could be taken back.
    #[error("{why}; these could not be put back: {left}")]
    Half {
        /// What went wrong first.
        why: Box<BeneathError>,
        /// The files that are new while others are old.
        left: String,
    },
    /// Anything else that the system refused.
    #[error("could not {what} {}: {source}", .path.display())]
    Io {
        /// `open`, `read`, `write` …
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl BeneathError {
    /// The error for something that the system refused to do with `path`.
    pub fn io(what: &'static str, path: &Path, source: impl Into<io::Error>) -> Self {
        let (path, source) = (path.to_owned(), source.into());
        match Errno::from_io_error(&source) {
            Some(Errno::NOENT) => Self::Missing(path),
            Some(Errno::XDEV) => Self::Outside(path),
            Some(Errno::LOOP) => Self::Link(path),
            Some(Errno::NOTDIR) => Self::NotAFolder(path),
            Some(Errno::EXIST) => Self::Exists(path),
            Some(Errno::NOSYS) => Self::NoOpenat2,
            Some(_) | None => Self::Io { what, path, source },
        }
    }
}
