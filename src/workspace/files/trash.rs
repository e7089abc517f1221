//! Keeps what was deleted: in the desktop's trash, or in a folder of our own where there is none.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::io::Errno;
use uuid::Uuid;

use super::FileError;
use super::change::move_without_overwriting;
use super::copy::copy_all;
use crate::workspace::private_folder;

/// Where deleted files go.
#[derive(Debug, Clone)]
pub enum Trash {
    /// The desktop's trash where it is on the same disk, else the named folder of ours.
    DesktopOr(PathBuf),
    /// Always the named folder of ours.
    Own(PathBuf),
}

/// Something in the trash.
#[derive(Debug)]
pub enum Trashed {
    /// In the desktop's trash, as its own list names it.
    Desktop(Box<trash::TrashItem>),
    /// In a folder of our own, at this path.
    Own(PathBuf),
}

impl Trash {
    /// Moves `path` into the trash.
    ///
    /// # Errors
    /// It is not there, or no trash takes it; it is then untouched.
    pub fn take(&self, path: &Path) -> Result<Trashed, FileError> {
        let found =
            fs::symlink_metadata(path).map_err(|error| FileError::io("delete", path, error))?;
        match self {
            Self::DesktopOr(_) if desktop_on(found.dev()) => {}
            Self::DesktopOr(own) | Self::Own(own) => return into_own(own, path),
        }
        let outcome = into_desktop(path);
        match (outcome, self) {
            (Err(_), Self::DesktopOr(own)) if fs::symlink_metadata(path).is_ok() => {
                into_own(own, path)
            }
            (outcome, Self::DesktopOr(_) | Self::Own(_)) => outcome,
        }
    }
}

impl Trash {
    /// Forgets what lies in our own folder since before `then`; the desktop's trash is its own affair.
    ///
    /// # Errors
    /// The folder cannot be read, or something in it cannot be removed.
    pub fn forget_before(&self, then: SystemTime) -> Result<(), FileError> {
        let (Self::DesktopOr(own) | Self::Own(own)) = self;
        let failed = |error| FileError::io("empty", own, error);
        let kept = match fs::read_dir(own) {
            Ok(kept) => kept,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        for folder in kept {
            let folder = folder.map_err(failed)?;
            let name = folder.file_name();
            // Only what we put there: each thing lies in a folder with such a name.
            if Uuid::try_parse(&name.to_string_lossy()).is_err() {
                continue;
            }
            let since = folder.metadata().and_then(|found| found.modified());
            if since.is_ok_and(|since| since < then) {
                fs::remove_dir_all(folder.path()).map_err(failed)?;
            }
        }
        Ok(())
    }
}

impl Trashed {
    /// Puts it back to `path`, where nothing may lie.
    ///
    /// # Errors
    /// Something lies there now, or the trash was emptied.
    pub fn put_back(&self, path: &Path) -> Result<(), FileError> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(FileError::Exists(path.to_owned()));
        }
        match self {
            Self::Desktop(item) => trash::os_limited::restore_all([item.as_ref().clone()])
                .map_err(|error| refused(path, &error)),
            Self::Own(kept) => {
                transfer(kept, path)?;
                if let Some(folder) = kept.parent() {
                    // An empty folder that stays behind harms nobody.
                    fs::remove_dir(folder).ok();
                }
                Ok(())
            }
        }
    }
}

/// True when the desktop's trash exists and is on `device`: a move there is a rename.
fn desktop_on(device: u64) -> bool {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| std::env::home_dir().map(|home| home.join(".local/share")));
    data.and_then(|data| fs::metadata(data.join("Trash")).ok())
        .is_some_and(|trash| trash.is_dir() && trash.dev() == device)
}

fn into_desktop(path: &Path) -> Result<Trashed, FileError> {
    trash::delete(path).map_err(|error| refused(path, &error))?;
    let items = trash::os_limited::list().map_err(|error| refused(path, &error))?;
    items
        .into_iter()
        .filter(|item| item.original_path() == path)
        .max_by_key(|item| item.time_deleted)
        .map(|item| Trashed::Desktop(Box::new(item)))
        .ok_or_else(|| FileError::Trash {
            path: path.to_owned(),
            why: "it is in the trash, but the trash does not list it".to_owned(),
        })
}

fn into_own(own: &Path, path: &Path) -> Result<Trashed, FileError> {
    let name = path.file_name().ok_or(FileError::Root)?;
    let folder = own.join(Uuid::new_v4().to_string());
    // What is deleted stays as private as the person keeps the rest of the state.
    private_folder(&folder).map_err(|error| FileError::io("create", &folder, error))?;
    let kept = folder.join(name);
    transfer(path, &kept)?;
    Ok(Trashed::Own(kept))
}

/// Moves from disk to disk too: a whole copy first, then the original goes.
fn transfer(from: &Path, to: &Path) -> Result<(), FileError> {
    match move_without_overwriting(from, to) {
        Ok(()) => Ok(()),
        Err(Errno::XDEV) => {
            copy_all(from, to).map_err(|error| FileError::io("copy", from, error))?;
            let removed = match fs::symlink_metadata(from) {
                Ok(found) if found.is_dir() => fs::remove_dir_all(from),
                Ok(_) => fs::remove_file(from),
                Err(error) => Err(error),
            };
            removed.map_err(|error| FileError::io("delete", from, error))
        }
        Err(Errno::EXIST) => Err(FileError::Exists(to.to_owned())),
        Err(error) => Err(FileError::io("move", from, error.into())),
    }
}

fn refused(path: &Path, error: &trash::Error) -> FileError {
    FileError::Trash {
        path: path.to_owned(),
        why: error.to_string(),
    }
}
