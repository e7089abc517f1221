//! A block of code: its lines as they were written, the rows they take, and their colours.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::ink::{Ground, Ink, InkKind, Line, Stretch};
use crate::text::{Span, TokenKind, printable};

/// The columns of a tab.
const TAB: usize = 4;
/// What stands before a row that goes on with the line above it.
const MARK: &str = "↳ ";
/// The columns of that.
const MARK_WIDE: usize = 2;

/// A block of code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Code {
    /// What stands behind the fence.
    info: String,
    lines: Vec<Source>,
    rows: Vec<Part>,
    /// The columns that the rows are made for, and how many lines have theirs.
    laid: (usize, usize),
    /// How many lines have been coloured.
    coloured: usize,
    /// True once no line follows.
    pub(super) whole: bool,
    /// True when it goes on with code above it.
    bare: bool,
}

/// A line, or a part of a very long one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    text: String,
    spans: Vec<Span>,
    /// True when it goes on with the line before.
    joined: bool,
}

/// A row: a part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    line: u32,
    start: u32,
    end: u32,
}

impl Code {
    /// Code whose fence has that behind it.
    pub(super) fn new(info: &str) -> Self {
        Self {
            info: info.to_owned(),
            ..Self::default()
        }
    }

    /// The language that it says it is in; may be empty.
    pub(super) fn language(&self) -> &str {
        let first = self.info.split([' ', '\t', ',', '{']).next();
        first.unwrap_or_default()
    }

    /// Lines that go on with code that is shown above them.
    pub(super) fn bare() -> Self {
        Self {
            bare: true,
            ..Self::default()
        }
    }

    /// True when no row says its language.
    pub(super) fn is_bare(&self) -> bool {
        self.bare
    }

    /// What stands above it.
    pub(super) fn label(&self) -> String {
        let info = match self.info.as_str() {
            "" => "text",
            info => info,
        };
        let mut label = String::new();
        for grapheme in printable(info).graphemes(true) {
            if label.width() + grapheme.width() >= self.laid.0 {
                label.push('…');
                break;
            }
            label.push_str(grapheme);
        }
        label
    }

    pub(super) fn add(&mut self, text: String) {
        self.push(text, false);
    }

    pub(super) fn add_more(&mut self, text: String) {
        self.push(text, true);
    }

    fn push(&mut self, text: String, joined: bool) {
        self.lines.push(Source {
            text,
            spans: Vec::new(),
            joined,
        });
    }

    /// The text, as it was written.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (number, line) in self.lines.iter().enumerate() {
            if number > 0 && !line.joined {
                text.push('\n');
            }
            text.push_str(&line.text);
        }
        text
    }

    /// The lines that have no colours yet, and the number of the first of them.
    pub(super) fn uncoloured(&self) -> (usize, impl Iterator<Item = &str>) {
        let lines = self.lines.get(self.coloured..).unwrap_or_default();
        (self.coloured, lines.iter().map(|line| line.text.as_str()))
    }

    /// Gives lines their colours.
    pub(super) fn colour(&mut self, first: usize, spans: Vec<Vec<Span>>) {
        self.coloured = self.coloured.max(first + spans.len());
        for (line, spans) in self.lines.iter_mut().skip(first).zip(spans) {
            line.spans = spans;
        }
    }

    /// Makes the rows of the lines that have none for that many columns.
    pub(super) fn lay_out(&mut self, columns: usize) {
        if self.laid.0 != columns {
            self.laid = (columns, 0);
            self.rows.clear();
        }
        for (number, line) in self.lines.iter().enumerate().skip(self.laid.1) {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            cut(number, line, columns, &mut self.rows);
        }
        self.laid.1 = self.lines.len();
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// A row.
    pub(super) fn row(&self, row: usize) -> Line {
        let mut line = Line {
            stretches: Vec::new(),
            ground: Ground::Code,
        };
        let Some(part) = self.rows.get(row) else {
            return line;
        };
        let (start, end) = (size(part.start), size(part.end));
        let Some(source) = self.lines.get(size(part.line)) else {
            return line;
        };
        if start > 0 || source.joined {
            line.stretches.push(Stretch::new(MARK, InkKind::Faint));
        }
        source.draw(start, end, &mut line.stretches);
        line
    }
}

impl Source {
    /// The part of it in its colours.
    fn draw(&self, start: usize, end: usize, into: &mut Vec<Stretch>) {
        let text = self.text.get(start..end).unwrap_or_default();
        let plain = !text.bytes().any(|byte| byte.is_ascii_control()) && text.is_ascii();
        if plain && self.spans.is_empty() {
            into.push(Stretch::new(text, InkKind::Text));
            return;
        }
        let mut at = self
            .text
            .get(..start)
            .map_or(0, |text| text.chars().count());
        let mut column = 0;
        let mut spans = self.spans.iter().peekable();
        for grapheme in text.graphemes(true) {
            while spans.next_if(|span| span.end <= at).is_some() {}
            let kind = spans.peek().filter(|span| span.start <= at);
            let ink = ink(kind.map(|span| span.kind));
            let shown = shown(grapheme, column);
            column += shown.width();
            at += grapheme.chars().count();
            match into.last_mut() {
                Some(last) if last.ink == ink => last.text.push_str(&shown),
                Some(_) | None => into.push(Stretch {
                    text: shown.into_owned(),
                    ink,
                }),
            }
        }
    }
}

fn ink(kind: Option<TokenKind>) -> Ink {
    Ink::of(kind.map_or(InkKind::Text, InkKind::Source))
}

/// Cuts a line into rows.
fn cut(number: u32, line: &Source, columns: usize, rows: &mut Vec<Part>) {
    let part = |start: usize, end: usize| Part {
        line: number,
        start: small(start),
        end: small(end),
    };
    let text = line.text.as_str();
    let plain = text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control());
    let later = columns.saturating_sub(MARK_WIDE).max(1);
    let mut room = if line.joined { later } else { columns };
    if plain && text.len() <= room {
        rows.push(part(0, text.len()));
        return;
    }
    let (mut start, mut used) = (0, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        let mut wide = shown(grapheme, used).width();
        if used + wide > room && at > start {
            rows.push(part(start, at));
            wide = shown(grapheme, 0).width();
            (start, used, room) = (at, 0, later);
        }
        used += wide;
    }
    rows.push(part(start, text.len()));
}

/// A grapheme as it is shown in that column.
fn shown(grapheme: &str, column: usize) -> Cow<'_, str> {
    if grapheme == "\t" {
        let spaces = &"    "[..TAB - column % TAB];
        return Cow::Borrowed(spaces);
    }
    printable(grapheme)
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
