//! How it is drawn.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::State;
use crate::tui::keymap::Action;
use crate::tui::root::Look;

/// The actions for the footer.
pub const KEYS: &[(Action, &str)] = &[(Action::Accept, "open"), (Action::Cancel, "close")];

/// Draws it and answers where the caret is.
pub fn view(_state: &State, _area: Rect, _look: &Look, _frame: &mut Frame) -> Option<Position> {
    None
}
