//! The work of the files above the screen.

use super::Hands;
use crate::tui::overlay::files::Effect;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, _hands: &Hands) {
    match effect {}
}
