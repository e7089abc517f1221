//! Where a character stands on its line: display columns, with a bounded walk however long it is.

use std::collections::VecDeque;

use ropey::Rope;
use ropey::iter::Chars;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::grapheme::{WINDOW, run_from, snap};
use super::printable;

/// Lines with more characters than this are not walked from their beginning: in front of what is
/// visible every character counts as one column.
pub const LONG_LINE: usize = 10_000;

/// What is drawn for a character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Glyph {
    /// One character.
    Char(char),
    /// A grapheme of several characters.
    Cluster(String),
    /// Blank up to the next tab stop.
    Tab,
    /// Characters that would not be seen, or would deceive, spelled out.
    Hidden(String),
}

/// One grapheme of a line and the columns that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its first character, counted from the beginning of the text.
    pub at: usize,
    /// How many characters it has.
    pub len: usize,
    /// Its first column, counted from where the walk began.
    pub column: usize,
    /// How many columns it takes, at least one.
    pub width: usize,
    /// What is drawn.
    pub glyph: Glyph,
}

/// Walks over the graphemes of a stretch of text within one line.
pub struct Cells<'a> {
    rope: &'a Rope,
    chars: Chars<'a>,
    ahead: Option<char>,
    pending: VecDeque<String>,
    at: usize,
    end: usize,
    column: usize,
    tab: usize,
}

impl<'a> Cells<'a> {
    /// The cells of the characters `at..end`; the first is at `column`, tab stops are every `tab`.
    pub fn new(rope: &'a Rope, at: usize, end: usize, column: usize, tab: usize) -> Self {
        let end = end.min(rope.len_chars());
        let at = at.min(end);
        let mut chars = rope.chars_at(at);
        Self {
            rope,
            ahead: chars.next(),
            chars,
            pending: VecDeque::new(),
            at,
            end,
            column,
            tab: tab.max(1),
        }
    }

    fn cell(&mut self, len: usize, width: usize, glyph: Glyph) -> Cell {
        let cell = Cell {
            at: self.at,
            len,
            column: self.column,
            width,
            glyph,
        };
        self.at += len;
        self.column += width;
        cell
    }

    fn single(&mut self, c: char) -> Cell {
        match c {
            '\t' => {
                let width = self.tab - self.column % self.tab;
                self.cell(1, width, Glyph::Tab)
            }
            ' '..='~' => self.cell(1, 1, Glyph::Char(c)),
            c => self.cluster(&String::from(c)),
        }
    }

    fn cluster(&mut self, text: &str) -> Cell {
        let len = text.chars().count();
        if let &[byte] = text.as_bytes()
            && (byte == b'\t' || byte == b' ' || byte.is_ascii_graphic())
        {
            return self.single(char::from(byte));
        }
        let shown = printable(text);
        if shown != text {
            let width = shown.width().max(1);
            return self.cell(len, width, Glyph::Hidden(shown.into_owned()));
        }
        let width = text.width();
        let mut chars = text.chars();
        match (width, chars.next(), chars.next()) {
            // A mark without a letter gets a circle to stand on.
            (0, _, _) => self.cell(len, 1, Glyph::Cluster(format!("◌{text}"))),
            (width, Some(c), None) => self.cell(len, width, Glyph::Char(c)),
            (width, _, _) => self.cell(len, width, Glyph::Cluster(text.to_owned())),
        }
    }

    /// Cuts the run of characters that begins at `at` into graphemes.
    fn fill(&mut self) {
        let most = WINDOW.min(self.end - self.at);
        let run = run_from(self.rope, self.at, most);
        self.pending.extend(run.graphemes(true).map(str::to_owned));
        // The last one may go on after the window; it is read again with what follows it.
        if most == WINDOW && self.pending.len() > 1 && run.chars().count() == WINDOW {
            self.pending.pop_back();
        }
        let len: usize = self.pending.iter().map(|one| one.chars().count()).sum();
        self.chars = self.rope.chars_at(self.at + len);
        self.ahead = self.chars.next();
    }
}

impl Iterator for Cells<'_> {
    type Item = Cell;

    fn next(&mut self) -> Option<Cell> {
        if let Some(cluster) = self.pending.pop_front() {
            return Some(self.cluster(&cluster));
        }
        if self.at >= self.end {
            return None;
        }
        let c = self.ahead?;
        let next = self.chars.next();
        let alone = self.at + 1 >= self.end || next.is_none_or(|next| next.is_ascii());
        if c.is_ascii() && alone {
            self.ahead = next;
            return Some(self.single(c));
        }
        self.fill();
        let cluster = self.pending.pop_front()?;
        Some(self.cluster(&cluster))
    }
}

/// The first character of a line; the end of the text for a line that is not there.
pub fn line_start(rope: &Rope, line: usize) -> usize {
    rope.line_to_char(line.min(rope.len_lines()))
}

