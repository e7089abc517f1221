//! Draws the text itself: only the rows in sight, each cell in the look of what it is.

use std::ops::Range;

use ratatui::Frame;
use ratatui::buffer::Buffer as Screen;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Sheet;
use super::geometry::{Geometry, cells};
use super::view::{AGENT, AGENT_ABOVE};
use crate::text::{
    Cell, Glyph, Mark, Row, Span, TokenKind, first_non_blank, line_start, matching_bracket,
};
use crate::tui::draw::put_right;
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// What is marked in the text, in characters.
struct Marked<'a> {
    selection: Range<usize>,
    matches: &'a [Range<usize>],
    brackets: Option<(usize, usize)>,
    caret_line: Option<usize>,
}

/// Draws the text and its gutter.
pub fn paint(sheet: &Sheet, geometry: &Geometry, look: &Look, frame: &mut Frame) {
    let room = geometry.room(sheet);
    let rope = sheet.buffer.rope();
    let selection = sheet.buffer.selection();
    let current = sheet.search.revision == sheet.buffer.revision();
    let marked = Marked {
        selection: selection.range(),
        matches: if current {
            &sheet.search.found.ranges
        } else {
            &[]
        },
        brackets: matching_bracket(rope, selection.head).filter(|_| look.focused),
        caret_line: look.focused.then(|| rope.char_to_line(selection.head)),
    };
    let rows = sheet.window.rows(rope, room);
    for (n, row) in rows.iter().enumerate() {
        let y = geometry.text.y + u16::try_from(n).unwrap_or(u16::MAX);
        if y >= geometry.text.bottom() {
            break;
        }
        let line = Rect {
            y,
            height: 1,
            ..geometry.text
        };
        if marked.caret_line == Some(row.line) {
            let style = look.theme.style(Token::CursorLine);
            let whole = Rect {
                x: geometry.gutter.x,
                width: geometry.gutter.width + geometry.text.width,
                ..line
            };
            frame.buffer_mut().set_style(whole, style);
        }
        gutter(sheet, *row, geometry.gutter, y, look, frame.buffer_mut());
        text(sheet, *row, line, &marked, look, frame.buffer_mut());
    }
    // What lies beyond the end is told from blank lines.
    let style = look.theme.style(Token::Guide);
    for n in rows.len()..room.height {
        let y = geometry.gutter.y + u16::try_from(n).unwrap_or(u16::MAX);
        let right = geometry.gutter.right().saturating_sub(1);
        if y < geometry.gutter.bottom() && geometry.gutter.width > 2 {
            put_right(frame.buffer_mut(), right, y, 1, "~", style);
        }
    }
}

fn gutter(sheet: &Sheet, row: Row, area: Rect, y: u16, look: &Look, screen: &mut Screen) {
    let begins = line_start(sheet.buffer.rope(), row.line) == row.start;
    if let Some(mark) = sheet.changes.mark(row.line) {
        let (symbol, token) = match mark {
            Mark::Added => ("▎", Token::GitAdded),
            Mark::Modified => ("▎", Token::GitModified),
            Mark::RemovedAbove => ("▔", Token::GitRemoved),
        };
        let shown = mark != Mark::RemovedAbove || begins;
        if let Some(cell) = screen.cell_mut((area.x, y)).filter(|_| shown) {
            cell.set_symbol(symbol).set_style(look.theme.style(token));
        }
    }
    if let Some(place) = sheet.buffer.places().on_line(sheet.buffer.rope(), row.line)
        && (begins || !place.range.is_empty())
    {
        let symbol = if place.range.is_empty() {
            AGENT_ABOVE
        } else {
            AGENT
        };
        let x = area.right().saturating_sub(1);
        if let Some(cell) = screen.cell_mut((x, y)) {
            let style = look.theme.style(Token::AgentChanged);
            cell.set_symbol(symbol).set_style(style);
        }
    }
    if area.width > 2 && begins {
        let current = sheet.buffer.line() == row.line;
        let token = if current {
            Token::GutterCurrent
        } else {
            Token::Gutter
        };
        let number = (row.line + 1).to_string();
        let right = area.right().saturating_sub(1);
        put_right(
            screen,
            right,
            y,
            area.width - 2,
            &number,
            look.theme.style(token),
        );
    }
}

