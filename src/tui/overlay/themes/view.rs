//! How it is drawn.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::State;
use crate::tui::root::Look;

/// Draws it and answers where the caret is.
pub fn view(_state: &State, _area: Rect, _look: &Look, _frame: &mut Frame) -> Option<Position> {
    None
}
