//! How the pane is drawn: tabs, question, text or changes, status.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::geometry::{Geometry, position};
use super::mouse::tab_places;
use super::{Body, Sheet, State, paint, view_bar, view_diff, welcome::welcome};
use crate::text::Indent;
use crate::tui::draw::{fill, put, put_right, scrollbar, width, wrap};
use crate::tui::keymap::Action;
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// Stands beside lines that an agent has changed, and in the tab of their file.
pub(super) const AGENT: &str = "┃";

/// Stands beside the line above which an agent has taken lines out.
pub(super) const AGENT_ABOVE: &str = "╹";

/// The actions for the footer: what works here and now.
pub fn keys(state: &State) -> &'static [(Action, &'static str)] {
    let Some(sheet) = state.sheet() else {
        return &[
            (Action::FindFile, "open a file"),
            (Action::CloseTab, "close"),
        ];
    };
    if let Some(bar) = &sheet.bar {
        return view_bar::keys(bar.kind);
    }
    if sheet.diff.is_some() {
        return &[
            (Action::FindNext, "next change"),
            (Action::FindPrevious, "change before"),
            (Action::Newline, "go there"),
            (Action::Cancel, "back to the text"),
        ];
    }
    if let Some(banner) = &sheet.banner {
        return banner.keys();
    }
    if sheet.buffer.places().shown().next().is_some() {
        return AGENT_KEYS;
    }
    &[
        (Action::Save, "save"),
        (Action::Find, "find"),
        (Action::Undo, "undo"),
        (Action::GoToLine, "line"),
        (Action::ToggleDiff, "changes"),
        (Action::CloseTab, "close"),
    ]
}

/// What works where an agent has changed something.
const AGENT_KEYS: &[(Action, &str)] = &[
    (Action::NextPlace, "next change"),
    (Action::TakeBack, "take it back"),
    (Action::KeepPlace, "keep it"),
    (Action::KeepPlaces, "keep all"),
    (Action::Save, "save"),
    (Action::Undo, "undo"),
    (Action::ToggleDiff, "changes"),
];

/// Draws the pane within its border.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let style = look.theme.style(Token::Background);
    fill(frame.buffer_mut(), area, style);
    let (tabs, rest) = Geometry::tabs(area);
    let Some(tab) = state.tabs.get(state.active) else {
        return welcome(look, area, frame);
    };
    draw_tabs(state, tabs, look, frame);
    match &tab.body {
        Body::Loading(_) => middle(rest, &["Reading…".to_owned()], look, frame),
        Body::Binary { len } => {
            let lines = [
                format!("{} is no text.", tab.name()),
                format!("{len} bytes; only text can be edited here."),
            ];
            middle(rest, &lines, look, frame);
        }
        Body::Failed(reason) => {
            let lines = [format!("{} cannot be shown.", tab.name()), reason.clone()];
            middle(rest, &lines, look, frame);
        }
        Body::Text(sheet) => draw_sheet(sheet, area, look, frame),
    }
}

fn draw_sheet(sheet: &Sheet, area: Rect, look: &Look, frame: &mut Frame) {
    let geometry = Geometry::of(area, sheet);
    if let Some(banner) = &sheet.banner {
        let style = look.theme.style(Token::BadgeAttention);
        let place = geometry.banner;
        frame.buffer_mut().set_style(place, style);
        let at = (place.x + 1, place.y);
        put(
            frame.buffer_mut(),
            at,
            place.width.saturating_sub(2),
            banner.text(),
            style,
        );
    }
    let room = geometry.room(sheet);
    if let Some(diff) = &sheet.diff {
        view_diff::draw(sheet, diff, &geometry, look, frame);
        let count = diff.len(area.width);
        scrollbar(frame, geometry.scroll, diff.top, count, look.theme);
    } else {
        paint::paint(sheet, &geometry, look, frame);
        let count = sheet.buffer.rope().len_lines();
        let top = sheet.window.top.min(count.saturating_sub(room.height));
        scrollbar(frame, geometry.scroll, top, count, look.theme);
    }
    if let Some(bar) = &sheet.bar {
        view_bar::draw(sheet, bar, geometry.bar, look, frame);
    }
    draw_status(sheet, geometry.status, look, frame);
}

