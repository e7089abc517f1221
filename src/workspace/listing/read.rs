//! Reads one folder; what could not be read is a value, for a tree shows it and goes on.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

use super::order::folded;

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link that leads to a file.
    LinkToFile,
    /// A symbolic link that leads to a folder.
    LinkToFolder,
    /// A symbolic link that leads nowhere.
    BrokenLink,
    /// A socket, a pipe, a device.
    Other,
}

impl EntryKind {
    /// True for what can be opened like a folder.
    pub fn is_folder(self) -> bool {
        match self {
            Self::Folder | Self::LinkToFolder => true,
            Self::File | Self::LinkToFile | Self::BrokenLink | Self::Other => false,
        }
    }
}

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name, as the file system has it.
    pub name: OsString,
    /// What it is.
    pub kind: EntryKind,
}

/// Why a folder could not be listed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListingError {
    /// It is no longer there.
    #[error("no longer there")]
    Vanished,
    /// It may not be read.
    #[error("no permission to read")]
    Denied,
    /// It has become something else.
    #[error("not a folder")]
    NotAFolder,
    /// Anything else that the operating system said.
    #[error("{0}")]
    Other(String),
}

impl From<io::Error> for ListingError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Vanished,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::NotADirectory => Self::NotAFolder,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// The entries of `folder`: folders first, then by name, without regard to case.
///
/// Only links cost a look at what they lead to; everything else is told by the folder itself.
///
/// # Errors
/// The folder is gone, closed to us, or no folder.
pub fn list(folder: &Path) -> Result<Vec<Entry>, ListingError> {
    let mut rows: Vec<(bool, String, Entry)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = kind_of(&entry);
        let name = entry.file_name();
        let key = name.to_string_lossy().to_lowercase();
        rows.push((!kind.is_folder(), key, Entry { name, kind }));
    }
    rows.sort_unstable_by(|left, right| {
        left.0
            .cmp(&right.0)
            .then_with(|| folded(&left.1, &right.1))
            .then_with(|| left.2.name.cmp(&right.2.name))
    });
    Ok(rows.into_iter().map(|(_, _, entry)| entry).collect())
}

fn kind_of(entry: &fs::DirEntry) -> EntryKind {
    let Ok(found) = entry.file_type() else {
        return EntryKind::Other;
    };
    if found.is_dir() {
        EntryKind::Folder
    } else if found.is_file() {
        EntryKind::File
    } else if found.is_symlink() {
        match fs::metadata(entry.path()) {
            Ok(target) if target.is_dir() => EntryKind::LinkToFolder,
            Ok(_) => EntryKind::LinkToFile,
            Err(_) => EntryKind::BrokenLink,
        }
    } else {
        EntryKind::Other
    }
}
