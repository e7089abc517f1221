//! Divides the area of the pane: tabs, question, line numbers, text, scroll bar, bar, status.

use ratatui::layout::{Position, Rect};

use super::window::Room;
use super::{Sheet, State};
use crate::text::{Cells, Row, left_edge};

/// Where everything is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Geometry {
    /// The line of tabs.
    pub tabs: Rect,
    /// The question above the text.
    pub banner: Rect,
    /// Marks and line numbers.
    pub gutter: Rect,
    /// The text.
    pub text: Rect,
    /// The scroll bar.
    pub scroll: Rect,
    /// The line in which is typed.
    pub bar: Rect,
    /// Where the caret is, language, encoding.
    pub status: Rect,
}

/// Cuts `rows` off the top of `rest`.
fn top(rest: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(rest.height);
    let cut = Rect {
        height: rows,
        ..*rest
    };
    rest.y += rows;
    rest.height -= rows;
    cut
}

/// Cuts `rows` off the bottom of `rest`.
fn bottom(rest: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(rest.height);
    rest.height -= rows;
    Rect {
        y: rest.bottom(),
        height: rows,
        ..*rest
    }
}

impl Geometry {
    /// The line of tabs, and everything below it.
    pub fn tabs(area: Rect) -> (Rect, Rect) {
        let mut rest = area;
        let rows = u16::from(area.height >= 5);
        (top(&mut rest, rows), rest)
    }

    /// Where everything is for `sheet` in `area`.
    pub fn of(area: Rect, sheet: &Sheet) -> Self {
        let (tabs, mut rest) = Self::tabs(area);
        let banner = top(&mut rest, u16::from(sheet.banner.is_some()));
        let status = bottom(&mut rest, u16::from(area.height >= 8));
        let bar = sheet.bar.as_ref().map_or(0, super::bar::Bar::rows);
        let bar = bar.min(rest.height.saturating_sub(1));
        let bar = bottom(&mut rest, bar);
        let digits = sheet.buffer.rope().len_lines().max(1).ilog10() + 1;
        let numbers = u16::try_from(digits.max(3)).unwrap_or(3) + 2;
        let gutter = Rect {
            width: if rest.width >= 24 { numbers } else { 1 },
            ..rest
        };
        let side = u16::from(rest.width > gutter.width + 4);
        let text = Rect {
            x: rest.x + gutter.width.min(rest.width),
            width: rest.width.saturating_sub(gutter.width + side),
            ..rest
        };
        let scroll = Rect {
            x: rest.right().saturating_sub(side),
            width: side,
            ..rest
        };
        Self {
            tabs,
            banner,
            gutter,
            text,
            scroll,
            bar,
            status,
        }
    }

    /// How much room the text has.
    pub fn room(&self, sheet: &Sheet) -> Room {
        Room {
            width: usize::from(self.text.width.max(1)),
            height: usize::from(self.text.height.max(1)),
            tab: sheet.buffer.indent().width(),
        }
    }
}

/// Where the cells of a row begin: character, and column on the screen.
pub fn row_edge(sheet: &Sheet, row: Row, room: Room) -> (usize, usize) {
    if sheet.window.wrap {
        return (row.start, 0);
    }
    let left = sheet.window.left;
    let (at, column) = left_edge(sheet.buffer.rope(), row.line, left, room.tab);
    (at, column - left)
}

/// The cells of a row, with columns counted from the left edge of the text.
pub fn cells(sheet: &Sheet, row: Row, room: Room) -> impl Iterator<Item = crate::text::Cell> {
    let left = if sheet.window.wrap {
        0
    } else {
        sheet.window.left
    };
    let (at, column) = row_edge(sheet, row, room);
    // Tab stops are counted from the beginning of the line, not of what is in sight.
    Cells::new(sheet.buffer.rope(), at, row.end, column + left, room.tab).map(move |mut cell| {
        cell.column -= left;
        cell
    })
}

/// Where a character is on the screen, if it is in sight.
pub fn position(sheet: &Sheet, geometry: &Geometry, at: usize) -> Option<Position> {
    let room = geometry.room(sheet);
    let rope = sheet.buffer.rope();
    let rows = sheet.window.rows(rope, room);
    let y = rows.iter().position(|row| {
        let inside = at >= row.start && (at < row.end || (row.last && at == row.end));
        inside
            || (at >= row.start
                && row.last
                && at <= row.end + 1
                && rope.char_to_line(at) == row.line)
    })?;
    let row = rows.get(y)?;
    let (edge, column) = row_edge(sheet, *row, room);
    if at < edge {
        return None;
    }
    let mut x = column;
    for cell in cells(sheet, *row, room) {
        if cell.at >= at {
            break;
        }
        x = cell.column + cell.width;
        if x > room.width {
            return None;
        }
    }
    let x = u16::try_from(x).ok()?;
    let y = u16::try_from(y).ok()?;
    // A caret behind a row that is full stands on its last column.
    let x = x.min(geometry.text.width.saturating_sub(1));
    let text = geometry.text;
    (y < text.height && text.width > 0).then(|| Position::new(text.x + x, text.y + y))
}

/// The character at a place on the screen, clamped to the text.
pub fn character_at(sheet: &Sheet, geometry: &Geometry, at: Position) -> usize {
    let room = geometry.room(sheet);
    let rope = sheet.buffer.rope();
    let y = usize::from(at.y.saturating_sub(geometry.text.y));
    let rows = sheet.window.rows(rope, room);
    let Some(row) = rows.get(y).or(rows.last()) else {
        return 0;
    };
    if y >= rows.len() {
        return row.end;
    }
    let x = usize::from(at.x.saturating_sub(geometry.text.x));
    let (edge, _) = row_edge(sheet, *row, room);
    let mut end = edge;
    for cell in cells(sheet, *row, room) {
        if cell.column + cell.width > x {
            // The right half of a wide character is nearer to what follows it.
            let after = cell.width > 1 && x.saturating_sub(cell.column) >= cell.width.div_ceil(2);
            return if after { cell.at + cell.len } else { cell.at };
        }
        end = cell.at + cell.len;
    }
    if row.last {
        row.end
    } else {
        end.min(row.end.saturating_sub(1))
    }
}

impl State {
    /// Where everything is, for the shown text.
    pub fn geometry(&self) -> Geometry {
        self.sheet()
            .map(|sheet| Geometry::of(self.area, sheet))
            .unwrap_or_default()
    }
}
