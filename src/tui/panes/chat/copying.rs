//! Copies what was said: an answer, or one of the blocks of code in sight.

use super::State;
use super::item::Voice;
use crate::tui::root::{Ctx, Effect as RootEffect, Notice};

/// Copies the last answer in sight, as it was written.
pub(super) fn answer(state: &State, ctx: &Ctx) -> Vec<RootEffect> {
    let seen = state.transcript.in_sight(ctx.now);
    let mut items = seen
        .iter()
        .rev()
        .filter_map(|(index, _)| state.transcript.items.get(*index));
    let said = items.find(|item| match item.voice {
        Voice::Model(_) | Voice::Assistant(_) => !item.source().is_empty(),
        Voice::Person
        | Voice::System
        | Voice::Trouble
        | Voice::Run(_)
        | Voice::Silent
        | Voice::Unread => false,
    });
    match said {
        Some(item) => vec![RootEffect::Copy(item.source().to_owned())],
        None => vec![told("No answer is in sight")],
    }
}

/// Copies the lowest block of code in sight; pressed again, the one above it.
pub(super) fn code(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    let mut blocks: Vec<(u64, usize)> = Vec::new();
    for (index, rows) in state.transcript.in_sight(ctx.now) {
        let Some(item) = state.transcript.items.get(index) else {
            continue;
        };
        if let Voice::Model(answer) = &item.voice {
            for row in rows {
                let block = answer
                    .page_row(row)
                    .and_then(|row| answer.page.code_at(row));
                blocks.extend(block.map(|block| (item.id, block)));
            }
        }
    }
    blocks.dedup();
    let before = state.copied.and_then(|last| {
        let at = blocks.iter().position(|block| *block == last)?;
        at.checked_sub(1)
    });
    let Some(chosen) = before.or(blocks.len().checked_sub(1)) else {
        return vec![told("No code is in sight")];
    };
    let (id, block) = blocks[chosen];
    state.copied = Some((id, block));
    let code = state.transcript.answer(id).and_then(|answer| {
        let (text, language) = answer.page.code_text(block)?;
        Some((text, language.to_owned()))
    });
    let Some((text, language)) = code else {
        return Vec::new();
    };
    let mut effects = vec![RootEffect::Copy(text)];
    if blocks.len() > 1 {
        let name = if language.is_empty() {
            "code"
        } else {
            &language
        };
        let (number, all) = (chosen + 1, blocks.len());
        let text =
            format!("Copied {name}, block {number} of {all} in sight: again for the one above");
        effects.push(told(&text));
    }
    effects
}

fn told(text: &str) -> RootEffect {
    RootEffect::send(Notice::info(text))
}