fn draw_tabs(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let base = look.theme.style(Token::Surface);
    frame.buffer_mut().set_style(area, base);
    let places = tab_places(state, area);
    for (at, place) in &places {
        let Some(tab) = state.tabs.get(*at) else {
            continue;
        };
        let active = *at == state.active;
        let token = if active { Token::TabActive } else { Token::Tab };
        let mut style = look.theme.style(token);
        if active {
            let ground = look.theme.style(Token::Background);
            frame.buffer_mut().set_style(*place, ground);
            style = ground.patch(style);
        }
        let room = place.width.saturating_sub(4);
        let buffer = frame.buffer_mut();
        let used = put(buffer, (place.x + 1, place.y), room, &tab.name(), style);
        if tab.agent_places() > 0 {
            let sign = look.theme.style(Token::AgentChanged);
            put(buffer, (place.x + 1 + used, place.y), 1, AGENT, sign);
        }
        if tab.is_modified() {
            let dot = look.theme.style(Token::Warn);
            put(buffer, (place.x + 2 + used, place.y), 1, "●", dot);
        }
    }
    let hidden = state.tabs.len() - places.len();
    if hidden > 0 && area.width > 8 {
        let style = look.theme.style(Token::Muted);
        put_right(
            frame.buffer_mut(),
            area.right(),
            area.y,
            5,
            &format!(" +{hidden}"),
            style,
        );
    }
}

/// Where the caret is, and how the file is stored.
fn draw_status(sheet: &Sheet, area: Rect, look: &Look, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let theme = look.theme;
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.style(Token::Surface));
    let rope = sheet.buffer.rope();
    let selection = sheet.buffer.selection();
    let line = rope.char_to_line(selection.head);
    let column = selection.head - rope.line_to_char(line) + 1;
    let mut left = format!("{}:{column}", line + 1);
    match selection.range().len() {
        0 => {}
        count => left = format!("{left}  {count} selected"),
    }
    let right = stored(sheet);
    let style = theme.style(Token::Muted);
    let used = put(
        buffer,
        (area.x + 1, area.y),
        area.width.saturating_sub(2),
        &left,
        style,
    );
    let mut begins = area.x + 1 + used + 2;
    if let Some(by_agent) = by_agent(sheet) {
        let room = area.right().saturating_sub(begins + 1);
        let sign = theme.style(Token::AgentChanged);
        begins += put(buffer, (begins, area.y), room, &by_agent, sign) + 2;
    }
    let mut limit = area.right().saturating_sub(1);
    for text in right.iter().rev() {
        let columns = width(text);
        if limit < begins + columns {
            break;
        }
        limit = put_right(buffer, limit, area.y, columns, text, style).saturating_sub(2);
    }
    let warn = if sheet.disk.read_only {
        "read-only"
    } else if sheet.is_unguarded() {
        "large: not kept for a crash"
    } else {
        return;
    };
    if limit >= begins + width(warn) {
        put_right(
            buffer,
            limit,
            area.y,
            width(warn),
            warn,
            theme.style(Token::Warn),
        );
    }
}

/// What an agent has changed that nobody has looked at, in words.
fn by_agent(sheet: &Sheet) -> Option<String> {
    match sheet.buffer.places().shown().count() {
        0 => None,
        1 => Some("agent changed 1 place".to_owned()),
        count => Some(format!("agent changed {count} places")),
    }
}

/// How the file is stored, in words.
fn stored(sheet: &Sheet) -> Vec<String> {
    let format = sheet.buffer.format();
    let mut right = vec![
        sheet.language.name.to_owned(),
        match sheet.buffer.indent() {
            Indent::Tab => "tabs".to_owned(),
            spaces @ Indent::Spaces(_) => spaces.name(),
        },
        if format.mixed {
            "mixed line ends".to_owned()
        } else {
            format.ending.name().to_owned()
        },
        format.charset.name().to_owned(),
    ];
    if sheet.window.wrap {
        right.insert(0, "wrapped".to_owned());
    }
    right
}

/// Some lines in the middle of an area.
fn middle(area: Rect, lines: &[String], look: &Look, frame: &mut Frame) {
    let style = look.theme.style(Token::Muted);
    let columns = area.width.saturating_sub(2);
    let lines: Vec<String> = lines.iter().flat_map(|line| wrap(line, columns)).collect();
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let first = area.y + area.height.saturating_sub(count) / 2;
    for (y, line) in (first..area.bottom()).zip(lines) {
        let x = area.x + area.width.saturating_sub(width(&line)) / 2;
        put(frame.buffer_mut(), (x, y), columns, &line, style);
    }
}

/// Where the caret is while the pane has the keyboard.
pub fn caret(state: &State, area: Rect) -> Option<Position> {
    let sheet = state.sheet()?;
    let geometry = Geometry::of(area, sheet);
    if let Some(bar) = &sheet.bar {
        return view_bar::caret(bar, geometry.bar);
    }
    if sheet.diff.is_some() {
        return None;
    }
    position(sheet, &geometry, sheet.buffer.selection().head)
}
