//! Sends what was written.

use std::time::Duration;

use super::composer::Sent;
use super::item::Voice;
use super::state::Store;
use super::{Effect, State, stream};
use crate::tui::root::Effect as RootEffect;

/// Who answers without a model.
pub(super) const RULES: Voice = Voice::Assistant(RULES_LABEL);
/// Their label.
pub(super) const RULES_LABEL: &str = "rules, no model";

/// A longer text is not kept for the next start.
const LONGEST_KEPT: usize = 16 * 1024;

/// Sends what stands in the composer: a command to the rules, everything else to the model where one
/// is chosen. While that works, it joins at the next step.
pub(super) fn send(state: &mut State, now: Duration) -> Vec<RootEffect> {
    if state.composer.writing.text().trim().is_empty() {
        return Vec::new();
    }
    let sent = state.composer.take();
    let shown = sent.shown.clone();
    let mut effects = if !state.talk.has_model() || shown.trim_start().starts_with('/') {
        vec![rules(state, sent)]
    } else if state.talk.turn.is_some() {
        state.talk.queue.push_back(sent);
        stream::steer(state)
    } else {
        stream::say(state, sent, now)
    };
    if shown.len() <= LONGEST_KEPT {
        effects.push(RootEffect::Chat(Effect::Remember(shown)));
    }
    effects
}

fn rules(state: &mut State, sent: Sent) -> RootEffect {
    state.transcript.say(Voice::Person, sent.shown.trim_end());
    state.asked += 1;
    let no_store = match &state.store {
        Store::Open | Store::Opening => None,
        Store::Refused(reason) => Some(reason.clone()),
    };
    RootEffect::Chat(Effect::Answer {
        line: sent.full,
        no_store,
    })
}
