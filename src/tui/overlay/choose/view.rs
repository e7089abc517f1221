//! How it is drawn: the typed text, the list, and more about the chosen one below it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::state::{Entry, State};
use crate::tui::draw::{Row, put, scrollbar, wrap};
use crate::tui::keymap::Action;
use crate::tui::overlay::{boxed, centred};
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// The actions for the footer.
pub const KEYS: &[(Action, &str)] = &[
    (Action::Accept, "take it"),
    (Action::Down, "next"),
    (Action::Cancel, "close"),
];

const WIDTH: u16 = 92;
/// The rows below the list that tell about the chosen one.
const ABOUT: u16 = 2;

/// Draws it and answers where the caret is.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    let rows = state.rows().min(state.matching.len().max(1));
    let height = u16::try_from(rows).unwrap_or(1).saturating_add(ABOUT + 4);
    let outer = centred(area, WIDTH, height);
    let inner = boxed(frame, outer, state.what.title(), look);
    let theme = look.theme;
    let line = Rect {
        height: inner.height.min(1),
        ..inner
    };
    let caret = state.field.draw(frame, line, theme.style(Token::Text));
    if state.field.text().is_empty() {
        let style = theme.style(Token::Placeholder);
        let hint = "Type a part of the name";
        put(
            frame.buffer_mut(),
            (inner.x, inner.y),
            inner.width,
            hint,
            style,
        );
    }
    let list = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(ABOUT + 2),
        ..inner
    };
    let told = match (&state.refused, &state.entries) {
        (Some(reason), _) => Some((reason.as_str(), Token::Bad)),
        (None, None) => Some(("Reading …", Token::Muted)),
        (None, Some(all)) if all.is_empty() => Some((state.what.none(), Token::Muted)),
        (None, Some(_)) if state.matching.is_empty() => Some(("Nothing matches", Token::Muted)),
        (None, Some(_)) => None,
    };
    if let Some((text, token)) = told {
        let lines = wrap(text, list.width.saturating_sub(2));
        for (line, y) in lines.iter().zip(list.y..inner.bottom()) {
            let style = theme.style(token);
            put(frame.buffer_mut(), (list.x + 1, y), list.width, line, style);
        }
        return caret;
    }
    entries(state, list, look, frame);
    about(state, inner, look, frame);
    let bar = Rect {
        x: inner.right().saturating_sub(1),
        width: 1,
        ..list
    };
    scrollbar(frame, bar, state.scroll.top, state.matching.len(), theme);
    caret
}

fn entries(state: &State, list: Rect, look: &Look, frame: &mut Frame) {
    let all = state.entries.as_deref().unwrap_or_default();
    let shown = state.matching.iter().enumerate().skip(state.scroll.top);
    for ((row, index), y) in shown.zip(list.y..list.bottom()) {
        let Some(entry) = all.get(*index) else {
            continue;
        };
        let line = Rect {
            y,
            height: 1,
            ..list
        };
        if row == state.scroll.cursor {
            let style = look.theme.style(Token::Selection);
            frame.buffer_mut().set_style(line, style);
        }
        let columns = list.width.saturating_sub(3);
        drawn(entry).draw(frame, (list.x + 1, y), columns, look.theme);
    }
}

fn drawn(entry: &Entry) -> Row {
    let mark = if entry.current { "● " } else { "  " };
    let token = match &entry.missing {
        None => Token::Text,
        Some(_) => Token::Muted,
    };
    Row::of(mark, Token::Accent)
        .then(entry.title.clone(), token)
        .right(entry.right.clone(), Token::Faint)
}

/// What is to be known of the chosen one, at the lower end.
fn about(state: &State, inner: Rect, look: &Look, frame: &mut Frame) {
    let Some(entry) = state.chosen() else {
        return;
    };
    let (text, token) = match &entry.missing {
        Some(missing) => (missing, Token::Warn),
        None => (&entry.about, Token::Muted),
    };
    let lines = wrap(text, inner.width.saturating_sub(2));
    let from = inner.bottom().saturating_sub(ABOUT);
    for (line, y) in lines.iter().zip(from..inner.bottom()) {
        let style = look.theme.style(token);
        put(
            frame.buffer_mut(),
            (inner.x + 1, y),
            inner.width.saturating_sub(2),
            line,
            style,
        );
    }
}
