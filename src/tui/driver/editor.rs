//! The work of the editor.

use super::Hands;
use crate::tui::panes::editor::Effect;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, _hands: &Hands) {
    match effect {}
}
