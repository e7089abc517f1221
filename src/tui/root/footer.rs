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
use crate::tui::overlay::{self, Overlay};
use crate::tui::panes::{approvals, chat, editor, terminal, tree};
use crate::tui::theme::{Theme, Token};
use crate::tui::views::runs;

/// Draws it.
pub(super) fn footer(model: &Model, frame: &mut Frame, area: Rect) {
    let theme = &model.appearance.theme;
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.style(Token::Footer));
    let room = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let Some(shown) = model.attention.notices.shown() else {
        hinted(&hints(model), buffer, room, theme);
        return;
    };
    let next = model.keymap.keys_of(model.scope(), Action::NextNotice);
    if model.focus() == Focus::Overlay {
        let room = counted(&shown, next.as_deref(), buffer, room, theme);
        hinted(&hints(model), buffer, room, theme);
        return;
    }
    notice(&shown, next.as_deref(), buffer, room, theme);
}

/// The keys from the left until one has no room; that of the help has its place in any case.
fn hinted(hints: &[Hint], buffer: &mut Buffer, area: Rect, theme: &Theme) {
    let wide = |hint: &Hint| width(&hint.keys) + 1 + width(hint.about);
    let help = hints.iter().find(|hint| hint.action == Some(Action::Help));
    let mut kept = help.map_or(0, |help| wide(help) + 2);
    let mut x = area.x;
    let mut draw = |hint: &Hint, x: u16| {
        let room = area.right().saturating_sub(x);
        let x =
            x + put(
                buffer,
                (x, area.y),
                room,
                &hint.keys,
                theme.style(Token::Key),
            ) + 1;
        let room = area.right().saturating_sub(x);
        x + put(
            buffer,
            (x, area.y),
            room,
            hint.about,
            theme.style(Token::Hint),
        ) + 2
    };
    for hint in hints {
        let is_help = hint.action == Some(Action::Help);
        let reserved = if is_help { 0 } else { kept };
        if x + wide(hint) + reserved > area.right() {
            break;
        }
        x = draw(hint, x);
        if is_help {
            kept = 0;
        }
    }
    if let Some(help) = help.filter(|_| kept > 0) {
        draw(help, x);
    }
}

/// How much was told, at the right, where a notice must not cover the keys; answers what is left.
fn counted(
    shown: &Shown,
    keys: Option<&str>,
    buffer: &mut Buffer,
    area: Rect,
    theme: &Theme,
) -> Rect {
    let count = if shown.waits { shown.of } else { shown.of + 1 };
    let about = format!("{} told", count.max(1));
    let keys = keys.unwrap_or_default();
    let gap = u16::from(!keys.is_empty());
    let needed = width(keys) + gap + width(&about);
    let x = area.right().saturating_sub(needed).max(area.x);
    put(buffer, (x, area.y), needed, keys, theme.style(Token::Key));
    let after = (x + width(keys) + gap, area.y);
    let token = level(shown.told.notice.level);
    put(buffer, after, width(&about), &about, theme.style(token));
    Rect {
        width: x.saturating_sub(area.x + 2),
        ..area
    }
}

fn level(level: Level) -> Token {
    match level {
        Level::Good => Token::Good,
        Level::Info => Token::Info,
        Level::Warn => Token::Warn,
        Level::Bad => Token::Bad,
    }
}

/// A notice, and at the right how many wait and the key that goes on to the next.
fn notice(shown: &Shown, keys: Option<&str>, buffer: &mut Buffer, area: Rect, theme: &Theme) {
    let notice = &shown.told.notice;
    let token = level(notice.level);
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

/// A key that works here.
struct Hint {
    /// What it does; none for the beginning of a chord.
    action: Option<Action>,
    keys: String,
    about: &'static str,
}

/// The keys that work here, with what they do.
fn hints(model: &Model) -> Vec<Hint> {
    let scope = model.scope();
    if !model.attention.chord.is_empty() {
        let pressed: Vec<_> = model
            .attention
            .chord
            .iter()
            .map(ToString::to_string)
            .collect();
        return vec![Hint {
            action: None,
            keys: pressed.join(" "),
            about: "and then …",
        }];
    }
    let here: &[(Action, &str)] = match model.focus() {
        Focus::Pane(Pane::Tree) => tree::keys(&model.panes.tree),
        Focus::Pane(Pane::Editor) => editor::keys(&model.panes.editor),
        Focus::Pane(Pane::Terminal) => terminal::keys(&model.panes.terminal),
        Focus::Pane(Pane::Chat) => chat::keys(&model.panes.chat),
        Focus::Pane(Pane::Approvals) => approvals::keys(&model.panes.approvals),
        Focus::Runs => runs::keys(&model.runs),
        Focus::Overlay => model.overlays.last().map_or(&[], overlay::keys),
    };
    let everywhere: &[(Action, &str)] = match model.focus() {
        Focus::Overlay => match model.overlays.last() {
            Some(Overlay::Help(_)) | None => &[],
            Some(_) => &[(Action::Help, "keys")],
        },
        Focus::Pane(Pane::Terminal) => &[(Action::Help, "help")],
        Focus::Pane(_) | Focus::Runs => &[
            (Action::Palette, "commands"),
            (Action::Help, "keys"),
            (Action::FocusNext, "next pane"),
            (Action::Quit, "leave"),
        ],
    };
    let besides = everywhere
        .iter()
        .filter(|(action, _)| here.iter().all(|(known, _)| known != action));
    here.iter()
        .chain(besides)
        .filter_map(|(action, about)| {
            let keys = model.keymap.keys_of(scope, *action)?;
            Some(Hint {
                action: Some(*action),
                keys,
                about,
            })
        })
        .collect()
}
