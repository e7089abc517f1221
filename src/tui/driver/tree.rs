//! The work of the tree.

use super::Hands;
use crate::tui::panes::tree::Effect;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, _hands: &Hands) {
    match effect {}
}
