//! The work of the terminal.

use super::Hands;
use crate::tui::panes::terminal::Effect;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, _hands: &Hands) {
    match effect {}
}
