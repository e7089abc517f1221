//! Which rows are shown: those that a filter and the choice about ignored files let through.

use std::ops::Range;

use super::rows::Rows;
use crate::workspace::git::{Mark, Marks};

/// What is done with files that git ignores.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ignored {
    /// They are shown, dimmed.
    #[default]
    Dimmed,
    /// They are not shown.
    Hidden,
}

/// The rows that are shown, by their place in [`Rows`].
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Only names with this text are shown, and the folders around them; empty shows all.
    pub filter: String,
    /// What is done with ignored files.
    pub ignored: Ignored,
    /// Only while something is left out; ascending.
    through: Vec<usize>,
    rows: usize,
    /// How many names have the text of the filter.
    matches: usize,
}

impl Shown {
    /// Takes note that rows, marks or the choice are different ones.
    pub fn refresh(&mut self, rows: &Rows, marks: &Marks) {
        self.rows = rows.len();
        self.through.clear();
        self.matches = 0;
        if self.shows_all() {
            return;
        }
        let mut above: Vec<usize> = Vec::new();
        let mut noted = 0;
        let mut hidden_below = u16::MAX;
        for (index, row) in rows.iter().enumerate() {
            if row.depth > hidden_below {
                continue;
            }
            hidden_below = u16::MAX;
            if self.ignored == Ignored::Hidden && is_ignored(rows, index, marks) {
                hidden_below = row.depth;
                continue;
            }
            above.truncate(usize::from(row.depth));
            noted = noted.min(above.len());
            above.push(index);
            let matches = find(&row.name.to_string_lossy(), &self.filter).is_some();
            self.matches += usize::from(matches);
            if self.filter.is_empty() || matches {
                self.through.extend(&above[noted..]);
                noted = above.len();
            }
        }
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        if self.shows_all() {
            self.rows
        } else {
            self.through.len()
        }
    }

    /// How many of the rows match the filter themselves.
    pub fn matches(&self) -> usize {
        self.matches
    }

    /// The row at `place` of what is shown.
    pub fn row(&self, place: usize) -> Option<usize> {
        if self.shows_all() {
            (place < self.rows).then_some(place)
        } else {
            self.through.get(place).copied()
        }
    }

    /// The place of `row` in what is shown, or where it would be.
    pub fn place(&self, row: usize) -> usize {
        if self.shows_all() {
            row
        } else {
            self.through.partition_point(|through| *through < row)
        }
    }

    fn shows_all(&self) -> bool {
        self.filter.is_empty() && self.ignored == Ignored::Dimmed
    }
}

fn is_ignored(rows: &Rows, index: usize, marks: &Marks) -> bool {
    rows.path(index)
        .is_some_and(|path| marks.of(path.as_path()) == Some(Mark::Ignored))
}

/// Where `name` has the text of a filter, in bytes; case counts when the text has upper case.
pub fn find(name: &str, filter: &str) -> Option<Range<usize>> {
    if filter.is_empty() {
        return None;
    }
    if filter.chars().any(char::is_uppercase) {
        let start = name.find(filter)?;
        return Some(start..start + filter.len());
    }
    // Lower case may be longer or shorter than upper case, so the ends are looked for one by one.
    name.char_indices().find_map(|(start, _)| {
        let mut wanted = filter.chars();
        let mut end = start;
        for c in name[start..].chars() {
            if wanted.as_str().is_empty() {
                break;
            }
            for lower in c.to_lowercase() {
                if wanted.next() != Some(lower) {
                    return None;
                }
            }
            end += c.len_utf8();
        }
        wanted.as_str().is_empty().then_some(start..end)
    })
}
