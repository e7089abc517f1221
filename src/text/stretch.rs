//! The lines that were read last: whoever types changes one of them, and mostly all others are read
//! from the same state again.

use std::sync::Arc;

use ropey::RopeSlice;
use syntect::parsing::{ParseState, ScopeStack};

use super::highlight::Span;

/// What the grammar is in before a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    pub(super) parse: ParseState,
    pub(super) scopes: ScopeStack,
}

/// Lines that follow each other, as they were read.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    /// The number of the first.
    pub(super) first: usize,
    /// How many lines the text had.
    pub(super) of: usize,
    /// The lines, but those that were taken.
    pub(super) lines: Vec<Option<Line>>,
}

/// One line as it was read.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) before: Arc<State>,
    pub(super) after: Arc<State>,
    pub(super) spans: Vec<Span>,
}

impl Stretch {
    /// Takes out what was read for `text` in that state, at this line or where it was before lines
    /// came or went above it.
    pub(super) fn take(
        &mut self,
        line: usize,
        of: usize,
        text: RopeSlice,
        state: &Arc<State>,
    ) -> Option<Line> {
        let before = (line + self.of).saturating_sub(of);
        [line, before].into_iter().find_map(|line| {
            let place = self.lines.get_mut(line.checked_sub(self.first)?)?;
            place.take_if(|known| known.of(text, state))
        })
    }
}

impl Line {
    fn of(&self, text: RopeSlice, state: &Arc<State>) -> bool {
        let same = Arc::ptr_eq(&self.before, state) || self.before == *state;
        same && text == self.text.as_str()
    }
}
