//! What the model has read of each file, and what the file was then.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::todo::TodoItem;

/// What was read of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The SHA-256 of the whole file as it was read or written last.
    pub sha256: String,
    /// The lines that were read, from 0, in order and apart.
    pub lines: Vec<Range<usize>>,
    /// How many lines it has.
    pub of: usize,
}

/// What was read, by the path below the workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Memory(BTreeMap<PathBuf, Seen>);

/// What a session remembers; many threads may ask at once.
#[derive(Debug, Default)]
pub(super) struct Recall(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    memory: Memory,
    /// Requests that were refused once and are carried out when the model insists.
    refused: BTreeSet<String>,
    todo: Vec<TodoItem>,
}

impl Seen {
    /// All lines of a file that were read or written in whole.
    pub(super) fn whole(sha256: String, of: usize) -> Self {
        Self {
            sha256,
            lines: std::iter::once(0..of).collect(),
            of,
        }
    }

    /// Whether anything of it was read.
    pub(super) fn is_any(&self) -> bool {
        self.of == 0 || !self.lines.is_empty()
    }

    /// Whether every line was read.
    pub(super) fn is_whole(&self) -> bool {
        self.missing().is_none()
    }

    /// The first lines that were never read.
    pub(super) fn missing(&self) -> Option<Range<usize>> {
        let mut at = 0;
        for range in &self.lines {
            if range.start > at {
                return Some(at..range.start);
            }
            at = at.max(range.end);
        }
        (at < self.of).then_some(at..self.of)
    }

    fn add(&mut self, new: Range<usize>) {
        self.lines.push(new);
        self.lines.sort_by_key(|range| range.start);
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(self.lines.len());
        for range in self.lines.drain(..) {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                Some(_) | None => joined.push(range),
            }
        }
        self.lines = joined;
    }
}

impl Memory {
    fn of(&self, path: &Path) -> Option<&Seen> {
        self.0.get(path)
    }

    fn read(&mut self, path: &Path, sha256: String, lines: Range<usize>, of: usize) {
        match self.0.get_mut(path) {
            Some(seen) if seen.sha256 == sha256 => seen.add(lines),
            Some(_) | None => {
                let lines = std::iter::once(lines).collect();
                self.0.insert(path.to_owned(), Seen { sha256, lines, of });
            }
        }
    }
}

impl Recall {
    fn inner(&self) -> MutexGuard<'_, State> {
        // Nothing in here is ever half done, so another thread that fell leaves it as good as it was.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was read of a file.
    pub(super) fn of(&self, path: &Path) -> Option<Seen> {
        self.inner().memory.of(path).cloned()
    }

    /// Lines of a file were read; what was read of another state of it counts no more.
    pub(super) fn read(&self, path: &Path, sha256: String, lines: Range<usize>, of: usize) {
        self.inner().memory.read(path, sha256, lines, of);
    }

    /// A file was written, and has so many lines now.
    pub(super) fn wrote(&self, path: &Path, sha256: String, of: usize) {
        let mut state = self.inner();
        let seen = match state.memory.of(path) {
            Some(seen) if !seen.is_whole() => Seen {
                sha256,
                lines: seen
                    .lines
                    .iter()
                    .map(|lines| lines.start..lines.end.min(of))
                    .collect(),
                of,
            },
            Some(_) => Seen::whole(sha256, of),
            None => Seen {
                sha256,
                lines: Vec::new(),
                of,
            },
        };
        state.memory.0.insert(path.to_owned(), seen);
    }

    /// What is known of a file from elsewhere, or from before a restart.
    pub(super) fn set(&self, path: &Path, seen: Seen) {
        self.inner().memory.0.insert(path.to_owned(), seen);
    }

    /// A file is gone.
    pub(super) fn forget(&self, path: &Path) {
        self.inner().memory.0.remove(path);
    }

    /// Everything that was read.
    pub(super) fn all(&self) -> BTreeMap<PathBuf, Seen> {
        self.inner().memory.0.clone()
    }

    /// True when the same was asked before and refused: then it is meant.
    pub(super) fn insists(&self, request: String) -> bool {
        !self.inner().refused.insert(request)
    }

    /// Replaces the list of what is to be done.
    pub(super) fn set_todo(&self, items: &[TodoItem]) {
        items.clone_into(&mut self.inner().todo);
    }

    /// The list of what is to be done.
    pub(super) fn todo(&self) -> Vec<TodoItem> {
        self.inner().todo.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_were_read_join_and_another_state_of_the_file_begins_anew() {
        let path = Path::new("a.rs");
        let mut memory = Memory::default();
        let read =
            |memory: &mut Memory, sha: &str, lines| memory.read(path, sha.to_owned(), lines, 100);
        read(&mut memory, "one", 50..100);
        assert_eq!(memory.of(path).unwrap().missing(), Some(0..50));
        read(&mut memory, "one", 0..20);
        assert_eq!(memory.of(path).unwrap().missing(), Some(20..50));
        read(&mut memory, "one", 10..60);
        assert!(memory.of(path).unwrap().is_whole());
        read(&mut memory, "two", 0..1);
        assert_eq!(memory.of(path).unwrap().missing(), Some(1..100));
    }
}
