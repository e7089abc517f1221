//! One row of the tree: guides, symbol, name, and what git says.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::State;
use super::icons::icon;
use super::rows::{Listing, Row};
use super::shown::find;
use super::state::Clip;
use crate::tui::draw::{put, put_right, width};
use crate::tui::root::Look;
use crate::tui::theme::{Theme, Token};
use crate::workspace::files::JailedPath;
use crate::workspace::git::{Mark, Stage};
use crate::workspace::listing::EntryKind;

/// Draws the row at `place` of what is shown into the line `at`.
pub fn draw_row(state: &State, place: usize, at: Rect, look: &Look, buffer: &mut Buffer) {
    let Some(index) = state.shown.row(place) else {
        return;
    };
    let (Some(row), Some(path)) = (state.rows.get(index), state.rows.path(index)) else {
        return;
    };
    let theme = look.theme;
    if place == state.scroll.cursor {
        let token = if look.focused {
            Token::Selection
        } else {
            Token::SelectionInactive
        };
        buffer.set_style(at, theme.style(token));
    }
    let mark = state.signs.git.of(path.as_path());
    let mut right = at.right().saturating_sub(2);
    if let Some((letter, style)) = letter(state, row, &path, mark, theme) {
        right = put_right(buffer, right + 1, at.y, 1, letter, style).saturating_sub(1);
    }
    if state.signs.agents.has(path.as_path()) && !row.is_open() {
        let style = theme.style(Token::AgentChanged);
        right = put_right(buffer, right + 1, at.y, 1, "┃", style).saturating_sub(1);
    }
    // Deep rows keep a place for their names: what matters is at the end of the way.
    let deepest = at.width.saturating_sub(14) / 2;
    let mut x = at.x + 1;
    for _ in 0..row.depth.min(deepest) {
        put(buffer, (x, at.y), 2, "│", theme.style(Token::Guide));
        x += 2;
    }
    let name = row.name.to_string_lossy();
    let style = name_style(state, row, &path, mark, theme);
    let symbol = icon(look.icons, row.kind, row.is_open(), &name);
    put(buffer, (x, at.y), 1, symbol, style);
    x += 2;
    let room = right.saturating_sub(x);
    let (head, tail) = shortened(&name, room);
    let mut used = put(buffer, (x, at.y), room, head, style);
    if head.len() < name.len() {
        used += put(buffer, (x + used, at.y), 1, "…", style);
        used += put(buffer, (x + used, at.y), room - used, tail, style);
    }
    underline_match(state, head, (x, at.y), theme, buffer);
    if let Some(note) = note(state, index, row) {
        let room = right.saturating_sub(x + used + 1);
        put(
            buffer,
            (x + used + 1, at.y),
            room,
            &note,
            theme.style(Token::Faint),
        );
    }
}

fn name_style(
    state: &State,
    row: &Row,
    path: &JailedPath,
    mark: Option<Mark>,
    theme: &Theme,
) -> Style {
    let token = match mark {
        Some(mark) => token(mark),
        None => match row.kind {
            EntryKind::Folder | EntryKind::LinkToFolder => Token::Directory,
            EntryKind::File => Token::Text,
            EntryKind::LinkToFile => Token::Link,
            EntryKind::BrokenLink => Token::Bad,
            EntryKind::Other => Token::Muted,
        },
    };
    let style = theme.style(token);
    match &state.clip {
        Some(Clip::Cut(cut)) if path.is_within(cut) => {
            style.add_modifier(Modifier::ITALIC | Modifier::DIM)
        }
        Some(Clip::Cut(_) | Clip::Copied(_)) | None => style,
    }
}

fn token(mark: Mark) -> Token {
    match mark {
        Mark::Ignored => Token::GitIgnored,
        Mark::Untracked => Token::GitUntracked,
        Mark::Renamed => Token::GitRenamed,
        Mark::Added => Token::GitAdded,
        Mark::Deleted => Token::GitRemoved,
        Mark::Modified => Token::GitModified,
        Mark::Conflicted => Token::GitConflict,
    }
}

/// The letter at the end of a row; a folder has a dot, and what is ready to be committed is green.
fn letter(
    state: &State,
    row: &Row,
    path: &JailedPath,
    mark: Option<Mark>,
    theme: &Theme,
) -> Option<(&'static str, Style)> {
    let mark = mark?;
    let letter = match mark {
        Mark::Ignored => return None,
        _ if row.kind.is_folder() => "●",
        Mark::Untracked => "?",
        Mark::Renamed => "R",
        Mark::Added => "A",
        Mark::Deleted => "D",
        Mark::Modified => "M",
        Mark::Conflicted => "!",
    };
    let token = match state.signs.git.stage_of(path.as_path()) {
        Some(Stage::Index) => Token::Good,
        Some(Stage::WorkTree | Stage::Both) | None => token(mark),
    };
    Some((letter, theme.style(token)))
}

/// What is said beside a name.
fn note(state: &State, index: usize, row: &Row) -> Option<String> {
    match (row.kind, state.rows.listing(index)) {
        (_, Some(Listing::Failed(why))) => Some(why.to_string()),
        (_, Some(Listing::Known)) if state.rows.is_empty_folder(index) => Some("empty".to_owned()),
        (EntryKind::BrokenLink, _) => Some("leads nowhere".to_owned()),
        (EntryKind::LinkToFile | EntryKind::LinkToFolder, _) => Some("→".to_owned()),
        (EntryKind::File | EntryKind::Folder | EntryKind::Other, _) => None,
    }
}

/// The start and the end of a name that fit into `room` columns with a sign between them; all of it
/// where it fits. Names of one folder often differ only at their ends.
fn shortened(name: &str, room: u16) -> (&str, &str) {
    if width(name) <= room {
        return (name, "");
    }
    let fits = |parts: &mut dyn Iterator<Item = &str>, room: u16| {
        let mut used = 0;
        let fitting = parts.take_while(|part| {
            used += width(part);
            used <= room
        });
        fitting.map(str::len).sum::<usize>()
    };
    let for_both = room.saturating_sub(1);
    let end = fits(&mut name.graphemes(true).rev(), for_both * 2 / 5);
    let tail = &name[name.len() - end..];
    let start = fits(&mut name.graphemes(true), for_both - width(tail));
    (&name[..start], tail)
}

/// Marks what the filter found in the start of a name that was drawn at `at`.
fn underline_match(state: &State, head: &str, at: (u16, u16), theme: &Theme, buffer: &mut Buffer) {
    let Some(found) = find(head, &state.shown.filter) else {
        return;
    };
    let start = width(&head[..found.start]);
    let end = width(&head[..found.end]);
    let area = Rect::new(at.0 + start, at.1, end - start, 1);
    buffer.set_style(area.intersection(buffer.area), theme.style(Token::Match));
}
