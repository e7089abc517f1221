//! An immutable picture of the visible part of a screen.

use std::sync::Arc;

use super::cell::{Cell, Style};
use super::modes::Modes;

/// The size of a screen in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Rows, at least 1.
    pub rows: u16,
    /// Columns, at least 2, so that a wide character has a place.
    pub columns: u16,
}

impl Size {
    /// A size of `rows` by `columns`, made large enough to be a screen.
    pub fn new(rows: u16, columns: u16) -> Self {
        Self {
            rows: rows.max(1),
            columns: columns.max(2),
        }
    }
}

/// A cell of the visible part, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The row.
    pub row: u16,
    /// The column.
    pub column: u16,
}

/// A run of cells in reading order, both ends in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first cell.
    pub first: Place,
    /// The last cell.
    pub last: Place,
}

impl Span {
    /// Whether `place` is one of its cells.
    pub fn contains(self, place: Place) -> bool {
        self.first <= place && place <= self.last
    }
}

/// How the cursor looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaretShape {
    /// A full cell.
    Block,
    /// As the person has it: the program asked for none.
    AsSet,
    /// A line below.
    Underline,
    /// A line before the cell.
    Beam,
}

/// The cursor, when it is in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caret {
    /// Where it is.
    pub place: Place,
    /// How it looks.
    pub shape: CaretShape,
    /// Whether the program asked for a blinking one.
    pub blinks: bool,
}

/// One visible row.
pub type Row = Vec<Cell>;

/// The picture. Rows that did not change are shared with the picture before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// How large the screen was.
    pub size: Size,
    /// The visible rows from the top.
    pub rows: Vec<Arc<Row>>,
    /// The cursor, unless it is hidden or scrolled out of sight.
    pub caret: Option<Caret>,
    /// The title that the program gave itself.
    pub title: Option<String>,
    /// How many lines the picture lies above the newest output.
    pub scrolled: usize,
    /// How many lines of scrollback there are.
    pub history: usize,
    /// The part of the selection that is in sight.
    pub selection: Option<Span>,
    /// The modes at that moment.
    pub modes: Modes,
}

impl View {
    /// The text of the rows, trailing spaces cut: what a person would read off the screen.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for cell in row.iter() {
                if cell.style.contains(Style::SPACER) {
                    continue;
                }
                line.push(cell.c);
                line.push_str(cell.marks.as_deref().unwrap_or_default());
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}
