//! What is typed and what was found.

use ratatui::layout::Rect;

use crate::tui::root::{Ctx, Effect as RootEffect};

/// What is typed and what was found.
#[derive(Debug, Default)]
pub struct State {
    /// Where it may be drawn.
    pub area: Rect,
}

impl State {
    /// Opens it.
    pub fn open(_ctx: &Ctx) -> (Self, Vec<RootEffect>) {
        (Self::default(), Vec::new())
    }

    /// It was closed.
    pub fn close(self) -> Vec<RootEffect> {
        Vec::new()
    }
}
