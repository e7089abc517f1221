//! A set of replacements that is applied as one, and taken back as one.

use std::ops::Range;

use ropey::{Rope, RopeBuilder};

/// Above this many changes a new rope is built instead of changing the old one place by place.
const REBUILD: usize = 500;

/// One replacement: the characters of `range` before the transaction become `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What is replaced, in characters of the text before.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

/// Where a position goes when text is inserted exactly there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bias {
    /// It stays before the new text.
    Before,
    /// It moves behind the new text.
    After,
}

/// Replacements in ascending order that do not overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transaction {
    changes: Vec<Change>,
}

impl Transaction {
    /// A transaction of these changes; one that overlaps an earlier one is dropped.
    pub fn new(mut changes: Vec<Change>) -> Self {
        changes.sort_by_key(|change| (change.range.start, change.range.end));
        let mut end = 0;
        changes.retain(|change| {
            let fits = change.range.start >= end && change.range.start <= change.range.end;
            if fits {
                end = change.range.end;
            }
            fits && !(change.range.is_empty() && change.text.is_empty())
        });
        Self { changes }
    }

    /// One replacement.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(vec![Change { range, text }])
    }

    /// The changes, in ascending order.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Changes `rope`. Places behind its end count as its end.
    pub fn apply(&self, rope: &mut Rope) {
        if self.changes.len() > REBUILD {
            *rope = self.rebuilt(rope);
            return;
        }
        let len = rope.len_chars();
        for change in self.changes.iter().rev() {
            let range = change.range.start.min(len)..change.range.end.min(len);
            if !range.is_empty() {
                rope.remove(range.clone());
            }
            if !change.text.is_empty() {
                rope.insert(range.start, &change.text);
            }
        }
    }

    fn rebuilt(&self, rope: &Rope) -> Rope {
        let len = rope.len_chars();
        let mut builder = RopeBuilder::new();
        let mut at = 0;
        for change in &self.changes {
            for chunk in rope.slice(at..change.range.start.min(len)).chunks() {
                builder.append(chunk);
            }
            builder.append(&change.text);
            at = change.range.end.min(len);
        }
        for chunk in rope.slice(at..).chunks() {
            builder.append(chunk);
        }
        builder.finish()
    }

    /// The transaction that takes this one back, where `before` is the text that it is applied to.
    #[must_use]
    pub fn inverse(&self, before: &Rope) -> Self {
        let len = before.len_chars();
        let (mut added, mut removed) = (0, 0);
        let changes = self
            .changes
            .iter()
            .map(|change| {
                let old = change.range.start.min(len)..change.range.end.min(len);
                let start = old.start + added - removed;
                let new_len = change.text.chars().count();
                added += new_len;
                removed += old.len();
                Change {
                    range: start..start + new_len,
                    text: before.slice(old).to_string(),
                }
            })
            .collect();
        Self { changes }
    }

    /// Where the character at `at` is afterwards.
    pub fn map(&self, at: usize, bias: Bias) -> usize {
        let (mut added, mut removed) = (0, 0);
        for change in &self.changes {
            let Range { start, end } = change.range;
            if start > at || (start == at && end > at && bias == Bias::Before) {
                break;
            }
            let new_len = change.text.chars().count();
            if end < at || (end == at && (start < at || bias == Bias::After)) {
                added += new_len;
                removed += end - start;
            } else if start == end {
                break;
            } else {
                // The place itself is replaced: it goes to one side of what stands there now.
                let side = if bias == Bias::After { new_len } else { 0 };
                return start + added - removed + side;
            }
        }
        at + added - removed
    }

    /// Appends a change that continues the last one as typing does; `false` when it does not.
    pub(super) fn extend_insertion(&mut self, next: &Self) -> bool {
        let ([last], [new]) = (self.changes.as_mut_slice(), next.changes.as_slice()) else {
            return false;
        };
        let end = last.range.start + last.text.chars().count();
        if last.range.is_empty() && new.range == (end..end) {
            last.text.push_str(&new.text);
            return true;
        }
        false
    }

    /// Widens the removal that takes typed text back by the next removal.
    pub(super) fn extend_removal(&mut self, next: &Self) {
        if let ([last], [new]) = (self.changes.as_mut_slice(), next.changes.as_slice()) {
            last.range.end = last.range.end.max(new.range.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some_changes() -> impl Strategy<Value = Vec<Change>> {
        let change =
            (0..60_usize, 0..8_usize, "[a-ü\n]{0,5}").prop_map(|(start, len, text)| Change {
                range: start..start + len,
                text,
            });
        prop::collection::vec(change, 0..8)
    }

    #[test]
    fn a_position_follows_its_character() {
        let two = Transaction::new(vec![
            Change {
                range: 2..4,
                text: "xyz".into(),
            },
            Change {
                range: 6..6,
                text: "!".into(),
            },
        ]);
        let places: Vec<usize> = (0..8).map(|at| two.map(at, Bias::After)).collect();
        assert_eq!(places, [0, 1, 5, 5, 5, 6, 8, 9]);
        assert_eq!(two.map(6, Bias::Before), 7);
        assert_eq!(two.map(2, Bias::Before), 2);
    }

    #[test]
    fn many_changes_give_what_few_would() {
        let text = "ab\n".repeat(2000);
        let changes = |range: Range<usize>| {
            range
                .map(|n| Change {
                    range: n * 3..n * 3 + 1,
                    text: "<ö>".into(),
                })
                .collect()
        };
        let mut at_once = Rope::from_str(&text);
        Transaction::new(changes(0..2000)).apply(&mut at_once);
        let mut in_parts = Rope::from_str(&text);
        for part in (0..2000).step_by(400).rev() {
            Transaction::new(changes(part..part + 400)).apply(&mut in_parts);
        }
        assert_eq!(at_once, in_parts);
    }

    proptest! {
        #[test]
        fn a_transaction_and_its_inverse_change_nothing(text in "[a-ü\r\n]{0,50}", changes in some_changes()) {
            let before = Rope::from_str(&text);
            let transaction = Transaction::new(changes);
            let inverse = transaction.inverse(&before);
            let mut rope = before.clone();
            transaction.apply(&mut rope);
            inverse.apply(&mut rope);
            prop_assert_eq!(rope, before);
        }
    }
}
