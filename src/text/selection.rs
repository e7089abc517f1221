//! What is selected: the place where it began and the caret.

use std::ops::Range;

/// A selection from its anchor to its head, in characters. The head is the caret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selection {
    /// Where it began.
    pub anchor: usize,
    /// Where the caret is.
    pub head: usize,
}

impl Selection {
    /// A caret that selects nothing.
    pub fn caret(at: usize) -> Self {
        Self {
            anchor: at,
            head: at,
        }
    }

    /// A selection of `range` with the caret at its end.
    pub fn of(range: Range<usize>) -> Self {
        Self {
            anchor: range.start,
            head: range.end,
        }
    }

    /// The same anchor with the caret at `head`.
    #[must_use]
    pub fn to(self, head: usize) -> Self {
        Self { head, ..self }
    }

    /// The first selected character.
    pub fn start(self) -> usize {
        self.anchor.min(self.head)
    }

    /// The character after the last selected one.
    pub fn end(self) -> usize {
        self.anchor.max(self.head)
    }

    /// The selected characters.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether nothing is selected.
    pub fn is_empty(self) -> bool {
        self.anchor == self.head
    }

    /// The selection inside a text of `len` characters.
    #[must_use]
    pub fn within(self, len: usize) -> Self {
        Self {
            anchor: self.anchor.min(len),
            head: self.head.min(len),
        }
    }
}
