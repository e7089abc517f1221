//! What may follow the keys pressed so far, shown while a chord is unfinished.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Look, Model};
use crate::tui::draw::{put, width};
use crate::tui::overlay::boxed;
use crate::tui::theme::Token;

/// The columns of one entry.
const ENTRY: u16 = 24;

/// Draws them at the lower end of the body, in as many columns as there is room for.
pub(super) fn draw(model: &Model, look: &Look, frame: &mut Frame) {
    let entries = continuations(model);
    let body = model.areas.body;
    let columns = usize::from((body.width.saturating_sub(4) / ENTRY).max(1));
    let rows = entries.len().div_ceil(columns);
    let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
    let height = height.min(body.height);
    let outer = Rect {
        y: body.bottom() - height,
        height,
        ..body
    };
    let pressed: Vec<_> = model
        .attention
        .chord
        .iter()
        .map(ToString::to_string)
        .collect();
    let inner = boxed(frame, outer, &pressed.join(" "), look);
    let buffer = frame.buffer_mut();
    for (index, (keys, about)) in entries.iter().enumerate() {
        let (column, row) = (index / rows.max(1), index % rows.max(1));
        let x = inner.x + 1 + u16::try_from(column).unwrap_or(0) * ENTRY;
        let y = inner.y + u16::try_from(row).unwrap_or(u16::MAX);
        if y >= inner.bottom() {
            continue;
        }
        let column = entries.iter().skip(column * rows).take(rows);
        let keys_wide = column.map(|(keys, _)| width(keys)).max().unwrap_or(0);
        put(buffer, (x, y), ENTRY, keys, look.theme.style(Token::Key));
        let room = ENTRY.saturating_sub(keys_wide + 3);
        let x = x + keys_wide + 2;
        put(buffer, (x, y), room, about, look.theme.style(Token::Text));
    }
}

/// The rest of every chord that begins with the keys pressed, with the name of what it does.
fn continuations(model: &Model) -> Vec<(String, String)> {
    let pressed = &model.attention.chord;
    let mut all: Vec<(String, String)> = Vec::new();
    for scope in model.scope().layers() {
        for (keys, action) in model.keymap.of_scope(*scope) {
            let Some(rest) = keys.strip_prefix(pressed.as_slice()) else {
                continue;
            };
            let rest: Vec<_> = rest.iter().map(ToString::to_string).collect();
            let rest = rest.join(" ");
            if all.iter().all(|(known, _)| *known != rest) {
                let name = action.name().trim_start_matches("focus-");
                all.push((rest, name.replace('-', " ")));
            }
        }
    }
    all
}
