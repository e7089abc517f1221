//! What is shown while no file is open: what works here, and what to do next.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::draw::{Row, width, wrap};
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// The widest the text is.
const WIDTH: u16 = 58;

/// Draws the welcome into the middle of `area`, as much of it as there is room for.
pub fn welcome(look: &Look, area: Rect, frame: &mut Frame) {
    let columns = area.width.saturating_sub(2).min(WIDTH);
    if columns < 16 || area.height < 3 {
        return;
    }
    let rows = rows(columns, area.height);
    let height = u16::try_from(rows.len()).unwrap_or(area.height);
    let top = area.y + area.height.saturating_sub(height) / 3;
    let left = area.x + (area.width - columns) / 2;
    for (row, y) in rows.iter().zip(top..area.bottom()) {
        row.draw(frame, (left, y), columns, look.theme);
    }
}

/// The rows; in a low place only the steps.
fn rows(columns: u16, height: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    if height >= 8 {
        rows.push(
            Row::of("◆ ", Token::Accent)
                .then("vibecober", Token::Strong)
                .then("  from an idea to tested code", Token::Muted),
        );
        rows.push(Row::new());
    }
    for (keys, what) in [
        ("Ctrl-G n", "make a project from an idea"),
        ("Ctrl-P", "open a file by its name"),
        ("Ctrl-G /", "search in all files"),
        ("Alt-3", "use the terminal"),
        ("F2", "find any command"),
        ("F1", "show the keys that work here"),
    ] {
        let key = format!("{keys:<10}");
        let room = columns.saturating_sub(width(&key));
        for (at, line) in wrap(what, room).into_iter().enumerate() {
            let before = if at == 0 {
                key.clone()
            } else {
                " ".repeat(key.len())
            };
            rows.push(Row::of(before, Token::Key).then(line, Token::Text));
        }
    }
    if height < 14 {
        return rows;
    }
    rows.push(Row::new());
    let note = "All of this works without a key. With one, a model talks in the chat: /model shows which there are and what each lacks.";
    rows.extend(
        wrap(note, columns)
            .into_iter()
            .map(|line| Row::of(line, Token::Muted)),
    );
    rows
}
