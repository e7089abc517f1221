//! What changed since the last commit: marks in the gutter, and a view of it.

use ropey::Rope;

use crate::text::{DiffRow, Hunk, Mark, Pair, Touched, mark_of, side_by_side, unified};

/// How many common lines are shown around a change.
const CONTEXT: usize = 3;

/// What changed since the last commit.
#[derive(Debug, Default)]
pub struct Changes {
    /// What the last commit has; nothing for a file that it does not have.
    pub base: Option<Rope>,
    /// Where the text differs.
    pub hunks: Vec<Hunk>,
}

/// The view of changes.
#[derive(Debug)]
pub struct DiffView {
    /// The rows, one text below the other.
    pub unified: Vec<DiffRow>,
    /// The rows, side by side.
    pub pairs: Vec<Pair>,
    /// The text that was compared.
    pub rope: Rope,
    /// The first row in sight.
    pub top: usize,
}

impl Changes {
    /// What a line shows in its gutter.
    pub fn mark(&self, line: usize) -> Option<Mark> {
        mark_of(&self.hunks, line)
    }

    /// Moves the marks along with their lines until they are compared anew.
    pub fn touched(&mut self, touched: Touched) {
        let (old, new) = (touched.old_last, touched.new_last);
        let moved = |line: usize| if line > old { line + new - old } else { line };
        if new == old {
            return;
        }
        for hunk in &mut self.hunks {
            hunk.after = moved(hunk.after.start)..moved(hunk.after.end);
        }
    }

    /// The view of changes for `rope`.
    pub fn view(&self, rope: &Rope) -> Option<DiffView> {
        let base = self.base.as_ref()?;
        let lines = (base.len_lines(), rope.len_lines());
        Some(DiffView {
            unified: unified(&self.hunks, lines, CONTEXT),
            pairs: side_by_side(&self.hunks, lines, CONTEXT),
            rope: rope.clone(),
            top: 0,
        })
    }
}

impl DiffView {
    /// How many rows there are at this width.
    pub fn len(&self, columns: u16) -> usize {
        if Self::is_wide(columns) {
            self.pairs.len()
        } else {
            self.unified.len()
        }
    }

    /// Whether both texts fit side by side.
    pub fn is_wide(columns: u16) -> bool {
        columns >= 100
    }

    /// The line of the text that a row stands for.
    pub fn line(&self, row: usize, columns: u16) -> Option<usize> {
        if Self::is_wide(columns) {
            self.pairs.get(row..)?.iter().find_map(|pair| match pair {
                Pair::Lines { right, .. } => *right,
                Pair::Fold { .. } => None,
            })
        } else {
            self.unified.get(row..)?.iter().find_map(|row| match row {
                DiffRow::Same { after, .. } | DiffRow::Added { after } => Some(*after),
                DiffRow::Removed { .. } | DiffRow::Fold { .. } => None,
            })
        }
    }

    /// Whether a row is the first of a change.
    pub fn begins(&self, row: usize, columns: u16) -> bool {
        let changed = |row: usize| {
            if Self::is_wide(columns) {
                matches!(self.pairs.get(row), Some(Pair::Lines { changed: true, .. }))
            } else {
                matches!(
                    self.unified.get(row),
                    Some(DiffRow::Removed { .. } | DiffRow::Added { .. })
                )
            }
        };
        changed(row) && (row == 0 || !changed(row - 1))
    }
}
