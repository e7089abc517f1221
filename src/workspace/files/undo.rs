//! The way back from a change of files.

use std::fs;
use std::path::Path;

use super::change::{make_parents, move_without_overwriting};
use super::{FileError, Jail, JailedPath, Trash, Trashed};

/// How one change is taken back.
#[derive(Debug)]
pub enum Undo {
    /// Something empty was created: it goes to the trash, unless it holds something by now.
    Discard {
        /// What was created.
        path: JailedPath,
        /// The folders that were made for it, the innermost first.
        folders: Vec<JailedPath>,
    },
    /// A copy was added: it goes to the trash, for somebody may have worked on it since.
    TakeAway {
        /// What was added.
        path: JailedPath,
    },
    /// Something was moved: it moves back.
    MoveBack {
        /// Where it lay.
        from: JailedPath,
        /// Where it lies now.
        to: JailedPath,
        /// The folders that were made for it, the innermost first.
        folders: Vec<JailedPath>,
    },
    /// Something was deleted: it comes back.
    Restore {
        /// Where it lay.
        path: JailedPath,
        /// Where it is kept.
        trashed: Trashed,
    },
}

impl Undo {
    /// What will be undone, in words (`the move of a.rs`).
    pub fn describe(&self) -> String {
        let (what, path) = match self {
            Self::Discard { path, .. } | Self::TakeAway { path } => ("the new", path),
            Self::MoveBack { to, .. } => ("the move to", to),
            Self::Restore { path, .. } => ("the deletion of", path),
        };
        format!("{what} {}", path.as_path().display())
    }

    /// Takes the change back; tells what lies where then.
    ///
    /// # Errors
    /// Something else lies there now, what should come back is gone, or what was created empty
    /// holds something by now.
    pub fn perform(&self, jail: &Jail, trash: &Trash) -> Result<JailedPath, FileError> {
        match self {
            Self::Discard { path, folders } => {
                let place = jail.for_writing(path)?;
                still_empty(&place, path)?;
                trash.take(&place)?;
                remove_empty(jail, folders);
                Ok(path.clone())
            }
            Self::TakeAway { path } => {
                trash.take(&jail.for_writing(path)?)?;
                Ok(path.clone())
            }
            Self::MoveBack { from, to, folders } => {
                let (now, before) = (jail.for_writing(to)?, jail.for_writing(from)?);
                make_parents(jail, from)?;
                move_without_overwriting(&now, &before)
                    .map_err(|error| FileError::io("move", from.as_path(), error.into()))?;
                remove_empty(jail, folders);
                Ok(from.clone())
            }
            Self::Restore { path, trashed } => {
                let place = jail.for_writing(path)?;
                make_parents(jail, path)?;
                trashed.put_back(&place)?;
                Ok(path.clone())
            }
        }
    }
}

/// Refuses what somebody has worked on since it was created.
fn still_empty(place: &Path, path: &JailedPath) -> Result<(), FileError> {
    let refused = |error| FileError::io("look at", path.as_path(), error);
    let found = fs::symlink_metadata(place).map_err(refused)?;
    let holds = if found.is_dir() {
        let mut entries = fs::read_dir(place).map_err(refused)?;
        entries.next().map(|_| "something")
    } else {
        (found.len() > 0).then_some("text")
    };
    match holds {
        Some(holds) => Err(FileError::InUse {
            path: path.as_path().to_owned(),
            holds,
        }),
        None => Ok(()),
    }
}

/// Removes folders that were made on the way, as far as they are empty.
fn remove_empty(jail: &Jail, folders: &[JailedPath]) {
    for folder in folders {
        if fs::remove_dir(jail.on_disk(folder)).is_err() {
            return;
        }
    }
}
