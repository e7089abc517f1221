//! Draws the bar below the text: search, replace, go to a line.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::Sheet;
use super::bar::{Bar, Kind};
use crate::text::{Case, Style};
use crate::tui::draw::{put, put_right, width};
use crate::tui::keymap::Action;
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// How wide the name of a field is.
const LABEL: u16 = 9;

/// The actions for the footer while the bar is open.
pub fn keys(kind: Kind) -> &'static [(Action, &'static str)] {
    match kind {
        Kind::Find => &[
            (Action::Newline, "next"),
            (Action::FindPrevious, "before"),
            (Action::ToggleWrap, "pattern"),
            (Action::Comment, "capitals"),
            (Action::SelectWord, "words"),
            (Action::Replace, "replace"),
            (Action::Cancel, "close"),
        ],
        Kind::Replace => &[
            (Action::Newline, "next, or replace"),
            (Action::Accept, "replace all"),
            (Action::Indent, "other field"),
            (Action::ToggleWrap, "pattern"),
            (Action::Comment, "capitals"),
            (Action::Cancel, "close"),
        ],
        Kind::Line => &[(Action::Newline, "go there"), (Action::Cancel, "close")],
    }
}

/// Draws the bar.
pub fn draw(sheet: &Sheet, bar: &Bar, area: Rect, look: &Look, frame: &mut Frame) {
    let theme = look.theme;
    frame
        .buffer_mut()
        .set_style(area, theme.style(Token::Raised));
    let label = match bar.kind {
        Kind::Find | Kind::Replace => "Find",
        Kind::Line => "Line",
    };
    let (first, second) = fields(area);
    let muted = theme.style(Token::Muted);
    put(
        frame.buffer_mut(),
        (area.x + 1, area.y),
        LABEL,
        label,
        muted,
    );
    let told = told(sheet, bar);
    let bad = sheet.search.error.is_some() && bar.kind != Kind::Line;
    let style = theme.style(if bad { Token::Bad } else { Token::Muted });
    let room = area.width.saturating_sub(LABEL + 12);
    put_right(
        frame.buffer_mut(),
        area.right().saturating_sub(1),
        area.y,
        room,
        &told,
        style,
    );
    let text = theme.style(Token::Text);
    let taken = width(&told).min(room) + 2;
    let shown = Rect {
        width: first.width.saturating_sub(taken),
        ..first
    };
    bar.field.draw(frame, shown, text);
    if bar.kind == Kind::Replace && area.height > 1 {
        put(
            frame.buffer_mut(),
            (area.x + 1, area.y + 1),
            LABEL,
            "Replace",
            muted,
        );
        bar.with.draw(frame, second, text);
    }
}

/// Where the caret is in the bar.
pub fn caret(bar: &Bar, area: Rect) -> Option<Position> {
    let (first, second) = fields(area);
    if bar.second && area.height > 1 {
        bar.with.caret_in(second)
    } else {
        bar.field.caret_in(first)
    }
}

fn fields(area: Rect) -> (Rect, Rect) {
    let label = (LABEL + 1).min(area.width);
    let first = Rect {
        x: area.x + label,
        width: area.width - label,
        height: area.height.min(1),
        ..area
    };
    let second = Rect {
        y: area.y + 1,
        ..first
    };
    (first, second)
}

/// How is searched, and what was found.
fn told(sheet: &Sheet, bar: &Bar) -> String {
    let search = &sheet.search;
    if bar.kind == Kind::Line {
        return format!("1 to {}", sheet.buffer.rope().len_lines());
    }
    if let Some(error) = &search.error {
        return error.clone();
    }
    let mut parts = Vec::new();
    match search.query.style {
        Style::Literal => {}
        Style::Regex => parts.push("pattern".to_owned()),
    }
    match search.query.case {
        Case::Smart => {}
        Case::Sensitive => parts.push("capitals".to_owned()),
    }
    if search.query.whole_word {
        parts.push("words".to_owned());
    }
    if !search.query.pattern.is_empty() {
        let count = search.found.ranges.len();
        let more = if search.found.capped { "+" } else { "" };
        let at = sheet.buffer.selection().start();
        parts.push(match (count, search.number_at(at)) {
            (0, _) => "nothing found".to_owned(),
            (_, Some(number)) => format!("{number} of {count}{more}"),
            (_, None) => format!("{count}{more}"),
        });
    }
    parts.join(" · ")
}
