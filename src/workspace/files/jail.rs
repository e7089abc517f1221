//! The workspace as a jail: a path is checked once, at the edge, and cannot leave it from then on.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use super::FileError;

/// The longest name that common file systems take, in bytes.
const LONGEST_NAME: usize = 255;

/// A folder that nothing done through it can leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jail {
    root: PathBuf,
}

/// A path below the root of a [`Jail`]: plain names only, or nothing for the root itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JailedPath(PathBuf);

impl Jail {
    /// A jail around `folder`.
    ///
    /// # Errors
    /// The folder is not there.
    pub fn new(folder: &Path) -> Result<Self, FileError> {
        let root =
            fs::canonicalize(folder).map_err(|error| FileError::io("open", folder, error))?;
        Ok(Self { root })
    }

    /// The folder, without links in its path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Checks a path: relative to the root, or absolute and below it; `..` is refused.
    ///
    /// # Errors
    /// The path leaves the workspace or has a name that no file can have.
    pub fn path(&self, path: &Path) -> Result<JailedPath, FileError> {
        let inner = if path.is_absolute() {
            path.strip_prefix(&self.root)
                .map_err(|_| FileError::Outside(path.to_owned()))?
        } else {
            path
        };
        JailedPath::below(inner).map_err(|error| match error {
            FileError::Outside(_) => FileError::Outside(path.to_owned()),
            other => other,
        })
    }

    /// Where `path` lies on disk, for reading: a link may lead out of the workspace.
    pub fn on_disk(&self, path: &JailedPath) -> PathBuf {
        self.root.join(&path.0)
    }

    /// Where `path` lies on disk, for writing: no folder above it leads out of the workspace.
    ///
    /// The entry itself may be a link: it is renamed or deleted as a link, never followed.
    ///
    /// # Errors
    /// A folder above it is a link that leaves the workspace.
    pub fn for_writing(&self, path: &JailedPath) -> Result<PathBuf, FileError> {
        let Some(above) = path.0.parent() else {
            return Err(FileError::Root);
        };
        for folder in above.ancestors() {
            match fs::canonicalize(self.root.join(folder)) {
                Ok(real) if real.starts_with(&self.root) => break,
                Ok(_) => return Err(FileError::Outside(path.0.clone())),
                // A link that leads nowhere may lead somewhere later: it is no way either.
                Err(_) if fs::symlink_metadata(self.root.join(folder)).is_ok() => {
                    return Err(FileError::Outside(path.0.clone()));
                }
                Err(_) => {}
            }
        }
        Ok(self.root.join(&path.0))
    }
}

impl JailedPath {
    /// Checks a path that is relative to the root; `..` is refused wherever it leads.
    ///
    /// # Errors
    /// The path is absolute, has `..` or a name that no file can have.
    pub fn below(path: &Path) -> Result<Self, FileError> {
        let mut jailed = PathBuf::new();
        for part in path.components() {
            match part {
                Component::Normal(name) => {
                    check_part(name)?;
                    jailed.push(name);
                }
                Component::CurDir => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                    return Err(FileError::Outside(path.to_owned()));
                }
            }
        }
        Ok(Self(jailed))
    }

    /// The path, relative to the root.
    pub fn as_path(&self) -> &Path {
        &self.0
    }

    /// True for the root itself.
    pub fn is_root(&self) -> bool {
        self.0.as_os_str().is_empty()
    }

    /// Its last name; the root has none.
    pub fn name(&self) -> Option<&OsStr> {
        self.0.file_name()
    }

    /// The folder that holds it; the root has none.
    pub fn parent(&self) -> Option<Self> {
        self.0.parent().map(|parent| Self(parent.to_owned()))
    }

    /// The entry `typed` below this one; `typed` may name folders on the way (`a/b/c.rs`).
    ///
    /// # Errors
    /// A name that no file can have, or that leaves this folder.
    pub fn join(&self, typed: &str) -> Result<Self, FileError> {
        let typed = typed.strip_suffix('/').unwrap_or(typed);
        let mut path = self.0.clone();
        for name in typed.split('/') {
            check_name(name)?;
            path.push(name);
        }
        Ok(Self(path))
    }

    /// The entry with this one `name` in this folder, as a listing gave it.
    ///
    /// # Errors
    /// A name that no file can have.
    pub fn entry(&self, name: &OsStr) -> Result<Self, FileError> {
        check_part(name)?;
        Ok(Self(self.0.join(name)))
    }

    /// True when this is `other` or lies below it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

/// Checks one name that a person typed.
///
/// # Errors
/// It is empty, `.` or `..`, too long, or has a character that no name may have.
pub fn check_name(name: &str) -> Result<(), FileError> {
    if name.trim().is_empty() {
        return Err(FileError::NoName);
    }
    check_part(OsStr::new(name))
}

fn check_part(name: &OsStr) -> Result<(), FileError> {
    let bytes = name.as_bytes();
    let why = if bytes.is_empty() {
        "it is empty"
    } else if bytes == b"." || bytes == b".." {
        "it means a folder"
    } else if bytes.contains(&b'/') {
        "a name has no slash"
    } else if bytes.contains(&0) {
        "it has a NUL character"
    } else if bytes.len() > LONGEST_NAME {
        "it is longer than 255 bytes"
    } else {
        return Ok(());
    };
    Err(FileError::BadName {
        name: name.to_string_lossy().into_owned(),
        why,
    })
}