/// The end of what a line holds, before its line ending.
pub fn content_end(rope: &Rope, line: usize) -> usize {
    let start = line_start(rope, line);
    // Nearly every line lies in one piece of the rope.
    if let Some(line) = rope.get_line(line)
        && let Some(text) = line.as_str()
    {
        let ending = match text.strip_suffix('\n') {
            Some(rest) if rest.ends_with('\r') => 2,
            Some(_) => 1,
            None => 0,
        };
        return start + line.len_chars() - ending;
    }
    let mut end = line_start(rope, line + 1);
    if end > start && rope.get_char(end - 1) == Some('\n') {
        end -= 1;
        if end > start && rope.get_char(end - 1) == Some('\r') {
            end -= 1;
        }
    }
    end
}

/// Whether a line is too long to be walked from its beginning.
fn is_long(start: usize, end: usize) -> bool {
    end - start > LONG_LINE
}

/// The column of the character at `at`.
pub fn column_of(rope: &Rope, at: usize, tab: usize) -> usize {
    let line = rope.char_to_line(at.min(rope.len_chars()));
    let (start, end) = (line_start(rope, line), content_end(rope, line));
    if is_long(start, end) {
        return at - start;
    }
    let cells = Cells::new(rope, start, at.min(end), 0, tab);
    cells.last().map_or(0, |cell| cell.column + cell.width)
}

/// The character at a column of a line, or the end of the line.
pub fn at_column(rope: &Rope, line: usize, column: usize, tab: usize) -> usize {
    let (start, end) = (line_start(rope, line), content_end(rope, line));
    if is_long(start, end) {
        return snap(rope, (start + column).min(end));
    }
    Cells::new(rope, start, end, 0, tab)
        .find(|cell| cell.column + cell.width > column)
        .map_or(end, |cell| cell.at)
}

/// The first character of a line that is whole at or right of column `left`, and its column.
pub fn left_edge(rope: &Rope, line: usize, left: usize, tab: usize) -> (usize, usize) {
    let (start, end) = (line_start(rope, line), content_end(rope, line));
    if left == 0 {
        return (start, 0);
    }
    if is_long(start, end) {
        return (snap(rope, (start + left).min(end)), left);
    }
    let mut after = 0;
    for cell in Cells::new(rope, start, end, 0, tab) {
        if cell.column >= left {
            return (cell.at, cell.column);
        }
        after = cell.column + cell.width;
    }
    (end, after.max(left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_characters_tabs_marks_and_hidden_ones_take_their_columns() {
        let rope = Rope::from_str("a\t世e\u{301}\u{1b}x\r\n");
        let cells: Vec<(usize, usize)> = Cells::new(&rope, 0, content_end(&rope, 0), 0, 4)
            .map(|cell| (cell.column, cell.width))
            .collect();
        assert_eq!(cells, [(0, 1), (1, 3), (4, 2), (6, 1), (7, 8), (15, 1)]);
        assert_eq!(column_of(&rope, 3, 4), 6);
        assert_eq!(at_column(&rope, 0, 5, 4), 2);
        assert_eq!(at_column(&rope, 0, 99, 4), 7);
        assert_eq!(left_edge(&rope, 0, 5, 4), (3, 6));
        let mark = Rope::from_str("\u{301}");
        let cell = Cells::new(&mark, 0, 1, 0, 4).next().unwrap();
        assert_eq!(
            (cell.width, cell.glyph),
            (1, Glyph::Cluster("◌\u{301}".into()))
        );
    }

    #[test]
    fn a_line_of_a_million_characters_is_not_walked() {
        let rope = Rope::from_str(&"世a".repeat(500_000));
        assert_eq!(column_of(&rope, 900_000, 4), 900_000);
        assert_eq!(at_column(&rope, 0, 900_000, 4), 900_000);
        let (at, column) = left_edge(&rope, 0, 900_000, 4);
        let cells: Vec<Cell> = Cells::new(&rope, at, usize::MAX, column, 4)
            .take(3)
            .collect();
        assert_eq!(cells[2].column, 900_003);
    }

    proptest! {
        #[test]
        fn cells_cover_every_character_once(text in "[a-c \t\u{301}世👩\u{200d}🇩🇪\u{202e}]{0,80}") {
            let rope = Rope::from_str(&text);
            let (mut at, mut column) = (0, 0);
            for cell in Cells::new(&rope, 0, rope.len_chars(), 0, 4) {
                prop_assert_eq!((cell.at, cell.column), (at, column));
                prop_assert!(cell.width > 0);
                prop_assert_eq!(column_of(&rope, cell.at, 4), column);
                prop_assert_eq!(at_column(&rope, 0, column, 4), at);
                at += cell.len;
                column += cell.width;
            }
            prop_assert_eq!(at, rope.len_chars());
        }
    }
}
