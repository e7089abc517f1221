//! The work of the search above the screen.

use super::Hands;
use crate::tui::overlay::search::Effect;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, _hands: &Hands) {
    match effect {}
}
