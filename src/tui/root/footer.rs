//! The last line: a notice while there is one, else the keys that work here and now.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::notices::Shown;
use super::{Focus, Level, Model};
use crate::tui::draw::{put, width};
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::overlay;
use crate::tui::panes::{approvals, chat, editor, terminal, tree};
use crate::tui::theme::{Theme, Token};
use crate::tui::views::runs;

/// Draws it.
pub(super) fn footer(model: &Model, frame: &mut Frame, area: Rect) {
    let theme = &model.appearance.theme;
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.style(Token::Footer));
    let at = (area.x + 1, area.y);
    let room = area.width.saturating_sub(2);
    if let Some(shown) = model.attention.notices.shown() {
        let keys = model.keymap.keys_of(model.scope(), Action::NextNotice);
        notice(
            &shown,
            keys.as_deref(),
            buffer,
            Rect {
                x: at.0,
                width: room,
                ..area
            },
            theme,
        );
        return;
    }
    let mut x = at.0;
    for (keys, about) in hints(model) {
        let needed = width(&keys) + 1 + width(&about) + 2;
        if x + needed > area.right() {
            break;
        }
        x += put(buffer, (x, area.y), room, &keys, theme.style(Token::Key)) + 1;
        x += put(buffer, (x, area.y), room, &about, theme.style(Token::Hint)) + 2;
    }
}

/// A notice, and at the right how many wait and the key that goes on to the next.
fn notice(shown: &Shown, keys: Option<&str>, buffer: &mut Buffer, area: Rect, theme: &Theme) {
    let notice = &shown.told.notice;
    let token = match notice.level {
        Level::Good => Token::Good,
        Level::Info => Token::Info,
        Level::Warn => Token::Warn,
        Level::Bad => Token::Bad,
    };
    let mut end = area.right();
    if shown.of > 0 {
        let about = match (shown.waits, shown.of) {
            (true, 1) => "seen".to_owned(),
            (true, of) => format!("{} of {of}", shown.place),
            (false, of) => format!("{of} more"),
        };
        let keys = keys.unwrap_or_default();
        let needed = width(keys) + 1 + width(&about);
        if needed + 12 < area.width {
            let x = end - needed;
            put(buffer, (x, area.y), needed, keys, theme.style(Token::Key));
            let after = (x + width(keys) + 1, area.y);
            put(buffer, after, needed, &about, theme.style(Token::Hint));
            end = x.saturating_sub(2);
        }
    }
    let room = end.saturating_sub(area.x);
    let text = match shown.told.times {
        1 => notice.line(room),
        times => Cow::Owned(format!(
            "{} (×{times})",
            notice.line(room.saturating_sub(5))
        )),
    };
    put(buffer, (area.x, area.y), room, &text, theme.style(token));
}

/// The keys that work here, with what they do.
fn hints(model: &Model) -> Vec<(String, String)> {
    let scope = model.scope();
    if !model.attention.chord.is_empty() {
        let pressed: Vec<_> = model
            .attention
            .chord
            .iter()
            .map(ToString::to_string)
            .collect();
        return vec![(pressed.join(" "), "and then …".to_owned())];
    }
    let here: &[(Action, &str)] = match model.focus() {
        Focus::Pane(Pane::Tree) => tree::keys(&model.panes.tree),
        Focus::Pane(Pane::Editor) => editor::keys(&model.panes.editor),
        Focus::Pane(Pane::Terminal) => terminal::keys(&model.panes.terminal),
        Focus::Pane(Pane::Chat) => chat::KEYS,
        Focus::Pane(Pane::Approvals) => approvals::keys(&model.panes.approvals),
        Focus::Runs => runs::keys(&model.runs),
        Focus::Overlay => model.overlays.last().map_or(&[], overlay::keys),
    };
    let everywhere: &[(Action, &str)] = match model.focus() {
        Focus::Overlay => &[],
        Focus::Pane(Pane::Terminal) => &[(Action::Help, "help")],
        Focus::Pane(_) | Focus::Runs => &[
            (Action::Palette, "commands"),
            (Action::Help, "keys"),
            (Action::FocusNext, "next pane"),
            (Action::Quit, "leave"),
        ],
    };
    here.iter()
        .chain(everywhere)
        .filter_map(|(action, about)| {
            let keys = model.keymap.keys_of(scope, *action)?;
            Some((keys, (*about).to_owned()))
        })
        .collect()
}
