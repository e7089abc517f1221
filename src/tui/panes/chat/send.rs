//! Sends what was written.

use super::item::Voice;
use super::state::Store;
use super::{Effect, State};
use crate::tui::root::Effect as RootEffect;

/// Who answers without a model.
pub(super) const RULES: Voice = Voice::Assistant("rules, no model");

/// A longer text is not kept for the next start.
const LONGEST_KEPT: usize = 16 * 1024;

/// Sends what stands in the composer; the rules answer it.
pub(super) fn send(state: &mut State) -> Vec<RootEffect> {
    if state.composer.writing.text().trim().is_empty() {
        return Vec::new();
    }
    let sent = state.composer.take();
    state.transcript.say(Voice::Person, sent.shown.trim_end());
    state.asked += 1;
    let no_store = match &state.store {
        Store::Open | Store::Opening => None,
        Store::Refused(reason) => Some(reason.clone()),
    };
    let mut effects = vec![RootEffect::Chat(Effect::Answer {
        line: sent.full,
        no_store,
    })];
    if sent.shown.len() <= LONGEST_KEPT {
        effects.push(RootEffect::Chat(Effect::Remember(sent.shown)));
    }
    effects
}
