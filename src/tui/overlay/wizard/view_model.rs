//! How the model and what was found in the idea are drawn.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::State;
use super::sheet::{Sheet, Side};
use super::tree::{indent, row};
use super::view::line;
use crate::blueprint::Finding;
use crate::tui::draw::{Row, put, scrollbar, width, wrap};
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// From this width on both sides are shown beside each other.
const BOTH: u16 = 84;

/// The columns of what was found, in a body of `width`.
pub(super) fn found_columns(width: u16) -> u16 {
    let both = if width >= BOTH { width * 3 / 5 + 2 } else { 0 };
    width.saturating_sub(both + 1)
}

/// Draws the step and answers where the caret is.
pub(super) fn view(
    state: &State,
    body: Rect,
    last: Rect,
    look: &Look,
    frame: &mut Frame,
) -> Option<Position> {
    let sheet = state.sheet.as_ref()?;
    let caret = if body.width >= BOTH {
        let left = body.width * 3 / 5;
        let model = Rect {
            width: left.saturating_sub(1),
            ..body
        };
        let found = Rect {
            x: body.x + left + 2,
            width: body.width - left - 2,
            ..body
        };
        for y in body.y..body.bottom() {
            let style = look.theme.style(Token::Border);
            put(frame.buffer_mut(), (body.x + left, y), 1, "│", style);
        }
        draw_findings(sheet, found, look, frame);
        draw_model(sheet, model, look, frame)
    } else if sheet.side == Side::Findings {
        draw_findings(sheet, body, look, frame);
        None
    } else {
        draw_model(sheet, body, look, frame)
    };
    let typing = sheet.typing.as_ref();
    let typed = typing.and_then(|typing| typing.fault.clone());
    let fault = typed
        .or_else(|| sheet.refused.clone())
        .or_else(|| faults(sheet));
    let hint = match typing {
        Some(_) => "as in price: money >= 0 · state: draft|sent = draft · author: Author?",
        None => "Everything here can be changed; nothing is written before you start",
    };
    line(fault.as_deref(), hint, last, look, frame);
    caret
}

/// What makes the model impossible, in one line.
fn faults(sheet: &Sheet) -> Option<String> {
    let first = sheet.faults.first()?;
    let more = match sheet.faults.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Some(format!("{}: {}{more}", first.problem, first.hint))
}

fn draw_model(sheet: &Sheet, area: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    let list = Rect {
        height: area.height.saturating_sub(1),
        ..area
    };
    let model = sheet.model();
    let columns = list.width.saturating_sub(2);
    let mut caret = None;
    let shown = sheet.nodes.iter().enumerate().skip(sheet.scroll.top);
    for ((at, node), y) in shown.zip(list.y..list.bottom()) {
        let here = at == sheet.scroll.cursor;
        let line = Rect {
            y,
            height: 1,
            width: columns,
            ..list
        };
        if let Some(typing) = sheet.typing.as_ref().filter(|_| here) {
            let from = indent(node);
            let field = Rect {
                x: line.x + from,
                width: columns.saturating_sub(from),
                ..line
            };
            let style = look.theme.style(Token::CursorLine);
            frame.buffer_mut().set_style(line, style);
            let style = look.theme.style(Token::Strong);
            caret = typing.field.draw(frame, field, style);
            continue;
        }
        if here && sheet.side == Side::Model {
            let style = look.theme.style(Token::Selection);
            frame.buffer_mut().set_style(line, style);
        }
        row(model, node, &sheet.folded).draw(frame, (line.x, y), columns, look.theme);
    }
    let bar = Rect {
        x: list.right().saturating_sub(1),
        width: 1,
        ..list
    };
    scrollbar(frame, bar, sheet.scroll.top, sheet.nodes.len(), look.theme);
    summary(sheet).draw(frame, (area.x, list.bottom()), area.width, look.theme);
    caret
}

/// What the idea became, in one line.
fn summary(sheet: &Sheet) -> Row {
    let read = &sheet.understanding;
    let said = format!(
        "{} entities · {} understood, {} assumed, ",
        read.model.entities.len(),
        read.understood.len(),
        read.assumed.len()
    );
    let missed = read.not_understood.len();
    let token = if missed > 0 {
        Token::Warn
    } else {
        Token::Muted
    };
    Row::of(said, Token::Muted).then(format!("{missed} not understood"), token)
}

/// Everything that was found, as rows of so many columns.
pub(super) fn findings(sheet: &Sheet, columns: u16) -> Vec<Row> {
    let read = &sheet.understanding;
    let mut rows = Vec::new();
    for (head, mark, token, list) in [
        ("Not understood", "? ", Token::Warn, &read.not_understood),
        ("Understood", "+ ", Token::Good, &read.understood),
        ("Assumed", "~ ", Token::Muted, &read.assumed),
    ] {
        if list.is_empty() {
            continue;
        }
        rows.push(Row::of(head, Token::Heading));
        for Finding { words, meaning } in list {
            let head = format!("{words}  ");
            let used = width(&head).saturating_add(2);
            if used.saturating_add(width(meaning)) <= columns {
                let row = Row::of(mark, token).then(head, Token::Text);
                rows.push(row.then(meaning.clone(), Token::Muted));
                continue;
            }
            rows.push(Row::of(mark, token).then(head, Token::Text));
            let lines = wrap(meaning, columns.saturating_sub(4));
            rows.extend(
                lines
                    .into_iter()
                    .map(|line| Row::of(format!("    {line}"), Token::Muted)),
            );
        }
    }
    rows
}

fn draw_findings(sheet: &Sheet, area: Rect, look: &Look, frame: &mut Frame) {
    let columns = area.width.saturating_sub(1);
    let rows = findings(sheet, columns);
    let shown = rows.iter().skip(sheet.findings.top);
    for (row, y) in shown.zip(area.y..area.bottom()) {
        row.draw(frame, (area.x, y), columns, look.theme);
    }
    let bar = Rect {
        x: area.right().saturating_sub(1),
        width: 1,
        ..area
    };
    scrollbar(frame, bar, sheet.findings.top, rows.len(), look.theme);
}
