//! What a person does with the calls of tools in sight: looks into them, runs a command themselves.

use super::State;
use super::deed::Deed;
use super::item::Voice;
use super::leads::Ordered;
use super::transcript::Place;
use crate::tui::root::{Ctx, Effect as RootEffect, Notice, Request};

/// The calls in sight, from above: the item, its place, and the place of the call in it.
fn in_sight(state: &State, ctx: &Ctx) -> Vec<(u64, usize, usize)> {
    let mut seen = Vec::new();
    for (index, rows) in state.transcript.in_sight(ctx.now) {
        let Some(item) = state.transcript.items.get(index) else {
            continue;
        };
        if let Voice::Model(answer) = &item.voice {
            let deeds = rows.filter_map(|row| answer.deed_row(row));
            seen.extend(deeds.map(|(deed, _)| (item.id, index, deed)));
        }
    }
    seen.dedup();
    seen
}

/// Opens the lowest call in sight; again, it is folded and the one above it opened.
pub(super) fn look_into(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    let mut seen = in_sight(state, ctx);
    seen.retain(|(item, _, deed)| deed_of(state, *item, *deed).is_some_and(|one| one.opens()));
    let open = state.looked.take().and_then(|(item, number)| {
        let deed = deed_of(state, item, number).filter(|deed| deed.is_open())?;
        deed.fold();
        Some((item, number))
    });
    let next = match open {
        None => seen.last().copied(),
        Some(open) => {
            let at = seen
                .iter()
                .position(|(item, _, deed)| (*item, *deed) == open);
            match at.and_then(|at| at.checked_sub(1)) {
                Some(above) => seen.get(above).copied(),
                None => return Vec::new(),
            }
        }
    };
    let Some((item, index, number)) = next else {
        return vec![told("No call with more to show is in sight")];
    };
    if let Some(deed) = deed_of(state, item, number).filter(|deed| !deed.is_open()) {
        deed.toggle();
    }
    state.looked = Some((item, number));
    show(state, (item, index, number), ctx);
    Vec::new()
}

/// Opens or folds a call that was pressed.
pub(super) fn toggle(state: &mut State, item: u64, number: usize, ctx: &Ctx) {
    let Some(deed) = deed_of(state, item, number) else {
        return;
    };
    deed.toggle();
    if deed.is_open() {
        state.looked = Some((item, number));
        let place = state
            .transcript
            .items
            .iter()
            .rposition(|one| one.id == item);
        if let Some(index) = place {
            show(state, (item, index, number), ctx);
        }
    }
}

/// Keeps the line of an opened call in sight, however long what it did is.
fn show(state: &mut State, (id, index, number): (u64, usize, usize), ctx: &Ctx) {
    state.lay_out(ctx.now);
    let row = state
        .transcript
        .answer(id)
        .map_or(0, |answer| answer.row_of(number));
    let place = Place { item: index, row };
    let top = state.transcript.top;
    if (top.item, top.row) > (place.item, place.row) {
        state.transcript.look_at(place, ctx.now);
    }
}

/// Opens a terminal where the command of the opened call ran, or the last one in sight, and types it.
pub(super) fn open_command(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    let opened = state.looked.and_then(|(item, number)| {
        let deed = deed_of(state, item, number).filter(|deed| deed.is_open())?;
        deed.command().cloned()
    });
    let command = opened.or_else(|| last_command(state, ctx));
    let Some(Ordered { command, folder }) = command else {
        return vec![told("No command of the model is in sight")];
    };
    vec![RootEffect::send(Request::Type { command, folder })]
}

/// Opens the file that the opened call has changed, or the last one in sight, at the first place.
pub(super) fn open_file(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    let opened = state.looked.and_then(|(item, number)| {
        let deed = deed_of(state, item, number).filter(|deed| deed.is_open())?;
        deed.changed().cloned()
    });
    let place = opened.or_else(|| {
        let seen = in_sight(state, ctx).into_iter().rev();
        let mut seen = seen.map(|(item, _, number)| (item, number));
        seen.find_map(|(item, number)| deed_of(state, item, number)?.changed().cloned())
    });
    match place {
        Some(place) => vec![RootEffect::send(Request::Open(place))],
        None => vec![told("No change of a file is in sight")],
    }
}

fn last_command(state: &mut State, ctx: &Ctx) -> Option<Ordered> {
    let seen = in_sight(state, ctx);
    let mut seen = seen.into_iter().rev();
    seen.find_map(|(item, _, number)| deed_of(state, item, number)?.command().cloned())
}

fn deed_of(state: &mut State, item: u64, number: usize) -> Option<&mut Deed> {
    state.transcript.answer(item)?.deeds.get_mut(number)
}

fn told(text: &str) -> RootEffect {
    RootEffect::send(Notice::info(text))
}
