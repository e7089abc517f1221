//! The work of the chat.

use super::Hands;
use crate::tui::panes::chat::Effect;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, _hands: &Hands) {
    match effect {}
}
