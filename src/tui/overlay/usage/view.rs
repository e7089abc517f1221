//! How it is drawn: over the whole body.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::state::State;
use crate::tui::draw::{put, scrollbar, wrap};
use crate::tui::keymap::Action;
use crate::tui::overlay::boxed;
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// The actions for the footer.
pub const KEYS: &[(Action, &str)] = &[(Action::PageDown, "more"), (Action::Cancel, "close")];

/// Draws it; there is no caret.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    let inner = boxed(frame, area, "Usage", look);
    let inner = Rect {
        x: inner.x + 1,
        y: inner.y + 1,
        width: inner.width.saturating_sub(2),
        height: inner.height.saturating_sub(1),
    };
    let theme = look.theme;
    let told = match (&state.refused, &state.book) {
        (Some(reason), _) => Some((reason.as_str(), Token::Bad)),
        (None, None) => Some(("Reading …", Token::Muted)),
        (None, Some(_)) => None,
    };
    if let Some((text, token)) = told {
        for (line, y) in wrap(text, inner.width).iter().zip(inner.y..inner.bottom()) {
            put(
                frame.buffer_mut(),
                (inner.x, y),
                inner.width,
                line,
                theme.style(token),
            );
        }
        return None;
    }
    let columns = inner.width.saturating_sub(2);
    let shown = state.rows.iter().skip(state.scroll.top);
    for (row, y) in shown.zip(inner.y..inner.bottom()) {
        row.draw(frame, (inner.x, y), columns, theme);
    }
    let bar = Rect {
        x: inner.right().saturating_sub(1),
        width: 1,
        ..inner
    };
    scrollbar(frame, bar, state.scroll.top, state.rows.len(), theme);
    None
}
