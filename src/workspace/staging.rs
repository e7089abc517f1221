//! Writes beside the target and moves everything into place, or nothing.
//!
//! A new project appears by one rename. In a folder that exists, a journal is stored before the
//! first file moves: an error is undone at once, and what a killed process left half done is
//! undone by whoever comes next ([`recover`]).

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, Mode, OFlags, flock, open};
use rustix::io::Errno;

use super::journal::{Journal, Step, left_in};
use super::{Decision, Target, WorkspaceError, inspect};

/// A transaction on one target folder; dropped without [`Staging::place`] it leaves no trace.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    work: PathBuf,
    made_parents: Option<PathBuf>,
    /// Held open: the lock on it ends with the process, however that ends.
    _lock: fs::File,
}

impl Staging {
    /// Begins a transaction on `target`, after undoing what a dead one left there.
    ///
    /// # Errors
    /// A target that cannot be written, or that another process is writing.
    pub fn begin(target: &Path) -> Result<Self, WorkspaceError> {
        inspect(target)?;
        let parent = parent(target);
        let made_parents = missing_ancestor(parent);
        fs::create_dir_all(parent).map_err(|error| WorkspaceError::write(parent, error))?;
        let work = work_folder(target)?;
        let lock = match lock(&work, target) {
            Ok(lock) => lock,
            Err(error) => {
                remove_made(made_parents.as_deref());
                return Err(error);
            }
        };
        let staging = Self {
            target: target.to_owned(),
            work,
            made_parents,
            _lock: lock,
        };
        staging.undo_dead()?;
        Ok(staging)
    }

    /// Writes one new file beside the target; nothing is in place yet.
    ///
    /// # Errors
    /// A full disk, or anything else that stops the write.
    pub fn add(&self, path: &str, content: &[u8], executable: bool) -> Result<(), WorkspaceError> {
        let file = self.work.join("new").join(path);
        let failed = |error| WorkspaceError::write(&file, error);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&file, content).map_err(failed)?;
        if executable {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).map_err(failed)?;
        }
        Ok(())
    }

    /// Moves everything into place and removes the files whose decision is `Delete`.
    ///
    /// # Errors
    /// Whatever stopped it; the target is as it was.
    pub fn place(self, decisions: &[(String, Decision)]) -> Result<Placed, WorkspaceError> {
        self.keep_modes(decisions)?;
        if inspect(&self.target)? == Target::Absent {
            let new = self.work.join("new");
            fs::rename(&new, &self.target)
                .map_err(|error| WorkspaceError::write(&self.target, error))?;
            return Ok(Placed {
                staging: self,
                way_back: WayBack::Remove,
            });
        }
        let steps = self.steps(decisions)?;
        let journal = self.journal(steps);
        journal.store()?;
        for step in &journal.steps {
            if let Err(error) = journal.perform(step) {
                journal.undo()?;
                journal.close()?;
                return Err(error);
            }
        }
        let way_back = WayBack::Undo(journal.steps);
        Ok(Placed {
            staging: self,
            way_back,
        })
    }

    fn journal(&self, steps: Vec<Step>) -> Journal<'_> {
        Journal {
            target: &self.target,
            work: &self.work,
            steps,
        }
    }

    /// Gives a file that replaces another the mode of the one that it replaces.
    fn keep_modes(&self, decisions: &[(String, Decision)]) -> Result<(), WorkspaceError> {
        for (path, decision) in decisions {
            if !matches!(decision, Decision::Write(_)) {
                continue;
            }
            let Ok(old) = fs::symlink_metadata(self.target.join(path)) else {
                continue;
            };
            let new = self.work.join("new").join(path);
            fs::set_permissions(&new, old.permissions())
                .map_err(|error| WorkspaceError::write(&new, error))?;
        }
        Ok(())
    }

    fn steps(&self, decisions: &[(String, Decision)]) -> Result<Vec<Step>, WorkspaceError> {
        let mut folders = BTreeSet::new();
        let mut moves = Vec::new();
        for (path, decision) in decisions {
            let exists = self.stands(path)?;
            match decision {
                Decision::Keep => continue,
                Decision::Delete => {}
                Decision::Write(_) => folders.extend(self.missing_folders(path)?),
            }
            if exists {
                moves.push(Step::SetAside(path.clone()));
            }
            if matches!(decision, Decision::Write(_)) {
                moves.push(Step::Place(path.clone()));
            }
        }
        Ok(folders.into_iter().map(Step::Folder).chain(moves).collect())
    }

    /// True when a file stands at `path`; a folder or link there is in the way.
    fn stands(&self, path: &str) -> Result<bool, WorkspaceError> {
        let file = self.target.join(path);
        match fs::symlink_metadata(&file) {
            Ok(metadata) if metadata.is_file() => Ok(true),
            Ok(_) => Err(WorkspaceError::Blocked(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(WorkspaceError::read(&file, error)),
        }
    }

    /// The folders above `path` that the target lacks; a link or file among them is in the way.
    fn missing_folders(&self, path: &str) -> Result<Vec<String>, WorkspaceError> {
        let mut missing = Vec::new();
        for (end, _) in path.match_indices('/') {
            let folder = &path[..end];
            match fs::symlink_metadata(self.target.join(folder)) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => return Err(WorkspaceError::Blocked(self.target.join(folder))),
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    missing.push(folder.to_owned());
                }
                Err(error) => return Err(WorkspaceError::read(&self.target.join(folder), error)),
            }
        }
        Ok(missing)
    }

    fn undo_dead(&self) -> Result<bool, WorkspaceError> {
        let steps = left_in(&self.work)?;
        let found = steps.is_some();
        if let Some(steps) = steps {
            let journal = self.journal(steps);
            journal.undo()?;
            journal.close()?;
        }
        for folder in ["new", "old"] {
            let folder = self.work.join(folder);
            match fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(WorkspaceError::write(&folder, error));
                }
                Ok(()) | Err(_) => {}
            }
        }
        Ok(found)
    }
}

