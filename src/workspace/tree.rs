//! Reads and hashes what a project consists of.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat, openat2};
use rustix::io::Errno;
use sha2::{Digest, Sha256};

use super::WorkspaceError;

/// Files by path relative to a root, with forward slashes.
pub type FileTree = BTreeMap<String, Vec<u8>>;

/// Folders that tools fill and nobody edits; they are no part of a project's tree.
const CACHES: [&str; 9] = [
    ".git",
    ".venv",
    "venv",
    "__pycache__",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
    "node_modules",
];

/// Reads those of `paths` that exist below `root`, without following any link.
///
/// # Errors
/// A path on which a link or a file stands where a folder belongs, or that cannot be read.
pub fn read_files<'a>(
    root: &Path,
    paths: impl IntoIterator<Item = &'a str>,
) -> Result<FileTree, WorkspaceError> {
    let folder = match openat(CWD, root, OFlags::PATH | OFlags::DIRECTORY, Mode::empty()) {
        Ok(folder) => folder,
        Err(Errno::NOENT) => return Ok(FileTree::new()),
        Err(error) => return Err(WorkspaceError::read(root, error.into())),
    };
    let beneath = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    let mut files = FileTree::new();
    for path in paths {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let opened = match openat2(&folder, path, flags, Mode::empty(), beneath) {
            Ok(opened) => opened,
            Err(Errno::NOENT) => continue,
            Err(Errno::LOOP | Errno::XDEV | Errno::NOTDIR) => {
                return Err(WorkspaceError::Blocked(root.join(path)));
            }
            Err(error) => return Err(WorkspaceError::read(&root.join(path), error.into())),
        };
        let mut file = fs::File::from(opened);
        let full = root.join(path);
        let is_file = file.metadata().is_ok_and(|metadata| metadata.is_file());
        if !is_file {
            return Err(WorkspaceError::Blocked(full));
        }
        let mut content = Vec::new();
        file.read_to_end(&mut content)
            .map_err(|error| WorkspaceError::read(&full, error))?;
        files.insert(path.to_owned(), content);
    }
    Ok(files)
}

/// SHA-256 of `bytes`, lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// SHA-256 over the sorted paths and contents of the files below `root`, caches and databases
/// of the development server left out; lower-case hexadecimal.
///
/// # Errors
/// A file or folder that cannot be read.
pub fn tree_hash(root: &Path) -> Result<String, WorkspaceError> {
    let mut paths = Vec::new();
    collect(root, "", &mut paths)?;
    paths.sort();
    let mut hash = Sha256::new();
    for path in paths {
        let full = root.join(&path);
        let content = match fs::read(&full) {
            Ok(content) => content,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(WorkspaceError::read(&full, error)),
        };
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(content.len().to_le_bytes());
        hash.update(&content);
    }
    Ok(hex::encode(hash.finalize()))
}

fn collect(root: &Path, below: &str, paths: &mut Vec<String>) -> Result<(), WorkspaceError> {
    let folder = root.join(below);
    let entries = fs::read_dir(&folder).map_err(|error| WorkspaceError::read(&folder, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| WorkspaceError::read(&folder, error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() {
            name.clone()
        } else {
            format!("{below}/{name}")
        };
        let kind = entry
            .file_type()
            .map_err(|error| WorkspaceError::read(&entry.path(), error))?;
        if kind.is_dir() && !CACHES.contains(&name.as_str()) {
            collect(root, &path, paths)?;
        } else if kind.is_file() && !is_database(&name) {
            paths.push(path);
        }
    }
    Ok(())
}

fn is_database(name: &str) -> bool {
    [
        ".db",
        ".db-wal",
        ".db-shm",
        ".db-journal",
        ".sqlite3",
        ".pyc",
    ]
    .iter()
    .any(|ending| name.ends_with(ending))
}
