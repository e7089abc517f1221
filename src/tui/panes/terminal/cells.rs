//! The cells of a program's screen as cells of ours: nothing in them can move the real cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::colors::fitted;
use crate::config::theme::Depth;
use crate::term::{Cell, Place, Style as Set, Underline, View};
use crate::text::printable;
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// What is drawn for a character that may not reach the terminal.
const UNSEEN: char = '\u{fffd}';
/// Joins characters into one picture; here each of them has its own cells.
const JOINER: char = '\u{200d}';

/// Draws the rows of `view` from the row `lift` into `area`.
pub fn draw(view: &View, lift: u16, area: Rect, look: &Look, buffer: &mut Buffer) {
    let selection = look.theme.style(Token::Selection);
    let depth = look.theme.depth();
    let area = area.intersection(buffer.area);
    let rows = view.rows.iter().skip(usize::from(lift));
    for (y, row) in (area.y..area.bottom()).zip(rows) {
        let line = y - area.y + lift;
        for (x, cell) in (area.x..area.right()).zip(row.iter()) {
            let place = Place {
                row: line,
                column: x - area.x,
            };
            let Some(shown) = buffer.cell_mut((x, y)) else {
                continue;
            };
            let wide = cell.style.contains(Set::WIDE);
            if wide && x + 1 >= area.right() {
                shown.set_char(' ');
            } else {
                symbol(cell, wide, shown);
            }
            shown.set_style(style(cell, depth));
            if view.selection.is_some_and(|span| span.contains(place)) {
                shown.set_style(selection);
            }
        }
    }
}

/// Puts the character and its marks where they are as wide as the program believes.
fn symbol(cell: &Cell, wide: bool, shown: &mut ratatui::buffer::Cell) {
    let hidden = cell.style.contains(Set::HIDDEN) || cell.style.contains(Set::SPACER);
    if hidden {
        shown.set_char(' ');
        return;
    }
    if cell.marks.is_none() && (' '..='~').contains(&cell.c) {
        shown.set_char(cell.c);
        return;
    }
    let columns = if wide { 2 } else { 1 };
    if cell.c.width() != Some(columns) || is_odd(cell.c) {
        shown.set_char(UNSEEN);
        return;
    }
    let mut text = String::from(cell.c);
    let marks = cell.marks.as_deref().unwrap_or_default();
    text.extend(
        marks
            .chars()
            .filter(|mark| *mark != JOINER && !is_odd(*mark)),
    );
    if text.width() == columns {
        shown.set_symbol(&text);
    } else {
        // A mark that makes it wider or narrower would move everything after it.
        shown.set_char(cell.c);
    }
}

/// Whether a character must be shown by its number elsewhere: control, bidirectional, zero-width.
fn is_odd(c: char) -> bool {
    // It belongs to the character before it, which is not asked about here.
    if c == '\u{fe0f}' {
        return false;
    }
    let mut one = [0; 4];
    let text = &*c.encode_utf8(&mut one);
    printable(text) != text
}

/// The style of a cell over the ground of the pane.
fn style(cell: &Cell, depth: Depth) -> Style {
    let mut style = Style::new();
    if let Some(fg) = fitted(cell.fg, depth) {
        style = style.fg(fg);
    }
    if let Some(bg) = fitted(cell.bg, depth) {
        style = style.bg(bg);
    }
    if let Some(line) = fitted(cell.line, depth) {
        style = style.underline_color(line);
    }
    // Terminals agree on one kind of line only.
    if cell.underline != Underline::None {
        style = style.add_modifier(Modifier::UNDERLINED);
    }
    for (set, modifier) in [
        (Set::BOLD, Modifier::BOLD),
        (Set::ITALIC, Modifier::ITALIC),
        (Set::DIM, Modifier::DIM),
        (Set::INVERSE, Modifier::REVERSED),
        (Set::STRIKE, Modifier::CROSSED_OUT),
    ] {
        if cell.style.contains(set) {
            style = style.add_modifier(modifier);
        }
    }
    style
}
