//! Searches what was sent before, as a shell does: newest first, by any part of it.

use crossterm::event::KeyEvent;

use crate::tui::draw::Field;

/// The search.
#[derive(Debug, Default)]
pub(super) struct Recall {
    pub(super) field: Field,
    /// How many matches are passed over.
    skipped: usize,
    /// What was written before.
    pub(super) before: String,
}

impl Recall {
    /// A search that gives back `before` when it is left.
    pub(super) fn new(before: String) -> Self {
        Self {
            before,
            ..Self::default()
        }
    }

    /// Takes a key.
    pub(super) fn key(&mut self, key: KeyEvent) {
        if self.field.key(key) {
            self.skipped = 0;
        }
    }

    /// Takes pasted text.
    pub(super) fn paste(&mut self, text: &str) {
        self.field.insert(text);
        self.skipped = 0;
    }

    /// Goes on to the match before, unless there is none.
    pub(super) fn older(&mut self, entries: &[String]) {
        self.skipped += 1;
        if self.found(entries).is_none() {
            self.skipped = self.skipped.saturating_sub(1);
        }
    }

    /// Goes back to the match after.
    pub(super) fn newer(&mut self) {
        self.skipped = self.skipped.saturating_sub(1);
    }

    /// The match.
    pub(super) fn found<'a>(&self, entries: &'a [String]) -> Option<&'a str> {
        let wanted = self.field.text().to_lowercase();
        let mut seen: Vec<&str> = Vec::new();
        for entry in entries.iter().rev().map(String::as_str) {
            if entry.to_lowercase().contains(&wanted) && !seen.contains(&entry) {
                if seen.len() == self.skipped {
                    return Some(entry);
                }
                seen.push(entry);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_match_comes_first_and_the_same_text_once() {
        let entries: Vec<String> = ["fix the Test", "hello", "test it", "hello", "test it"]
            .map(str::to_owned)
            .to_vec();
        let mut recall = Recall::default();
        recall.paste("test");
        assert_eq!(recall.found(&entries), Some("test it"));
        recall.older(&entries);
        assert_eq!(recall.found(&entries), Some("fix the Test"));
        recall.older(&entries);
        assert_eq!(recall.found(&entries), Some("fix the Test"));
        recall.newer();
        assert_eq!(recall.found(&entries), Some("test it"));
        recall.paste("zz");
        assert_eq!(recall.found(&entries), None);
    }
}
