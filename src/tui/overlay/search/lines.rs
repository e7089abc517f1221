//! What was found, as lines: each file once, its lines below it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::workspace::find::Hit;

/// The lines of one file.
#[derive(Debug)]
pub struct Group {
    /// The file, below the workspace.
    pub path: Arc<Path>,
    /// Its lines, from the top.
    pub hits: Vec<Hit>,
}

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The name of a file, by its group.
    File(usize),
    /// A line of a file, by its group and place in it.
    Hit(usize, usize),
}

/// Everything that was found.
#[derive(Debug, Default)]
pub struct Lines {
    groups: Vec<Group>,
    by_path: HashMap<Arc<Path>, usize>,
    all: Vec<Line>,
}

impl Lines {
    /// Takes in lines of one file; tells where the line `kept` is from now on.
    pub fn add(&mut self, hits: Vec<Hit>, kept: usize) -> usize {
        let Some(path) = hits.first().map(|hit| Arc::clone(&hit.path)) else {
            return kept;
        };
        let last = self.groups.len().checked_sub(1);
        let known = self.by_path.get(&path).copied();
        let group = known.unwrap_or_else(|| {
            self.by_path.insert(Arc::clone(&path), self.groups.len());
            self.groups.push(Group {
                path,
                hits: Vec::new(),
            });
            self.groups.len() - 1
        });
        let before = self.groups[group].hits.len();
        self.groups[group].hits.extend(hits);
        let new = (before..self.groups[group].hits.len()).map(|hit| Line::Hit(group, hit));
        if known.is_none() {
            self.all.push(Line::File(group));
            self.all.extend(new);
        } else if known == last {
            self.all.extend(new);
        } else {
            // Two files are searched at once, so more of the one before may come later.
            let line = self.all.get(kept).copied();
            self.arrange();
            let moved = line.and_then(|line| self.all.iter().position(|one| *one == line));
            return moved.unwrap_or(kept);
        }
        kept
    }

    /// How many lines the list has.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The line at `place`.
    pub fn get(&self, place: usize) -> Option<Line> {
        self.all.get(place).copied()
    }

    /// The group of a line.
    pub fn group(&self, group: usize) -> Option<&Group> {
        self.groups.get(group)
    }

    /// What was found at `place`; nothing at the name of a file.
    pub fn hit(&self, place: usize) -> Option<&Hit> {
        match self.get(place)? {
            Line::File(_) => None,
            Line::Hit(group, hit) => self.groups.get(group)?.hits.get(hit),
        }
    }

    /// How many lines of files were found.
    pub fn hits(&self) -> usize {
        self.all.len() - self.groups.len()
    }

    /// How many files have lines.
    pub fn files(&self) -> usize {
        self.groups.len()
    }

    fn arrange(&mut self) {
        self.all.clear();
        for (group, found) in self.groups.iter().enumerate() {
            self.all.push(Line::File(group));
            let hits = (0..found.hits.len()).map(|hit| Line::Hit(group, hit));
            self.all.extend(hits);
        }
    }
}
