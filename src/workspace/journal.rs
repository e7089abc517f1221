//! The record of a move into place, by which an interrupted one is undone.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::WorkspaceError;

/// One thing that the move does to the target; all of them can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Makes a folder that was not there.
    Folder(String),
    /// Moves a file of the target out of the way.
    SetAside(String),
    /// Moves a new file into the target, where nothing stands now.
    Place(String),
}

/// The steps of one move, and the folders between which it moves.
#[derive(Debug)]
pub struct Journal<'a> {
    /// The folder that is changed.
    pub target: &'a Path,
    /// The folder that holds `new/`, `old/` and the journal.
    pub work: &'a Path,
    /// What is done, in order.
    pub steps: Vec<Step>,
}

impl Journal<'_> {
    /// Stores the steps durably, before the first is performed.
    pub fn store(&self) -> Result<(), WorkspaceError> {
        let path = file(self.work);
        let failed = |error| WorkspaceError::write(&path, error);
        let text = serde_json::to_vec(&self.steps).map_err(|error| failed(error.into()))?;
        // Written under another name first: a journal that exists is a whole journal.
        let draft = path.with_extension("draft");
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
            Ok(()) | Err(_) => {}
        }
        let mut out = fs::File::create_new(&draft).map_err(failed)?;
        out.write_all(&text).map_err(failed)?;
        out.sync_all().map_err(failed)?;
        fs::rename(&draft, &path).map_err(failed)
    }

    /// Performs one step.
    pub fn perform(&self, step: &Step) -> Result<(), WorkspaceError> {
        match step {
            Step::Folder(path) => {
                let folder = self.target.join(path);
                fs::create_dir(&folder).map_err(|error| WorkspaceError::write(&folder, error))
            }
            Step::SetAside(path) => rename(&self.target.join(path), &self.old(path)),
            Step::Place(path) => rename(&self.fresh(path), &self.target.join(path)),
        }
    }

    /// Undoes whatever of the steps was performed, last first; harmless when none was.
    pub fn undo(&self) -> Result<(), WorkspaceError> {
        for step in self.steps.iter().rev() {
            self.refuse_links(step)?;
            match step {
                Step::Folder(path) => {
                    let folder = self.target.join(path);
                    match fs::remove_dir(&folder) {
                        Ok(()) => {}
                        // Somebody put a file there in the meantime: it is theirs, and stays.
                        Err(error) if is_gone_or_full(&error) => {}
                        Err(error) => return Err(WorkspaceError::write(&folder, error)),
                    }
                }
                Step::SetAside(path) if self.old(path).exists() => {
                    rename(&self.old(path), &self.target.join(path))?;
                }
                Step::Place(path) if !self.fresh(path).exists() => {
                    rename(&self.target.join(path), &self.fresh(path))?;
                }
                Step::SetAside(_) | Step::Place(_) => {}
            }
        }
        Ok(())
    }

    /// Ends the move for good: from here on it cannot be undone.
    pub fn close(&self) -> Result<(), WorkspaceError> {
        let path = file(self.work);
        fs::remove_file(&path).map_err(|error| WorkspaceError::write(&path, error))
    }

    /// Refuses a step whose way leads through a link: it would move files of other places.
    fn refuse_links(&self, step: &Step) -> Result<(), WorkspaceError> {
        let below = [
            (self.target, PathBuf::from(step.path())),
            (self.work, Path::new("new").join(step.path())),
            (self.work, Path::new("old").join(step.path())),
        ];
        for (root, path) in below {
            let folders = path.ancestors().skip(1).map(|folder| root.join(folder));
            for folder in folders {
                let found = fs::symlink_metadata(&folder);
                if found.is_ok_and(|found| !found.is_dir()) {
                    return Err(WorkspaceError::Blocked(folder));
                }
            }
        }
        Ok(())
    }

    fn fresh(&self, path: &str) -> PathBuf {
        self.work.join("new").join(path)
    }

    fn old(&self, path: &str) -> PathBuf {
        self.work.join("old").join(path)
    }
}

impl Step {
    /// The place in the project that it changes.
    fn path(&self) -> &str {
        match self {
            Self::Folder(path) | Self::SetAside(path) | Self::Place(path) => path,
        }
    }

    /// True when it stays in the project, whoever wrote it down.
    fn stays_inside(&self) -> bool {
        let path = Path::new(self.path());
        let mut parts = path.components().peekable();
        parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
    }
}

/// The steps that a dead process left in `work`, if it was moving files into place.
///
/// The folder may have come with a project of somebody else, so nothing in it is believed: a
/// journal that is no ordinary file or names a place outside the project is refused.
pub fn left_in(work: &Path) -> Result<Option<Vec<Step>>, WorkspaceError> {
    let path = file(work);
    let failed = |error| WorkspaceError::read(&path, error);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Err(WorkspaceError::Blocked(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    }
    let text = fs::read(&path).map_err(failed)?;
    let steps: Vec<Step> = serde_json::from_slice(&text).map_err(|error| failed(error.into()))?;
    if steps.iter().all(Step::stays_inside) {
        return Ok(Some(steps));
    }
    let what = "it names a place outside the project, so it is not ours: move its folder away";
    Err(failed(std::io::Error::other(what)))
}

fn file(work: &Path) -> PathBuf {
    work.join("journal.json")
}

fn rename(from: &Path, to: &Path) -> Result<(), WorkspaceError> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| WorkspaceError::write(folder, error))?;
    }
    fs::rename(from, to).map_err(|error| WorkspaceError::write(to, error))
}

fn is_gone_or_full(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty
    )
}
