//! How the pane is drawn.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::State;
use crate::tui::keymap::Action;
use crate::tui::root::Look;

/// The actions for the footer.
pub const KEYS: &[(Action, &str)] = &[
    (Action::Send, "send"),
    (Action::Newline, "new line"),
    (Action::NewProject, "new project"),
];

/// Draws the pane within its border.
pub fn view(_state: &State, _area: Rect, _look: &Look, _frame: &mut Frame) {}

/// Where the caret is while the pane has the keyboard.
pub fn caret(_state: &State, _area: Rect) -> Option<Position> {
    None
}
