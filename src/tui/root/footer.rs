//! The last line: a notice while there is one, else the keys that work here and now.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Focus, Level, Model};
use crate::tui::draw::{put, width};
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::overlay;
use crate::tui::panes::{approvals, chat, editor, terminal, tree};
use crate::tui::theme::Token;
use crate::tui::views::runs;

/// Draws it.
pub(super) fn footer(model: &Model, frame: &mut Frame, area: Rect) {
    let theme = &model.appearance.theme;
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.style(Token::Footer));
    let at = (area.x + 1, area.y);
    let room = area.width.saturating_sub(2);
    if let Some((notice, _)) = &model.attention.notice {
        let token = match notice.level {
            Level::Good => Token::Good,
            Level::Info => Token::Info,
            Level::Warn => Token::Warn,
            Level::Bad => Token::Bad,
        };
        put(buffer, at, room, &notice.text, theme.style(token));
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
