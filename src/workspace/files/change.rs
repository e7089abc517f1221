//! One change to the disk, never over something that is there, with its way back.

use std::fs;
use std::path::Path;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::copy::copy_all;
use super::{FileError, Jail, JailedPath, Trash, Undo};

/// What a change left behind.
#[derive(Debug)]
pub struct Done {
    /// Where the thing lies now; for something deleted, where it lay.
    pub path: JailedPath,
    /// How to take the change back.
    pub undo: Undo,
}

/// Creates an empty file, with the folders on the way to it.
///
/// # Errors
/// Something lies there, the way leaves the workspace, or the disk refuses.
pub fn create_file(jail: &Jail, path: &JailedPath) -> Result<Done, FileError> {
    let place = jail.for_writing(path)?;
    let folders = make_parents(jail, path)?;
    fs::File::create_new(&place).map_err(|error| FileError::io("create", path.as_path(), error))?;
    Ok(created(path, folders))
}

/// Creates an empty folder, with the folders on the way to it.
///
/// # Errors
/// Something lies there, the way leaves the workspace, or the disk refuses.
pub fn create_folder(jail: &Jail, path: &JailedPath) -> Result<Done, FileError> {
    let place = jail.for_writing(path)?;
    let folders = make_parents(jail, path)?;
    fs::create_dir(&place).map_err(|error| FileError::io("create", path.as_path(), error))?;
    Ok(created(path, folders))
}

/// Moves or renames `from` to `to`, which must not exist.
///
/// # Errors
/// Something lies at `to`, one of them leaves the workspace, or the disk refuses.
pub fn move_to(jail: &Jail, from: &JailedPath, to: &JailedPath) -> Result<Done, FileError> {
    if from != to && to.is_within(from) {
        return Err(FileError::IntoItself(from.as_path().to_owned()));
    }
    let (source, target) = (jail.for_writing(from)?, jail.for_writing(to)?);
    let folders = make_parents(jail, to)?;
    move_without_overwriting(&source, &target).map_err(|error| refusal(error, from, to))?;
    Ok(Done {
        path: to.clone(),
        undo: Undo::MoveBack {
            from: from.clone(),
            to: to.clone(),
            folders,
        },
    })
}

/// Copies `from` into `folder`, under its own name or, when that is taken, under a free one.
///
/// # Errors
/// One of them leaves the workspace, a folder would go into itself, or the disk refuses.
pub fn copy_into(jail: &Jail, from: &JailedPath, folder: &JailedPath) -> Result<Done, FileError> {
    if folder.is_within(from) && !is_file(jail, from) {
        return Err(FileError::IntoItself(from.as_path().to_owned()));
    }
    let source = jail.for_writing(from)?;
    let to = free_name(jail, from, folder)?;
    let target = jail.for_writing(&to)?;
    if let Err(error) = copy_all(&source, &target) {
        // Half a copy is of no use to anybody, and nobody else has put anything there.
        remove_new(&target);
        return Err(FileError::io("copy", from.as_path(), error));
    }
    Ok(copied(&to))
}

/// Moves `path` to the trash.
///
/// # Errors
/// It is not there, is the workspace itself, or no trash takes it.
pub fn delete(jail: &Jail, path: &JailedPath, trash: &Trash) -> Result<Done, FileError> {
    let place = jail.for_writing(path)?;
    let trashed = trash.take(&place)?;
    Ok(Done {
        path: path.clone(),
        undo: Undo::Restore {
            path: path.clone(),
            trashed,
        },
    })
}

/// Moves an entry; fails when something lies at `to`, also when it appears at this moment.
pub(super) fn move_without_overwriting(from: &Path, to: &Path) -> Result<(), Errno> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // A file system that cannot promise it gets the look before the leap.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            if fs::symlink_metadata(to).is_ok() {
                return Err(Errno::EXIST);
            }
            rustix::fs::rename(from, to)
        }
        Err(Errno::EXIST) if same_entry(from, to) => rustix::fs::rename(from, to),
        outcome => outcome,
    }
}

/// True when both names lead to one entry: on a file system that ignores case, `a` and `A` do.
fn same_entry(from: &Path, to: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let renamed = from.parent() == to.parent()
        && from.file_name().map(std::ffi::OsStr::to_ascii_lowercase)
            == to.file_name().map(std::ffi::OsStr::to_ascii_lowercase);
    match (fs::symlink_metadata(from), fs::symlink_metadata(to)) {
        (Ok(one), Ok(other)) => {
            renamed
                && from != to
                && one.ino() == other.ino()
                && one.dev() == other.dev()
                && one.nlink() == 1
        }
        (Ok(_) | Err(_), Ok(_) | Err(_)) => false,
    }
}

fn created(path: &JailedPath, folders: Vec<JailedPath>) -> Done {
    Done {
        path: path.clone(),
        undo: Undo::Discard {
            path: path.clone(),
            folders,
        },
    }
}

fn copied(path: &JailedPath) -> Done {
    Done {
        path: path.clone(),
        undo: Undo::TakeAway { path: path.clone() },
    }
}

/// Makes the folders above `path` that are missing; tells which, the innermost first.
pub(super) fn make_parents(jail: &Jail, path: &JailedPath) -> Result<Vec<JailedPath>, FileError> {
    let mut missing = Vec::new();
    let mut above = path.parent();
    while let Some(folder) = above {
        if folder.is_root() || fs::symlink_metadata(jail.on_disk(&folder)).is_ok() {
            break;
        }
        above = folder.parent();
        missing.push(folder);
    }
    for folder in missing.iter().rev() {
        fs::create_dir(jail.on_disk(folder))
            .map_err(|error| FileError::io("create", folder.as_path(), error))?;
    }
    Ok(missing)
}

fn is_file(jail: &Jail, path: &JailedPath) -> bool {
    fs::symlink_metadata(jail.on_disk(path)).is_ok_and(|found| !found.is_dir())
}

/// `name`, or `name copy`, `name copy 2` …: the first that is free in `folder`.
fn free_name(jail: &Jail, from: &JailedPath, folder: &JailedPath) -> Result<JailedPath, FileError> {
    let name = from.name().ok_or(FileError::Root)?;
    let first = folder.entry(name)?;
    if fs::symlink_metadata(jail.on_disk(&first)).is_err() {
        return Ok(first);
    }
    let name = Path::new(name);
    let split = is_file(jail, from);
    for count in 1_u32.. {
        let mut copy = match name.file_stem() {
            Some(stem) if split => stem.to_owned(),
            Some(_) | None => name.as_os_str().to_owned(),
        };
        copy.push(" copy");
        if count > 1 {
            copy.push(format!(" {count}"));
        }
        if let Some(extension) = name.extension().filter(|_| split) {
            copy.push(".");
            copy.push(extension);
        }
        let path = folder.entry(&copy)?;
        if fs::symlink_metadata(jail.on_disk(&path)).is_err() {
            return Ok(path);
        }
    }
    Err(FileError::Exists(first.as_path().to_owned()))
}

fn remove_new(target: &Path) {
    let removed = match fs::symlink_metadata(target) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(target),
        Ok(_) => fs::remove_file(target),
        Err(_) => return,
    };
    if let Err(error) = removed {
        tracing::warn!(%error, path = %target.display(), "half a copy was left behind");
    }
}

fn refusal(error: Errno, from: &JailedPath, to: &JailedPath) -> FileError {
    let path = if error == Errno::EXIST { to } else { from };
    FileError::io("move", path.as_path(), error.into())
}