/// Files that are in place and can still be taken back: dropped without [`Placed::keep`], they are.
#[derive(Debug)]
pub struct Placed {
    staging: Staging,
    way_back: WayBack,
}

#[derive(Debug)]
enum WayBack {
    /// The whole target is new.
    Remove,
    /// These steps led to what is there now.
    Undo(Vec<Step>),
    /// None any more.
    Closed,
}

impl Placed {
    /// Keeps what is in place for good.
    ///
    /// # Errors
    /// The journal could not be closed; the target is as it was before.
    pub fn keep(mut self) -> Result<(), WorkspaceError> {
        if let WayBack::Undo(_) = &self.way_back {
            self.staging.journal(Vec::new()).close()?;
        }
        self.way_back = WayBack::Closed;
        self.staging.made_parents = None;
        Ok(())
    }
}

impl Drop for Placed {
    fn drop(&mut self) {
        let taken_back = match std::mem::replace(&mut self.way_back, WayBack::Closed) {
            WayBack::Closed => return,
            WayBack::Remove => fs::rename(&self.staging.target, self.staging.work.join("new"))
                .map_err(|error| WorkspaceError::write(&self.staging.target, error)),
            WayBack::Undo(steps) => {
                let journal = self.staging.journal(steps);
                journal.undo().and_then(|()| journal.close())
            }
        };
        if let Err(error) = taken_back {
            tracing::error!(%error, "could not take back what was written");
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // A journal that is still there means that undoing failed: keep it for the next attempt.
        if !matches!(left_in(&self.work), Ok(None)) {
            return;
        }
        if let Err(error) = fs::remove_dir_all(&self.work) {
            tracing::warn!(%error, folder = %self.work.display(), "staging folder left behind");
        }
        remove_made(self.made_parents.as_deref());
    }
}

/// Undoes what a killed process left half done in `target`; true when there was something.
///
/// # Errors
/// Another process works there now, or the target cannot be put right.
pub fn recover(target: &Path) -> Result<bool, WorkspaceError> {
    if !work_folder(target)?.exists() {
        return Ok(false);
    }
    let work = work_folder(target)?;
    let staging = Staging {
        _lock: lock(&work, target)?,
        target: target.to_owned(),
        work,
        made_parents: None,
    };
    staging.undo_dead()
}

/// The hidden folder beside the target: the same for every process, so that they find each other.
fn work_folder(target: &Path) -> Result<PathBuf, WorkspaceError> {
    let name = target
        .file_name()
        .ok_or_else(|| WorkspaceError::NoName(target.to_owned()))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".vibecober");
    Ok(parent(target).join(hidden))
}

fn lock(work: &Path, target: &Path) -> Result<fs::File, WorkspaceError> {
    match fs::create_dir(work) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(WorkspaceError::write(parent(target), error));
        }
        Ok(()) | Err(_) => {}
    }
    let path = work.join("lock");
    let busy = || WorkspaceError::Busy(target.to_owned());
    // What lies there may have come with somebody's files: no link is followed, nothing is cut.
    match fs::symlink_metadata(work) {
        Ok(found) if !found.is_dir() => return Err(WorkspaceError::Blocked(work.to_owned())),
        Ok(_) | Err(_) => {}
    }
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = match open(&path, flags, Mode::RUSR | Mode::WUSR) {
        Ok(file) => fs::File::from(file),
        // The process that had the folder is removing it at this moment.
        Err(Errno::NOENT) => return Err(busy()),
        Err(Errno::LOOP) => return Err(WorkspaceError::Blocked(path)),
        Err(error) => return Err(WorkspaceError::write(&path, error.into())),
    };
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) if is_at(&file, &path) => Ok(file),
        Ok(()) | Err(Errno::WOULDBLOCK) => Err(busy()),
        Err(error) => Err(WorkspaceError::write(&path, error.into())),
    }
}

/// False when `file` was removed, or replaced by another, since it was opened.
fn is_at(file: &fs::File, path: &Path) -> bool {
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        (Ok(_) | Err(_), _) => false,
    }
}

fn parent(target: &Path) -> &Path {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

/// The topmost folder above `path` (itself included) that does not exist yet.
fn missing_ancestor(path: &Path) -> Option<PathBuf> {
    path.ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .last()
        .map(Path::to_owned)
}

/// Removes the empty folders that were made for a target that did not come to be.
fn remove_made(topmost: Option<&Path>) {
    let Some(topmost) = topmost else { return };
    if let Err(error) = remove_empty(topmost) {
        tracing::debug!(%error, folder = %topmost.display(), "folder kept");
    }
}

fn remove_empty(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_empty(&entry.path())?;
        }
    }
    fs::remove_dir(folder)
}
