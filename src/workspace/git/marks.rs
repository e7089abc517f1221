//! The state of files as a map, with folders summed up.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// How a file differs from the last commit; the last of the list weighs most in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Git was told to leave it out.
    Ignored,
    /// Git does not know it.
    Untracked,
    /// It has a new name.
    Renamed,
    /// It is new and in the index.
    Added,
    /// It was removed.
    Deleted,
    /// Its content changed.
    Modified,
    /// A merge could not decide.
    Conflicted,
}

/// Where a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// On disk only.
    WorkTree,
    /// In the index, ready to be committed.
    Index,
    /// In the index, and changed further on disk.
    Both,
}

/// The marks of a workspace, by paths below its root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    own: HashMap<PathBuf, (Mark, Stage)>,
    /// The heaviest mark of what lies in a folder; what is ignored does not count.
    below: HashMap<PathBuf, Mark>,
}

impl Marks {
    /// Notes the mark of one path and adds it to the folders above.
    pub fn insert(&mut self, path: PathBuf, mark: Mark, stage: Stage) {
        if mark != Mark::Ignored {
            for folder in path.ancestors().skip(1) {
                match self.below.get_mut(folder) {
                    // Whatever is above has this much already.
                    Some(heaviest) if *heaviest >= mark => break,
                    Some(heaviest) => *heaviest = mark,
                    None => {
                        self.below.insert(folder.to_owned(), mark);
                    }
                }
            }
        }
        self.own.insert(path, (mark, stage));
    }

    /// The mark of a path: its own, that of something in it, or that of a folder which is
    /// untracked or ignored as a whole.
    pub fn of(&self, path: &Path) -> Option<Mark> {
        if let Some((mark, _)) = self.own.get(path) {
            return Some(*mark);
        }
        if let Some(mark) = self.below.get(path) {
            return Some(*mark);
        }
        path.ancestors().skip(1).find_map(|folder| {
            let (mark, _) = self.own.get(folder)?;
            matches!(mark, Mark::Untracked | Mark::Ignored).then_some(*mark)
        })
    }

    /// Where the change of a file is; folders and unchanged files have none.
    pub fn stage_of(&self, path: &Path) -> Option<Stage> {
        self.own.get(path).map(|(_, stage)| *stage)
    }

    /// How many paths differ, what is ignored left out.
    pub fn changes(&self) -> usize {
        let counts = self.own.values().filter(|(mark, _)| *mark != Mark::Ignored);
        counts.count()
    }
}
