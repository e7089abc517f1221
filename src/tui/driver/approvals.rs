//! The work of the approvals.

use super::Hands;
use crate::tui::panes::approvals::Effect;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, _hands: &Hands) {
    match effect {}
}
