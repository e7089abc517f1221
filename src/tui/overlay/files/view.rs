//! How it is drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::State;
use super::state::WIDTH;
use crate::tui::draw::{put, put_right, scrollbar, width};
use crate::tui::keymap::Action;
use crate::tui::overlay::{boxed, centred};
use crate::tui::root::Look;
use crate::tui::theme::{Icons, Token};
use crate::workspace::find::{Row, WALK_LIMIT};

/// The actions for the footer.
pub const KEYS: &[(Action, &str)] = &[
    (Action::Accept, "open"),
    (Action::Down, "next"),
    (Action::Cancel, "close"),
];

/// The box with its border, in the area that the state has.
fn outer(state: &State) -> Rect {
    let height = u16::try_from(state.height()).unwrap_or(u16::MAX);
    centred(state.area, WIDTH, height.saturating_add(4))
}

/// Where the rows are.
pub(super) fn list_area(state: &State) -> Rect {
    let outer = outer(state);
    Rect {
        x: outer.x + 1,
        y: outer.y + 2,
        width: outer.width.saturating_sub(2),
        height: outer.height.saturating_sub(4),
    }
}

/// Draws it and answers where the caret is.
pub fn view(state: &State, _area: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    let theme = look.theme;
    let inner = boxed(frame, outer(state), "Files", look);
    if inner.is_empty() {
        return None;
    }
    let line = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        height: 1,
        ..inner
    };
    if state.field.text().is_empty() {
        let style = theme.style(Token::Placeholder);
        put(
            frame.buffer_mut(),
            (line.x, line.y),
            line.width,
            "Parts of a path",
            style,
        );
    }
    let caret = state.field.draw(frame, line, theme.style(Token::Text));
    let list = list_area(state);
    for (place, y) in (state.scroll.top..state.counts.matching).zip(list.y..list.bottom()) {
        let at = Rect {
            y,
            height: 1,
            ..list
        };
        let buffer = frame.buffer_mut();
        if place == state.scroll.cursor {
            buffer.set_style(at, theme.style(Token::Selection));
        }
        if let Some(row) = state.row(place) {
            draw_row(row, at, look, buffer);
        }
    }
    let bar = Rect {
        x: list.right().saturating_sub(1),
        width: 1,
        ..list
    };
    scrollbar(frame, bar, state.scroll.top, state.counts.matching, theme);
    let foot = (inner.right().saturating_sub(1), inner.bottom() - 1);
    let style = theme.style(Token::Muted);
    put_right(
        frame.buffer_mut(),
        foot.0,
        foot.1,
        line.width,
        &counted(state),
        style,
    );
    caret
}

/// How many files there are, and whether that is all.
fn counted(state: &State) -> String {
    let counts = state.counts;
    let more = match (counts.capped, counts.walking) {
        (true, _) => format!(", the first {WALK_LIMIT} only"),
        (false, true) => " …".to_owned(),
        (false, false) => String::new(),
    };
    if counts.matching == 0 && !counts.walking {
        return format!("nothing matches in {} files", counts.files);
    }
    format!("{} of {}{more}", counts.matching, counts.files)
}

/// The name first in full light, the folders before it dimmed, matches marked.
fn draw_row(row: &Row, at: Rect, look: &Look, buffer: &mut Buffer) {
    let theme = look.theme;
    let path = row.path.to_string_lossy();
    let mut x = at.x + 1;
    let end = at.right().saturating_sub(2);
    if look.icons == Icons::Nerd {
        let name = row.path.file_name().unwrap_or_default().to_string_lossy();
        let symbol = crate::tui::panes::tree::of_name(&name);
        x += put(buffer, (x, at.y), 2, symbol, theme.style(Token::Muted)) + 1;
    }
    // The end of a path says most: what does not fit is missing at its start.
    let room = end.saturating_sub(x);
    let hidden = cut_start(&path, room);
    if hidden > 0 {
        x += put(buffer, (x, at.y), 1, "…", theme.style(Token::Faint));
    }
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let mut matched = row.matched.iter().peekable();
    for (index, (at_byte, grapheme)) in path.grapheme_indices(true).enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let is_match = matched.next_if_eq(&&index).is_some();
        if at_byte < hidden {
            continue;
        }
        let token = match (is_match, at_byte >= name) {
            (true, _) => Token::Match,
            (false, true) => Token::Text,
            (false, false) => Token::Muted,
        };
        if x >= end {
            break;
        }
        x += put(buffer, (x, at.y), end - x, grapheme, theme.style(token));
    }
}

/// Where the part of `path` starts that fits into `room` columns with a sign before it.
fn cut_start(path: &str, room: u16) -> usize {
    if width(path) <= room {
        return 0;
    }
    let mut used = 1;
    let mut start = path.len();
    for (at, grapheme) in path.grapheme_indices(true).rev() {
        used += width(grapheme);
        if used > room {
            break;
        }
        start = at;
    }
    start
}
