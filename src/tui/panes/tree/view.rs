//! How the pane is drawn: only the rows in sight are looked at.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::State;
use super::ask::{Typing, What};
use super::filter::Looked;
use super::icons::icon;
use super::row::draw_row;
use super::rows::Listing;
use crate::tui::draw::{put, put_right, scrollbar, width, wrap};
use crate::tui::keymap::Action;
use crate::tui::root::Look;
use crate::tui::theme::Token;
use crate::workspace::listing::EntryKind;

/// The actions for the footer.
pub fn keys(state: &State) -> &'static [(Action, &'static str)] {
    if state.typing() { LINE_KEYS } else { KEYS }
}

const KEYS: &[(Action, &str)] = &[
    (Action::Accept, "open"),
    (Action::NewFile, "new"),
    (Action::Rename, "rename"),
    (Action::Delete, "delete"),
    (Action::UndoFile, "undo"),
    (Action::Filter, "filter"),
];

const LINE_KEYS: &[(Action, &str)] = &[(Action::Accept, "take it"), (Action::Cancel, "back")];

/// What a pane has on its lines.
enum Line {
    /// A place of what is shown.
    Row(usize),
    /// The name that is typed.
    Asked,
}

/// Draws the pane within its border.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    for (line, y) in lines(state).zip(area.y..area.bottom()) {
        let at = Rect {
            y,
            height: 1,
            ..area
        };
        match line {
            Line::Row(place) => draw_row(state, place, at, look, frame.buffer_mut()),
            Line::Asked => {
                draw_asked(state, at, look, frame);
            }
        }
    }
    if state.shown.len() == 0 {
        empty(state, area, look, frame);
    }
    if state.has_filter_line() {
        draw_filter(state, area, look, frame);
    }
    let bar = Rect {
        x: area.right() - 1,
        width: 1,
        height: area.height - u16::from(state.has_filter_line()),
        ..area
    };
    scrollbar(frame, bar, state.scroll.top, state.shown.len(), look.theme);
}

/// Where the caret is while the pane has the keyboard.
pub fn caret(state: &State, area: Rect) -> Option<Position> {
    match &state.typing {
        Typing::Nothing | Typing::Sent(..) => None,
        Typing::Filter => state.filter.field.caret_in(filter_line(state, area)),
        Typing::Name(ask) => {
            let (place, depth) = state.asked_place()?;
            let line = place.checked_sub(state.scroll.top)?;
            let y = area.y + u16::try_from(line).ok()?;
            let at = field_area(
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                depth,
            );
            ask.field.caret_in(at).filter(|_| line < state.height())
        }
    }
}

/// What stands on the lines in sight, from the top.
fn lines(state: &State) -> impl Iterator<Item = Line> {
    let asked = state.asked_place().map(|(place, _)| place);
    let replaces =
        matches!(&state.typing, Typing::Name(ask) if matches!(ask.what, What::Rename(_)));
    let top = state.scroll.top;
    let count = state.shown.len();
    (top..top + state.height()).filter_map(move |line| match asked {
        Some(at) if line == at => Some(Line::Asked),
        Some(at) if line > at && !replaces => (line - 1 < count).then_some(Line::Row(line - 1)),
        Some(_) | None => (line < count).then_some(Line::Row(line)),
    })
}

/// Where a name is typed in the line `at`.
fn field_area(at: Rect, depth: u16) -> Rect {
    let before = (depth * 2 + 3).min(at.width.saturating_sub(4));
    Rect {
        x: at.x + before,
        width: at.width.saturating_sub(before + 1),
        ..at
    }
}

fn draw_asked(state: &State, at: Rect, look: &Look, frame: &mut Frame) {
    let (Typing::Name(ask), Some((_, depth))) = (&state.typing, state.asked_place()) else {
        return;
    };
    let theme = look.theme;
    frame
        .buffer_mut()
        .set_style(at, theme.style(Token::CursorLine));
    let field = field_area(at, depth);
    let text = ask.field.text();
    let (kind, hint) = match &ask.what {
        What::File(_) if text.ends_with('/') => (EntryKind::Folder, ""),
        What::File(_) => (EntryKind::File, "name, or name/ for a folder"),
        What::Folder(_) => (EntryKind::Folder, "name of the folder"),
        What::Rename(_) => (EntryKind::File, "new name"),
    };
    let symbol = icon(look.icons, kind, false, text);
    let icon_at = (field.x.saturating_sub(2), at.y);
    put(
        frame.buffer_mut(),
        icon_at,
        1,
        symbol,
        theme.style(Token::Accent),
    );
    if text.is_empty() {
        let style = theme.style(Token::Placeholder);
        put(
            frame.buffer_mut(),
            (field.x, at.y),
            field.width,
            hint,
            style,
        );
    }
    ask.field.draw(frame, field, theme.style(Token::Text));
}

fn filter_line(state: &State, area: Rect) -> Rect {
    // What was found stands at the right, while there is room for both.
    let found = width(&state.filter.looked.words(state.shown.matches()));
    let found = if found + 10 < area.width { found } else { 0 };
    Rect {
        x: area.x + 2,
        y: area.bottom().saturating_sub(1),
        width: area.width.saturating_sub(3 + found),
        height: 1,
    }
}

fn draw_filter(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    let theme = look.theme;
    let line = filter_line(state, area);
    put(
        frame.buffer_mut(),
        (area.x, line.y),
        2,
        "/",
        theme.style(Token::Accent),
    );
    if state.filter.field.text().is_empty() {
        let style = theme.style(Token::Placeholder);
        put(
            frame.buffer_mut(),
            (line.x, line.y),
            line.width,
            "part of a name",
            style,
        );
    }
    state
        .filter
        .field
        .draw(frame, line, theme.style(Token::Text));
    let found = state.filter.looked.words(state.shown.matches());
    if line.right() + 1 < area.right() {
        let end = area.right() - 1;
        let style = theme.style(Token::Faint);
        put_right(
            frame.buffer_mut(),
            end,
            line.y,
            width(&found),
            &found,
            style,
        );
    }
}

/// Why there are no rows.
fn empty(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    let asks = matches!(state.typing, Typing::Name(_));
    let text = match state.rows.root_listing() {
        _ if asks => return,
        Some(Listing::Failed(why)) => format!("The workspace cannot be read: {why}"),
        Some(Listing::Known) if !state.rows.is_empty() => match state.filter.looked {
            Looked::Going => "Looking through the workspace …".to_owned(),
            Looked::Not | Looked::Through(_) | Looked::Partly(_) => {
                "Nothing matches. Folders that git ignores are not looked through.".to_owned()
            }
        },
        Some(Listing::Known) => "This folder is empty: a makes a file, A a folder".to_owned(),
        Some(Listing::Asked) | None => return,
    };
    let style: Style = look.theme.style(Token::Muted);
    let room = area.width.saturating_sub(2);
    for (line, y) in wrap(&text, room).iter().zip(area.y..area.bottom()) {
        put(frame.buffer_mut(), (area.x + 1, y), room, line, style);
    }
}
