//! How it is drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::State;
use super::lines::{Group, Line};
use super::state::Progress;
use crate::tui::draw::{put, put_right, scrollbar, width};
use crate::tui::keymap::Action;
use crate::tui::overlay::{boxed, centred};
use crate::tui::root::Look;
use crate::tui::theme::Token;
use crate::workspace::find::{Case, Hit, Syntax, Words};

/// The widest the box is.
const WIDTH: u16 = 120;
/// The columns of a line number.
const NUMBER: u16 = 6;

/// The actions for the footer.
pub const KEYS: &[(Action, &str)] = &[
    (Action::Accept, "open"),
    (Action::Next, "next file"),
    (Action::ToggleRegex, "pattern"),
    (Action::ToggleCase, "capitals"),
    (Action::ToggleWord, "whole words"),
    (Action::Cancel, "close"),
];

fn outer(state: &State) -> Rect {
    let height = u16::try_from(state.height()).unwrap_or(u16::MAX);
    centred(state.area, WIDTH, height.saturating_add(4))
}

/// Where the lines are.
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
    let inner = boxed(frame, outer(state), "Search in files", look);
    if inner.is_empty() {
        return None;
    }
    let right = draw_toggles(state, inner, look, frame.buffer_mut());
    let line = Rect {
        x: inner.x + 1,
        width: right.saturating_sub(inner.x + 2),
        height: 1,
        ..inner
    };
    if state.field.text().is_empty() {
        let style = theme.style(Token::Placeholder);
        put(
            frame.buffer_mut(),
            (line.x, line.y),
            line.width,
            "Text in the files",
            style,
        );
    }
    let caret = state.field.draw(frame, line, theme.style(Token::Text));
    let list = list_area(state);
    for (place, y) in (state.scroll.top..state.lines.len()).zip(list.y..list.bottom()) {
        let at = Rect {
            y,
            height: 1,
            ..list
        };
        let buffer = frame.buffer_mut();
        if place == state.scroll.cursor {
            buffer.set_style(at, theme.style(Token::Selection));
        }
        match state.lines.get(place) {
            Some(Line::File(group)) => {
                if let Some(group) = state.lines.group(group) {
                    draw_file(group, at, look, buffer);
                }
            }
            Some(Line::Hit(..)) => {
                if let Some(hit) = state.lines.hit(place) {
                    draw_hit(hit, at, look, buffer);
                }
            }
            None => {}
        }
    }
    let bar = Rect {
        x: list.right().saturating_sub(1),
        width: 1,
        ..list
    };
    scrollbar(frame, bar, state.scroll.top, state.lines.len(), theme);
    draw_foot(state, inner, look, frame.buffer_mut());
    caret
}

/// The three toggles at the right of the first line; answers where they begin.
fn draw_toggles(state: &State, inner: Rect, look: &Look, buffer: &mut Buffer) -> u16 {
    let toggles = [
        ("word", state.query.words == Words::Whole),
        ("Aa", state.query.case == Case::Sensitive),
        (".*", state.query.syntax == Syntax::Regex),
    ];
    let mut right = inner.right().saturating_sub(1);
    for (text, is_on) in toggles {
        let token = if is_on {
            Token::BadgeAttention
        } else {
            Token::Badge
        };
        let text = format!(" {text} ");
        let style = look.theme.style(token);
        right = put_right(buffer, right, inner.y, width(&text), &text, style).saturating_sub(1);
    }
    right
}

fn draw_foot(state: &State, inner: Rect, look: &Look, buffer: &mut Buffer) {
    let many = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let (lines, files) = (state.lines.hits(), state.lines.files());
    let found = format!("{} in {}", many(lines, "line"), many(files, "file"));
    let (text, token) = match &state.progress {
        Progress::Idle => return,
        Progress::Searching => (format!("{found} …"), Token::Muted),
        Progress::Over { files, .. } if state.lines.hits() == 0 => {
            (format!("nothing in {files} files"), Token::Muted)
        }
        Progress::Over { capped: true, .. } => (format!("{found}, and more"), Token::Warn),
        Progress::Over { .. } => (found, Token::Muted),
        Progress::Refused(why) => (why.clone(), Token::Bad),
    };
    let right = inner.right().saturating_sub(1);
    let room = inner.width.saturating_sub(2);
    put_right(
        buffer,
        right,
        inner.bottom() - 1,
        room,
        &text,
        look.theme.style(token),
    );
}

fn draw_file(group: &Group, at: Rect, look: &Look, buffer: &mut Buffer) {
    let path = group.path.to_string_lossy();
    let count = group.hits.len().to_string();
    let theme = look.theme;
    let room = at.width.saturating_sub(4);
    let end = at.x + room;
    let (folder, name) = path.split_at(path.rfind('/').map_or(0, |slash| slash + 1));
    let mut x = at.x + 1;
    // The name counts more than the way to it.
    let for_folder = room.saturating_sub(width(name) + width(&count) + 1);
    x += put(
        buffer,
        (x, at.y),
        for_folder,
        folder,
        theme.style(Token::Muted),
    );
    x += put(
        buffer,
        (x, at.y),
        end.saturating_sub(x),
        name,
        theme.style(Token::Strong),
    ) + 1;
    put(
        buffer,
        (x, at.y),
        end.saturating_sub(x),
        &count,
        theme.style(Token::Faint),
    );
}

fn draw_hit(hit: &Hit, at: Rect, look: &Look, buffer: &mut Buffer) {
    let theme = look.theme;
    let number = hit.line.to_string();
    let text_x = at.x + 1 + NUMBER + 2;
    put_right(
        buffer,
        text_x - 2,
        at.y,
        NUMBER,
        &number,
        theme.style(Token::Gutter),
    );
    let end = at.right().saturating_sub(2);
    let mut x = text_x;
    let mut from = start_in_sight(hit, end.saturating_sub(x));
    if from > hit.text.len() - hit.text.trim_start().len() {
        x += put(buffer, (x, at.y), 1, "…", theme.style(Token::Faint));
    }
    let rest = hit.text.len()..hit.text.len();
    for range in hit.ranges.iter().chain([&rest]) {
        let start = range.start.max(from);
        let pieces = [
            (from..start, Token::Text),
            (start..range.end.max(start), Token::Match),
        ];
        for (piece, token) in pieces {
            let text = hit.text.get(piece).unwrap_or_default();
            let room = end.saturating_sub(x);
            if room == 0 {
                return;
            }
            x += put(buffer, (x, at.y), room, text, theme.style(token));
        }
        from = range.end.max(start);
    }
}

/// Where the text of a hit starts so that its first match is in sight within `room` columns.
fn start_in_sight(hit: &Hit, room: u16) -> usize {
    let blank = hit.text.len() - hit.text.trim_start().len();
    let Some(first) = hit.ranges.first() else {
        return blank;
    };
    let until = |from: usize| hit.text.get(from..first.end).map_or(0, width);
    if until(blank) <= room {
        return blank;
    }
    let starts = hit.text.char_indices().map(|(at, _)| at);
    // A third of the room is for what stands before the match.
    let mut late = starts.filter(|at| *at > blank && *at <= first.start);
    late.find(|from| until(*from) <= room / 3 + width(&hit.text[first.clone()]))
        .unwrap_or(first.start)
}