fn text(sheet: &Sheet, row: Row, area: Rect, marked: &Marked, look: &Look, screen: &mut Screen) {
    let room = usize::from(area.width);
    let rope = sheet.buffer.rope();
    let start = line_start(rope, row.line);
    let margin = first_non_blank(rope, row.line);
    let mut spans = sheet.colours.of(row.line).iter().peekable();
    let tab = sheet.buffer.indent().width();
    let left = if sheet.window.wrap {
        0
    } else {
        sheet.window.left
    };
    let geometry = super::window::Room {
        width: room,
        height: 1,
        tab,
    };
    let mut end = 0;
    for cell in cells(sheet, row, geometry) {
        if cell.column >= room {
            break;
        }
        end = cell.column + cell.width;
        let mut style = look.theme.style(Token::Text);
        if let Some(kind) = kind_at(&mut spans, cell.at - start) {
            style = style.patch(look.theme.style(token_of(kind)));
        }
        let guide = cell.at < margin && cell.at > start && (cell.column + left) % tab == 0;
        let style = marks(style, &cell, marked, look);
        draw_cell(&cell, area, (style, guide), look, screen);
    }
    // A selection that goes on shows one blank for the end of the line.
    let selected = row.last && (marked.selection.start..marked.selection.end).contains(&row.end);
    if selected && end < room && row.end < rope.len_chars() {
        let x = area.x + u16::try_from(end).unwrap_or(u16::MAX);
        if let Some(cell) = screen.cell_mut((x, area.y)) {
            cell.set_style(look.theme.style(Token::Selection));
        }
    }
}

/// What the character at `at` (from the beginning of its line) is.
fn kind_at<'a>(
    spans: &mut std::iter::Peekable<impl Iterator<Item = &'a Span>>,
    at: usize,
) -> Option<TokenKind> {
    while spans.next_if(|span| span.end <= at).is_some() {}
    spans
        .peek()
        .filter(|span| span.start <= at)
        .map(|span| span.kind)
}

/// The look of a cell with what is marked there.
fn marks(style: Style, cell: &Cell, marked: &Marked, look: &Look) -> Style {
    let mut style = style;
    let next = marked.matches.partition_point(|range| range.end <= cell.at);
    if let Some(range) = marked.matches.get(next)
        && range.contains(&cell.at)
    {
        let token = if *range == marked.selection {
            Token::MatchCurrent
        } else {
            Token::Match
        };
        return style.patch(look.theme.style(token));
    }
    if let Some((one, other)) = marked.brackets
        && (cell.at == one || cell.at == other)
    {
        style = style.patch(look.theme.style(Token::Bracket));
    }
    if marked.selection.contains(&cell.at) {
        let token = if look.focused {
            Token::Selection
        } else {
            Token::SelectionInactive
        };
        style = style.patch(look.theme.style(token));
    }
    style
}

fn draw_cell(
    cell: &Cell,
    area: Rect,
    (style, guide): (Style, bool),
    look: &Look,
    screen: &mut Screen,
) {
    let x = area.x + u16::try_from(cell.column).unwrap_or(u16::MAX);
    let room = usize::from(area.right().saturating_sub(x));
    let width = cell.width.min(room);
    let columns = u16::try_from(width).unwrap_or(u16::MAX);
    screen.set_style(Rect::new(x, area.y, columns, 1), style);
    let mut single = |c: char, style: Style| {
        if let Some(cell) = screen.cell_mut((x, area.y)) {
            cell.set_char(c).set_style(style);
        }
    };
    match &cell.glyph {
        Glyph::Tab | Glyph::Char(' ') if guide => {
            single('│', style.patch(look.theme.style(Token::Guide)));
        }
        Glyph::Tab => single(' ', style),
        Glyph::Char(c) if cell.width == 1 => single(*c, style),
        // Half a character is none.
        Glyph::Char(_) | Glyph::Cluster(_) if cell.width > room => single('›', style),
        Glyph::Char(c) => {
            let mut text = [0; 4];
            screen.set_stringn(x, area.y, c.encode_utf8(&mut text), width, style);
        }
        Glyph::Cluster(text) => {
            screen.set_stringn(x, area.y, text, width, style);
        }
        Glyph::Hidden(text) => {
            let style = style.patch(look.theme.style(Token::SyntaxError));
            screen.set_stringn(x, area.y, text, width, style);
        }
    }
}

/// The token of the theme for a piece of source text.
pub fn token_of(kind: TokenKind) -> Token {
    match kind {
        TokenKind::Comment => Token::Comment,
        TokenKind::String | TokenKind::Quote => Token::String,
        TokenKind::Escape | TokenKind::Constant => Token::Constant,
        TokenKind::Number => Token::Number,
        TokenKind::Keyword => Token::Keyword,
        TokenKind::Operator => Token::Operator,
        TokenKind::Punctuation => Token::Punctuation,
        TokenKind::Function => Token::Function,
        TokenKind::Type => Token::Type,
        TokenKind::Variable | TokenKind::Parameter => Token::Variable,
        TokenKind::Tag => Token::Tag,
        TokenKind::Attribute | TokenKind::Property => Token::Attribute,
        TokenKind::Heading => Token::Heading,
        TokenKind::Link => Token::ProseLink,
        TokenKind::Emphasis => Token::Emphasis,
        TokenKind::Strong => Token::ProseStrong,
        TokenKind::Added => Token::GitAdded,
        TokenKind::Removed => Token::GitRemoved,
        TokenKind::Error => Token::SyntaxError,
    }
}
