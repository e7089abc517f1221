//! The work of the view of runs.

use super::Hands;
use crate::tui::views::runs::Effect;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, _hands: &Hands) {
    match effect {}
}
