//! Asks for the colours of the code in sight, one block at a time.

use std::time::Duration;

use super::item::Voice;
use super::{Effect, State};
use crate::text::Span;
use crate::tui::root::Effect as RootEffect;

/// Asks for the colours of code in sight that has none, unless an answer is on its way.
pub(super) fn ask(state: &mut State, now: Duration) -> Option<RootEffect> {
    if state.colouring {
        return None;
    }
    for (index, rows) in state.transcript.in_sight(now) {
        let Some(item) = state.transcript.items.get(index) else {
            continue;
        };
        let Voice::Model(answer) = &item.voice else {
            continue;
        };
        let mut rows = rows.filter_map(|row| answer.page_row(row));
        let Some(first) = rows.next() else {
            continue;
        };
        let last = rows.next_back().unwrap_or(first);
        if let Some(code) = answer.page.uncoloured(first..last + 1).into_iter().next() {
            state.colouring = true;
            let code = Box::new(code);
            return Some(RootEffect::Chat(Effect::Colour {
                item: item.id,
                code,
            }));
        }
    }
    None
}

/// Takes colours.
pub(super) fn take(
    state: &mut State,
    (item, block): (u64, usize),
    first: usize,
    spans: Vec<Vec<Span>>,
) {
    state.colouring = false;
    if let Some(answer) = state.transcript.answer(item) {
        answer.page.colour(block, first, spans);
    }
}
