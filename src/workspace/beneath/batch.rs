//! Changes of many files at once: every one of them is made, or none.

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Mode, OFlags, ResolveFlags, mkdirat, openat2, unlinkat};
use rustix::io::Errno;

use super::root::hash_of;
use super::staging::{Moved, Place};
use super::{BeneathError, Links, Root};

/// What a file must still be for a change to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The SHA-256 of its content, in lower-case hexadecimal.
    pub sha256: String,
    /// How many names it has.
    pub links: u64,
}

/// One change.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// The file gets this content.
    Write {
        /// The file, below the root.
        path: &'a Path,
        /// All of its new content.
        bytes: &'a [u8],
        /// What is there now; nothing for a new file.
        known: Option<&'a Known>,
        /// For a new file: the one whose mode and attributes it takes.
        like: Option<&'a Path>,
    },
    /// The file is removed.
    Remove {
        /// The file, below the root.
        path: &'a Path,
        /// What is there now.
        known: &'a Known,
    },
}

/// Makes all changes, in order.
///
/// What is on disk is compared with what is known just before, and once more after it was moved
/// aside, so that a writer who comes between loses nothing.
///
/// # Errors
/// The first that went wrong; nothing is changed then.
pub fn apply(root: &Root, steps: &[Step<'_>]) -> Result<(), BeneathError> {
    let mut batch = Batch::default();
    let done = steps
        .iter()
        .try_for_each(|step| batch.prepare(root, step))
        .and_then(|()| batch.commit());
    match done {
        Ok(()) => {
            batch.items.iter().for_each(|item| item.place.clear());
            Ok(())
        }
        Err(why) => Err(batch.undo(why)),
    }
}

#[derive(Debug, Default)]
struct Batch {
    items: Vec<Item>,
    /// Folders that were made on the way, by the folder that holds them.
    made: Vec<(OwnedFd, OsString)>,
}

#[derive(Debug)]
struct Item {
    path: PathBuf,
    place: Place,
    /// The old file: nothing for a new one.
    old: Option<Metadata>,
    goes: Goes,
    moved: Option<Moved>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goes {
    Written,
    Removed,
}

impl Batch {
    fn prepare(&mut self, root: &Root, step: &Step<'_>) -> Result<(), BeneathError> {
        let (path, known, goes) = match *step {
            Step::Write { path, known, .. } => (path, known, Goes::Written),
            Step::Remove { path, known } => (path, Some(known), Goes::Removed),
        };
        let (Some(name), Some(parent)) = (path.file_name(), path.parent()) else {
            return Err(BeneathError::NotAFile {
                path: path.to_owned(),
                kind: "the workspace itself",
            });
        };
        let old = if let Some(known) = known {
            Some(verified(root, path, known)?)
        } else {
            absent(root, path)?;
            None
        };
        let folder = self.folder(root, parent)?;
        self.items.push(Item {
            path: path.to_owned(),
            place: Place::new(folder, name),
            old: old.as_ref().map(|(_, metadata)| metadata.clone()),
            goes,
            moved: None,
        });
        let Step::Write { bytes, like, .. } = *step else {
            return Ok(());
        };
        let model = match (&old, like) {
            (None, Some(like)) => {
                let opened = root.file(like, Links::Refused)?;
                Some((opened.file, opened.metadata))
            }
            (Some(_) | None, _) => old,
        };
        let model = model.as_ref().map(|(file, metadata)| (file, metadata));
        self.items
            .last()
            .map_or(Ok(()), |item| item.place.fill(path, bytes, model))
    }

    /// The folder of a file; what is missing of it is made, one folder after the other.
    fn folder(&mut self, root: &Root, path: &Path) -> Result<OwnedFd, BeneathError> {
        match root.folder(path, Links::Refused) {
            Err(BeneathError::Missing(_)) => {}
            other => return other,
        }
        let mut folder = root.folder(Path::new(""), Links::Refused)?;
        for name in path {
            let fail = |error: Errno| BeneathError::io("make", path, error);
            match mkdirat(&folder, name, Mode::from_raw_mode(0o777)) {
                Ok(()) => {
                    let holder = rustix::io::fcntl_dupfd_cloexec(&folder, 0).map_err(fail)?;
                    self.made.push((holder, name.to_owned()));
                }
                Err(Errno::EXIST) => {}
                Err(error) => return Err(fail(error)),
            }
            folder = child(&folder, name).map_err(fail)?;
        }
        Ok(folder)
    }

    fn commit(&mut self) -> Result<(), BeneathError> {
        self.items.iter_mut().try_for_each(Item::commit)
    }

    /// Puts everything back; what could not be is named.
    fn undo(self, why: BeneathError) -> BeneathError {
        let mut left = Vec::new();
        for item in self.items.iter().rev() {
            match item
                .moved
                .map_or(Ok(()), |moved| item.place.take_back(moved))
            {
                Ok(()) => item.place.clear(),
                // What lies beside is the only copy of the old content: it stays.
                Err(_) => left.push(item.path.display().to_string()),
            }
        }
        for (holder, name) in self.made.iter().rev() {
            // Somebody may have put something in: then it stays.
            unlinkat(holder, name, AtFlags::REMOVEDIR).ok();
        }
        if left.is_empty() {
            return why;
        }
        BeneathError::Half {
            why: Box::new(why),
            left: left.join(", "),
        }
    }
}

impl Item {
    fn commit(&mut self) -> Result<(), BeneathError> {
        let fail = |error: Errno| match error {
            Errno::EXIST => BeneathError::Exists(self.path.clone()),
            Errno::NOENT => BeneathError::Changed(self.path.clone()),
            other => BeneathError::io("write", &self.path, other),
        };
        let moved = match (self.goes, &self.old) {
            (Goes::Written, Some(_)) => {
                self.place.exchange().map_err(fail)?;
                Moved::Exchanged
            }
            (Goes::Written, None) => {
                self.place.create().map_err(fail)?;
                Moved::Created
            }
            (Goes::Removed, _) => {
                self.place.set_aside().map_err(fail)?;
                Moved::Removed
            }
        };
        self.moved = Some(moved);
        match &self.old {
            // Another file was put there since it was compared: it goes back.
            Some(old) if !self.place.beside_is(old) => {
                Err(BeneathError::Changed(self.path.clone()))
            }
            Some(_) | None => Ok(()),
        }
    }
}

fn child(folder: &OwnedFd, name: &OsStr) -> Result<OwnedFd, Errno> {
    openat2(
        folder,
        name,
        OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC,
        Mode::empty(),
        ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS,
    )
}

/// The file as it must still be.
fn verified(root: &Root, path: &Path, known: &Known) -> Result<(File, Metadata), BeneathError> {
    let mut opened = root.file(path, Links::Refused)?;
    let hash = hash_of(&mut opened.file).map_err(|error| BeneathError::io("read", path, error))?;
    if hash != known.sha256 || opened.metadata.nlink() != known.links {
        return Err(BeneathError::Changed(path.to_owned()));
    }
    Ok((opened.file, opened.metadata))
}

fn absent(root: &Root, path: &Path) -> Result<(), BeneathError> {
    match root.look(path, Links::Refused) {
        Err(BeneathError::Missing(_)) => Ok(()),
        Ok(_) => Err(BeneathError::Exists(path.to_owned())),
        Err(error) => Err(error),
    }
}
