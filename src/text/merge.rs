//! Brings two versions of a text together, and turns one into another without losing the caret.

use ropey::Rope;

use super::columns::line_start;
use super::{Change, Transaction, hunks};

/// Texts larger than this are replaced as a whole instead of being compared.
const LARGEST: usize = 16 * 1024 * 1024;

/// What came out of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text, with conflict markers where both sides changed the same lines.
    pub text: String,
    /// How many conflicts are marked.
    pub conflicts: usize,
}

/// Merges what was done to `base` here and there.
pub fn merge_texts(base: &str, ours: &str, theirs: &str) -> Merged {
    let clean = |text: String| Merged { text, conflicts: 0 };
    match diffy::merge(base, ours, theirs) {
        Ok(text) => clean(text),
        Err(text) => {
            let conflicts = text
                .lines()
                .filter(|line| line.starts_with("<<<<<<< "))
                .count();
            Merged { text, conflicts }
        }
    }
}

/// What a text was before these changes, the last one at the end; as far back as they still fit.
pub fn before_diffs(text: &str, diffs: &[String]) -> Option<String> {
    let mut before = None;
    for diff in diffs.iter().rev() {
        let now = before.as_deref().unwrap_or(text);
        let undone = diffy::Patch::from_str(diff)
            .ok()
            .filter(|patch| !patch.hunks().is_empty())
            .and_then(|patch| diffy::apply(now, &patch.reverse()).ok());
        match undone {
            Some(undone) => before = Some(undone),
            None => break,
        }
    }
    before
}

/// The transaction that turns `from` into `to`, line by line, so that the caret stays at its line
/// and the change can be undone.
pub fn becoming(from: &Rope, to: &Rope) -> Transaction {
    if from.len_bytes().max(to.len_bytes()) > LARGEST {
        return Transaction::replace(0..from.len_chars(), to.to_string());
    }
    let changes = hunks(from, to).into_iter().map(|hunk| {
        let new = line_start(to, hunk.after.start)..line_start(to, hunk.after.end);
        Change {
            range: line_start(from, hunk.before.start)..line_start(from, hunk.before.end),
            text: to.slice(new).to_string(),
        }
    });
    let transaction = Transaction::new(changes.collect());
    let mut result = from.clone();
    transaction.apply(&mut result);
    if result == *to {
        transaction
    } else {
        // Line endings differ, which a comparison by lines does not see.
        Transaction::replace(0..from.len_chars(), to.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn changes_of_both_sides_are_kept_and_clashes_are_marked() {
        let merged = merge_texts("a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n");
        assert_eq!(
            (merged.text.as_str(), merged.conflicts),
            ("A\nb\nc\nd\nE\n", 0)
        );
        assert_eq!(merge_texts("a\n", "b\n", "c\n").conflicts, 1);
    }

    #[test]
    fn changes_are_taken_back_as_far_as_they_fit() {
        let one = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n+A\n b\n".to_owned();
        let two = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n A\n-b\n+B\n".to_owned();
        let both = [one.clone(), two.clone()];
        assert_eq!(before_diffs("A\nB\n", &both).as_deref(), Some("a\nb\n"));
        let other = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-x\n+y\n".to_owned();
        let diffs = [other, two.clone()];
        assert_eq!(before_diffs("A\nB\n", &diffs).as_deref(), Some("A\nb\n"));
        assert_eq!(before_diffs("A\nc\n", &[two]), None);
        assert_eq!(before_diffs("A\nb\n", &["no diff".to_owned()]), None);
    }

    proptest! {
        #[test]
        fn a_text_becomes_the_other(from in "[ab\r\n]{0,30}", to in "[ab\r\n]{0,30}") {
            let (mut from, to) = (Rope::from_str(&from), Rope::from_str(&to));
            becoming(&from, &to).apply(&mut from);
            prop_assert_eq!(from, to);
        }
    }
}
