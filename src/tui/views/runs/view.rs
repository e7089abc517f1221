//! How the view is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::State;
use crate::tui::keymap::Action;
use crate::tui::root::Look;

/// The actions for the footer.
pub const KEYS: &[(Action, &str)] = &[
    (Action::Accept, "show"),
    (Action::OpenProject, "open project"),
    (Action::CancelRun, "end it"),
    (Action::Cancel, "back"),
];

/// Draws the view between header and footer.
pub fn view(_state: &State, _area: Rect, _look: &Look, _frame: &mut Frame) {}
