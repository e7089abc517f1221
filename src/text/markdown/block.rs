//! What is read of a text: blocks, each within its lists and quotations.

use super::code::Code;
use super::starts::Marker;

/// What stands before the rows of a block, from the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rung {
    /// The bar of a quotation.
    Quote {
        /// True for its first block.
        first: bool,
    },
    /// An item of a list; its mark stands before its first block only.
    Item {
        /// The mark, or the room for it.
        label: String,
        /// True for the block beside the mark.
        first: bool,
    },
}

impl Rung {
    /// What stands before a block that goes on with the one before it: its marks are shown already.
    pub(super) fn repeat(rungs: &mut [Self]) {
        for rung in rungs {
            let (Self::Item { first, .. } | Self::Quote { first }) = rung;
            *first = false;
        }
    }
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// Words, a heading where they have a level.
    Words { source: String, level: Option<u8> },
    /// A table.
    Table(String),
    /// A rule across the page.
    Rule,
    /// Code.
    Code(Code),
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) rungs: Vec<Rung>,
    pub(super) body: Body,
    /// True when an empty row stands before it.
    pub(super) gap: bool,
}

/// What the reader found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A whole block, or code of which the lines follow.
    Block(Block),
    /// A line of the code found last.
    CodeLine(String),
    /// More of its last line, which is long.
    CodeMore(String),
    /// The code is whole.
    CodeEnd,
}

/// A list or quotation that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Container {
    Quote {
        /// True until something of it was found.
        fresh: bool,
    },
    Item {
        /// The columns that its lines are indented by.
        indent: usize,
        marker: Marker,
        label: String,
        /// True until something of it was found.
        fresh: bool,
    },
}
