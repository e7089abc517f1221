//! Soft wrap: the rows of a long line, found in bounded blocks.

use ropey::Rope;

use super::Glyph;
use super::columns::{Cells, content_end, line_start};

/// A line is wrapped in blocks of this many characters, each of which begins a row, so that no row
/// depends on how long its line is.
const BLOCK: usize = 1024;

/// One visual row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The line that it belongs to.
    pub line: usize,
    /// Its first character.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
    /// Whether it is the last row of its line.
    pub last: bool,
}

/// The row in which the character at `at` stands, when lines are wrapped at `width` columns.
pub fn row_at(rope: &Rope, at: usize, width: usize, tab: usize) -> Row {
    let at = at.min(rope.len_chars());
    let line = rope.char_to_line(at);
    let start = line_start(rope, line);
    let end = content_end(rope, line);
    let mut block = start + (at.min(end) - start) / BLOCK * BLOCK;
    if block == end && block > start {
        // The caret at the end of a line that fills its last block stays in that block.
        block -= BLOCK;
    }
    let block_end = (block + BLOCK).min(end);
    let mut row = block;
    loop {
        let next = row_end(rope, row, block_end, width, tab);
        if next >= block_end || at < next {
            return Row {
                line,
                start: row,
                end: next,
                last: next >= end,
            };
        }
        row = next;
    }
}

/// The row below.
pub fn next_row(rope: &Rope, row: Row, width: usize, tab: usize) -> Option<Row> {
    if !row.last {
        let (start, end) = (line_start(rope, row.line), content_end(rope, row.line));
        let block_end = start + ((row.end - start) / BLOCK + 1) * BLOCK;
        let next = row_end(rope, row.end, block_end.min(end), width, tab);
        return Some(Row {
            line: row.line,
            start: row.end,
            end: next,
            last: next >= end,
        });
    }
    let line = row.line + 1;
    (line < rope.len_lines()).then(|| row_at(rope, line_start(rope, line), width, tab))
}

/// The row above.
pub fn previous_row(rope: &Rope, row: Row, width: usize, tab: usize) -> Option<Row> {
    if row.start > line_start(rope, row.line) {
        return Some(row_at(rope, row.start - 1, width, tab));
    }
    let line = row.line.checked_sub(1)?;
    Some(row_at(rope, content_end(rope, line), width, tab))
}

/// Where the row that begins at `start` ends: behind the last blank that fits, or in a word that
/// does not fit at all.
fn row_end(rope: &Rope, start: usize, end: usize, width: usize, tab: usize) -> usize {
    let width = width.max(1);
    let mut good = None;
    for cell in Cells::new(rope, start, end, 0, tab) {
        let blank = matches!(cell.glyph, Glyph::Tab | Glyph::Char(' '));
        if cell.column + cell.width > width && cell.at > start {
            // A blank may hang over the edge; the next word begins the next row.
            return if blank && cell.column == width {
                cell.at + cell.len
            } else {
                good.unwrap_or(cell.at)
            };
        }
        if blank {
            good = Some(cell.at + cell.len);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, width: usize) -> Vec<String> {
        let rope = Rope::from_str(text);
        let mut rows = Vec::new();
        let mut row = Some(row_at(&rope, 0, width, 4));
        while let Some(here) = row {
            rows.push(rope.slice(here.start..here.end).to_string());
            row = next_row(&rope, here, width, 4);
        }
        rows
    }

    #[test]
    fn words_go_to_the_next_row_and_long_words_are_cut() {
        assert_eq!(rows("the quick fox", 6), ["the ", "quick ", "fox"]);
        assert_eq!(
            rows("abcdefgh ij\n\nk", 4),
            ["abcd", "efgh ", "ij", "", "k"]
        );
        assert_eq!(rows("世界世界", 5), ["世界", "世界"]);
        assert_eq!(rows("世", 1), ["世"]);
    }

    #[test]
    fn rows_are_walked_up_as_they_are_walked_down() {
        let text = format!("{}\n\n{}\n", "some words ".repeat(250), "世x".repeat(700));
        let rope = Rope::from_str(&text);
        let mut down = vec![row_at(&rope, 0, 37, 4)];
        while let Some(row) = next_row(&rope, down[down.len() - 1], 37, 4) {
            down.push(row);
        }
        let mut up = vec![down[down.len() - 1]];
        while let Some(row) = previous_row(&rope, up[up.len() - 1], 37, 4) {
            up.push(row);
        }
        up.reverse();
        assert_eq!(up, down);
    }
}
