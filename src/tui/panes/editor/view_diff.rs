//! Draws what changed since the last commit: side by side where there is room, else one below
//! the other.

use ratatui::Frame;
use ratatui::buffer::Buffer as Screen;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ropey::Rope;

use super::Sheet;
use super::changes::DiffView;
use super::geometry::Geometry;
use crate::text::{Cells, DiffRow, Glyph, Pair, content_end, line_start};
use crate::tui::draw::{put, put_right};
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// How wide line numbers are.
const NUMBER: u16 = 6;

/// What a row draws with.
struct Pen<'a, 'b> {
    look: &'a Look<'a>,
    screen: &'b mut Screen,
    tab: usize,
}

/// Draws the rows in sight.
pub fn draw(sheet: &Sheet, diff: &DiffView, geometry: &Geometry, look: &Look, frame: &mut Frame) {
    let Some(base) = &sheet.changes.base else {
        return;
    };
    let area = Rect {
        x: geometry.gutter.x,
        width: geometry.gutter.width + geometry.text.width,
        ..geometry.text
    };
    let mut pen = Pen {
        look,
        screen: frame.buffer_mut(),
        tab: sheet.buffer.indent().width(),
    };
    let whole = area.width + geometry.scroll.width;
    for n in 0..area.height {
        let row = diff.top + usize::from(n);
        let line = Rect {
            y: area.y + n,
            height: 1,
            ..area
        };
        if DiffView::is_wide(whole) {
            if let Some(pair) = diff.pairs.get(row) {
                pen.pair(*pair, line, base, &diff.rope);
            }
        } else if let Some(row) = diff.unified.get(row) {
            pen.unified(*row, line, base, &diff.rope);
        }
    }
}

impl Pen<'_, '_> {
    fn pair(&mut self, pair: Pair, area: Rect, base: &Rope, rope: &Rope) {
        let half = area.width / 2;
        let left = Rect {
            width: half.saturating_sub(1),
            ..area
        };
        let right = Rect {
            x: area.x + half,
            width: area.width - half,
            ..area
        };
        match pair {
            Pair::Fold { lines } => self.fold(lines, area),
            Pair::Lines {
                left: before,
                right: after,
                changed,
            } => {
                let ground = |token| if changed { token } else { Token::Text };
                self.line(base, before, left, ground(Token::DiffRemoved), " ");
                self.line(rope, after, right, ground(Token::DiffAdded), " ");
            }
        }
    }

    fn unified(&mut self, row: DiffRow, area: Rect, base: &Rope, rope: &Rope) {
        match row {
            DiffRow::Fold { lines } => self.fold(lines, area),
            DiffRow::Same { after, .. } => self.line(rope, Some(after), area, Token::Text, " "),
            DiffRow::Removed { before } => {
                self.line(base, Some(before), area, Token::DiffRemoved, "-");
            }
            DiffRow::Added { after } => self.line(rope, Some(after), area, Token::DiffAdded, "+"),
        }
    }

    fn fold(&mut self, lines: usize, area: Rect) {
        let style = self.look.theme.style(Token::Muted);
        let text = format!("{:>6} ⋯ {lines} unchanged lines", "");
        put(self.screen, (area.x, area.y), area.width, &text, style);
    }

    fn line(&mut self, rope: &Rope, line: Option<usize>, area: Rect, ground: Token, sign: &str) {
        let Some(line) = line.filter(|line| *line < rope.len_lines()) else {
            return;
        };
        let theme = self.look.theme;
        let style = theme.style(Token::Text).patch(theme.style(ground));
        self.screen.set_style(area, style);
        let number = (line + 1).to_string();
        let right = area.x + NUMBER.min(area.width).saturating_sub(1);
        let faint = style.patch(theme.style(Token::Gutter));
        put_right(self.screen, right, area.y, NUMBER - 1, &number, faint);
        put(self.screen, (area.x + NUMBER, area.y), 1, sign, style);
        let start = area.x + NUMBER + 2;
        if start < area.right() {
            let place = Rect::new(start, area.y, area.right() - start, 1);
            self.cells(rope, line, place, style);
        }
    }

    fn cells(&mut self, rope: &Rope, line: usize, area: Rect, style: Style) {
        let room = usize::from(area.width);
        let (start, end) = (line_start(rope, line), content_end(rope, line));
        for cell in Cells::new(rope, start, end, 0, self.tab) {
            if cell.column + cell.width > room {
                break;
            }
            let x = area.x + u16::try_from(cell.column).unwrap_or(u16::MAX);
            let mut short = [0; 4];
            let text = match &cell.glyph {
                Glyph::Char(c) => &*c.encode_utf8(&mut short),
                Glyph::Cluster(text) | Glyph::Hidden(text) => text,
                Glyph::Tab => continue,
            };
            self.screen.set_stringn(x, area.y, text, cell.width, style);
        }
    }
}
