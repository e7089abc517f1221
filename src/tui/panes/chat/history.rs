//! What was sent before, newest last, and where the person is in it.

/// The most entries that are kept in memory.
const MOST: usize = 500;

/// What was sent before.
#[derive(Debug, Default)]
pub(super) struct History {
    entries: Vec<String>,
    /// The entry that is shown, and what was being written before.
    shown: Option<(usize, String)>,
    /// Whether the kept entries of this folder have been read.
    loaded: Loaded,
}

/// Whether the kept entries of this folder have been read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Loaded {
    #[default]
    Not,
    Asked,
    Read,
}

impl History {
    /// True the first time that older entries are needed.
    pub(super) fn ask(&mut self) -> bool {
        let first = self.loaded == Loaded::Not;
        if first {
            self.loaded = Loaded::Asked;
        }
        first
    }

    /// Takes the entries that were kept, before those of this session.
    pub(super) fn read(&mut self, mut kept: Vec<String>) {
        if self.loaded == Loaded::Read {
            return;
        }
        self.loaded = Loaded::Read;
        // What was sent in this session may have been kept already.
        kept.retain(|old| !self.entries.contains(old));
        if let Some((at, _)) = &mut self.shown {
            *at += kept.len();
        }
        kept.append(&mut self.entries);
        self.entries = kept;
    }

    /// Adds what was sent or thrown away.
    pub(super) fn add(&mut self, text: &str) {
        self.shown = None;
        if text.trim().is_empty() || self.entries.last().is_some_and(|last| last == text) {
            return;
        }
        self.entries.push(text.to_owned());
        if self.entries.len() > MOST {
            self.entries.remove(0);
        }
    }

    /// The entry before the one that is shown; `now` is what stands there and is not lost.
    pub(super) fn up(&mut self, now: &str) -> Option<&str> {
        let at = match &self.shown {
            Some((at, _)) => at.checked_sub(1)?,
            None => self.entries.len().checked_sub(1)?,
        };
        let before = self.shown.take().map(|(_, before)| before);
        self.shown = Some((at, before.unwrap_or_else(|| now.to_owned())));
        self.entries.get(at).map(String::as_str)
    }

    /// The entry after the one that is shown; after the last one, what was being written.
    pub(super) fn down(&mut self) -> Option<String> {
        let (at, before) = self.shown.take()?;
        let Some(next) = self.entries.get(at + 1) else {
            return Some(before);
        };
        let next = next.clone();
        self.shown = Some((at + 1, before));
        Some(next)
    }

    /// All of them, oldest first.
    pub(super) fn entries(&self) -> &[String] {
        &self.entries
    }

    /// True while an older entry is shown.
    pub(super) fn is_shown(&self) -> bool {
        self.shown.is_some()
    }

    /// Something was typed: what stands there is new.
    pub(super) fn leave(&mut self) {
        self.shown = None;
    }
}
