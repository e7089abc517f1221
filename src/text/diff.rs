//! What changed between two texts, line by line: marks for a gutter and rows for a diff view.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput, TokenSource};
use ropey::iter::Lines;
use ropey::{Rope, RopeSlice};

/// A stretch of lines that differ: these of the text before stand for these of the text after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// The lines of the text before.
    pub before: Range<usize>,
    /// The lines of the text after.
    pub after: Range<usize>,
}

/// What a line of the text after shows in its gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is new.
    Added,
    /// It stands for another.
    Modified,
    /// Lines above it are gone.
    RemovedAbove,
}

/// A row of a unified diff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffRow {
    /// A line of both texts.
    Same {
        /// Its number before.
        before: usize,
        /// Its number after.
        after: usize,
    },
    /// A line that is gone.
    Removed {
        /// Its number before.
        before: usize,
    },
    /// A line that is new.
    Added {
        /// Its number after.
        after: usize,
    },
    /// Lines of both texts that are left out.
    Fold {
        /// How many.
        lines: usize,
    },
}

/// A row of two texts side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair {
    /// A line of either text, or a gap where the other has more lines.
    Lines {
        /// The line before.
        left: Option<usize>,
        /// The line after.
        right: Option<usize>,
        /// Whether they differ.
        changed: bool,
    },
    /// Lines of both texts that are left out.
    Fold {
        /// How many.
        lines: usize,
    },
}

/// The lines of a rope, without their endings: a file in CRLF is no other than in LF.
struct LinesOf<'a>(&'a Rope);

struct Trimmed<'a>(Lines<'a>);

impl<'a> Iterator for Trimmed<'a> {
    type Item = RopeSlice<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.0.next()?;
        let mut end = line.len_chars();
        for ending in ['\n', '\r'] {
            if end > 0 && line.get_char(end - 1) == Some(ending) {
                end -= 1;
            }
        }
        Some(line.slice(..end))
    }
}

impl<'a> TokenSource for LinesOf<'a> {
    type Token = RopeSlice<'a>;
    type Tokenizer = Trimmed<'a>;

    fn tokenize(&self) -> Trimmed<'a> {
        Trimmed(self.0.lines())
    }

    fn estimate_tokens(&self) -> u32 {
        u32::try_from(self.0.len_lines()).unwrap_or(u32::MAX)
    }
}

/// Where `after` differs from `before`, in order.
pub fn hunks(before: &Rope, after: &Rope) -> Vec<Hunk> {
    let input = InternedInput::new(LinesOf(before), LinesOf(after));
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks()
        .map(|hunk| Hunk {
            before: range(hunk.before),
            after: range(hunk.after),
        })
        .collect()
}

/// What a line of the text after shows in its gutter.
pub fn mark_of(hunks: &[Hunk], line: usize) -> Option<Mark> {
    let next = hunks.partition_point(|hunk| hunk.after.end.max(hunk.after.start + 1) <= line);
    let hunk = hunks.get(next)?;
    if hunk.after.is_empty() {
        return (hunk.after.start == line).then_some(Mark::RemovedAbove);
    }
    if !hunk.after.contains(&line) {
        return None;
    }
    Some(if hunk.before.is_empty() {
        Mark::Added
    } else {
        Mark::Modified
    })
}

/// The stretches between hunks: common lines, how many are shown at either end, and the hunk.
fn stretches(
    hunks: &[Hunk],
    (before, after): (usize, usize),
    context: usize,
) -> Vec<(usize, usize, usize, Hunk)> {
    let mut stretches = Vec::new();
    let (mut old, mut new) = (0, 0);
    let end = Hunk {
        before: before..before,
        after: after..after,
    };
    for hunk in hunks.iter().chain([&end]) {
        let common = hunk.before.start.saturating_sub(old);
        let head = if old == 0 && new == 0 { 0 } else { context };
        let tail = if hunk == &end { 0 } else { context };
        let hidden = common.saturating_sub(head + tail);
        // A fold of one line would be as high as the line itself.
        let hidden = if hidden > 1 { hidden } else { 0 };
        let shown = if hidden == 0 { common } else { head };
        stretches.push((common, shown, hidden, hunk.clone()));
        (old, new) = (hunk.before.end, hunk.after.end);
    }
    stretches
}

