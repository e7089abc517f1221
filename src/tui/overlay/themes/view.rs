//! How it is drawn: at the side, so that the panes show what the theme does to them.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::State;
use crate::tui::draw::{put, scrollbar};
use crate::tui::overlay::boxed;
use crate::tui::root::Look;
use crate::tui::theme::Token;

const WIDTH: u16 = 44;

/// Draws it; there is no caret.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    let rows = u16::try_from(state.height()).unwrap_or(u16::MAX);
    let width = WIDTH.min(area.width);
    let outer = Rect {
        x: area.right() - width,
        y: area.y,
        width,
        height: rows.saturating_add(2).min(area.height),
    };
    let inner = boxed(frame, outer, "Themes", look);
    let theme = look.theme;
    if state.rows.is_empty() {
        let at = (inner.x + 1, inner.y);
        put(
            frame.buffer_mut(),
            at,
            inner.width,
            "Reading …",
            theme.style(Token::Muted),
        );
    }
    let shown = state.rows.iter().enumerate().skip(state.scroll.top);
    for ((index, row), y) in shown.zip(inner.y..inner.bottom()) {
        let buffer = frame.buffer_mut();
        if index == state.scroll.cursor {
            buffer.set_style(
                Rect {
                    y,
                    height: 1,
                    ..inner
                },
                theme.style(Token::Selection),
            );
        }
        let token = if row.usable { Token::Text } else { Token::Bad };
        let room = inner.width.saturating_sub(3);
        let used = put(
            buffer,
            (inner.x + 1, y),
            room,
            &row.name,
            theme.style(token),
        );
        let x = inner.x + 1 + used.max(16) + 1;
        let room = inner.right().saturating_sub(x + 1);
        put(buffer, (x, y), room, &row.about, theme.style(Token::Muted));
    }
    let bar = Rect::new(inner.right().saturating_sub(1), inner.y, 1, inner.height);
    scrollbar(frame, bar, state.scroll.top, state.rows.len(), theme);
    None
}
