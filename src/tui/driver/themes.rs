//! The work of the themes above the screen.

use super::Hands;
use crate::tui::overlay::themes::Effect;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, _hands: &Hands) {
    match effect {}
}