/// The rows of a unified diff of texts with this many lines, with `context` common lines around.
pub fn unified(hunks: &[Hunk], lines: (usize, usize), context: usize) -> Vec<DiffRow> {
    let mut rows = Vec::new();
    for (common, shown, hidden, hunk) in stretches(hunks, lines, context) {
        let (old, new) = (hunk.before.start - common, hunk.after.start - common);
        let same = |n: usize| DiffRow::Same {
            before: old + n,
            after: new + n,
        };
        rows.extend((0..shown).map(same));
        if hidden > 0 {
            rows.push(DiffRow::Fold { lines: hidden });
            rows.extend((shown + hidden..common).map(same));
        }
        rows.extend(hunk.before.map(|before| DiffRow::Removed { before }));
        rows.extend(hunk.after.map(|after| DiffRow::Added { after }));
    }
    rows
}

/// The rows of both texts side by side.
pub fn side_by_side(hunks: &[Hunk], lines: (usize, usize), context: usize) -> Vec<Pair> {
    let mut rows = Vec::new();
    for (common, shown, hidden, hunk) in stretches(hunks, lines, context) {
        let (old, new) = (hunk.before.start - common, hunk.after.start - common);
        let same = |n: usize| Pair::Lines {
            left: Some(old + n),
            right: Some(new + n),
            changed: false,
        };
        rows.extend((0..shown).map(same));
        if hidden > 0 {
            rows.push(Pair::Fold { lines: hidden });
            rows.extend((shown + hidden..common).map(same));
        }
        let (mut left, mut right) = (hunk.before, hunk.after);
        rows.extend((0..left.len().max(right.len())).map(|_| Pair::Lines {
            left: left.next(),
            right: right.next(),
            changed: true,
        }));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_marked_as_added_modified_and_removed() {
        let before = Rope::from_str("a\nb\nc\nd\ne\n");
        let after = Rope::from_str("a\r\nB\r\nc\r\ne\r\nf\r\n");
        let hunks = hunks(&before, &after);
        let marks: Vec<Option<Mark>> = (0..5).map(|line| mark_of(&hunks, line)).collect();
        assert_eq!(
            marks,
            [
                None,
                Some(Mark::Modified),
                None,
                Some(Mark::RemovedAbove),
                Some(Mark::Added)
            ]
        );
    }

    #[test]
    fn distant_common_lines_are_folded() {
        let text = |changed: &str| {
            Rope::from_str(
                &(0..30)
                    .map(|n| {
                        if n == 15 {
                            changed.to_owned()
                        } else {
                            format!("{n}\n")
                        }
                    })
                    .collect::<String>(),
            )
        };
        let (before, after) = (text("old\n"), text("new\n"));
        let hunks = hunks(&before, &after);
        let rows = unified(&hunks, (30, 30), 2);
        let shown = [
            DiffRow::Fold { lines: 13 },
            DiffRow::Same {
                before: 13,
                after: 13,
            },
            DiffRow::Same {
                before: 14,
                after: 14,
            },
            DiffRow::Removed { before: 15 },
            DiffRow::Added { after: 15 },
            DiffRow::Same {
                before: 16,
                after: 16,
            },
            DiffRow::Same {
                before: 17,
                after: 17,
            },
            DiffRow::Fold { lines: 12 },
        ];
        assert_eq!(rows, shown);
        assert_eq!(side_by_side(&hunks, (30, 30), 2).len(), 7);
    }

    proptest! {
        #[test]
        fn no_line_is_lost_in_a_diff(before in "[ab\n]{0,30}", after in "[ab\n]{0,30}") {
            let (before, after) = (Rope::from_str(&before), Rope::from_str(&after));
            let lines = (before.len_lines(), after.len_lines());
            let rows = unified(&hunks(&before, &after), lines, 99);
            let count = |of: fn(&DiffRow) -> usize| rows.iter().map(of).sum::<usize>();
            let old = count(|row| match row {
                DiffRow::Same { .. } | DiffRow::Removed { .. } => 1,
                DiffRow::Added { .. } => 0,
                DiffRow::Fold { lines } => *lines,
            });
            let new = count(|row| match row {
                DiffRow::Same { .. } | DiffRow::Added { .. } => 1,
                DiffRow::Removed { .. } => 0,
                DiffRow::Fold { lines } => *lines,
            });
            prop_assert_eq!((old, new), lines);
        }
    }
}
