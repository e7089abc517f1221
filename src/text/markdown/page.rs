//! The whole text at a width, of which only the end is ever read and laid out anew.

use super::block::{Block, Body, Found};
use super::code::Code;
use super::ink::Line;
use super::layout::Laid;
use super::reader::{End, Reader};
use crate::text::Span;

/// A line that is longer is read in pieces, so that no frame reads more than one of them anew.
const LONGEST: usize = 4 * 1024;
/// Code with more lines or bytes stays without colours.
const MOST_LINES: usize = 20_000;

/// A text that may still be written.
#[derive(Debug, Default)]
pub struct Markdown {
    source: String,
    /// Where what the reader has not seen begins.
    read: usize,
    reader: Reader,
    blocks: Vec<Laid>,
    /// The row after each block.
    ends: Vec<usize>,
    /// What the reader would make of the end, were it whole.
    tail: Vec<Laid>,
    tail_ends: Vec<usize>,
    columns: usize,
    /// How many blocks are laid out, but for lines of code that came since.
    laid: usize,
    finished: bool,
}

/// Code whose lines have no colours yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncoloured {
    /// The block.
    pub block: usize,
    /// What it says its language is.
    pub language: String,
    /// The number of the first of the lines.
    pub first: usize,
    /// The lines.
    pub lines: Vec<String>,
}

impl Markdown {
    /// A text that is whole.
    pub fn whole(text: &str) -> Self {
        let mut page = Self::default();
        page.push(text);
        page.finish();
        page
    }

    /// The text as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Adds text at the end.
    pub fn push(&mut self, more: &str) {
        self.source.push_str(more);
        let mut found = Vec::new();
        loop {
            let rest = self.source.get(self.read..).unwrap_or_default();
            let (piece, end, taken) = match line_end(rest) {
                Some(at) => (&rest[..at], End::Line, at + 1),
                None if rest.len() > LONGEST => {
                    let at = cut(rest);
                    (&rest[..at], End::Cut, at)
                }
                None => break,
            };
            let piece = piece.strip_suffix('\r').unwrap_or(piece);
            self.reader.read(piece, end, &mut found);
            self.read += taken;
        }
        self.take(found);
    }

    /// Nothing follows.
    pub fn finish(&mut self) {
        let mut found = Vec::new();
        let rest = self.source.get(self.read..).unwrap_or_default();
        if !rest.is_empty() {
            let rest = rest.strip_suffix('\r').unwrap_or(rest);
            self.reader.read(rest, End::Line, &mut found);
        }
        self.reader.finish(&mut found);
        self.read = self.source.len();
        self.finished = true;
        self.take(found);
    }

    /// Lays out what has come since, at `columns`.
    pub fn lay_out(&mut self, columns: usize) {
        if self.columns != columns {
            self.columns = columns;
            self.laid = 0;
        }
        // Lines may have come to the last block.
        let from = self.laid.saturating_sub(1);
        self.ends.truncate(from);
        for block in self.blocks.iter_mut().skip(from) {
            block.lay_out(columns);
            let before = self.ends.last().copied().unwrap_or(0);
            self.ends.push(before + block.height());
        }
        self.laid = self.blocks.len();
        self.lay_tail();
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.closed() + self.tail_ends.last().copied().unwrap_or(0)
    }

    /// A row, counted from 0.
    pub fn line(&self, row: usize) -> Line {
        let closed = self.closed();
        if row < closed {
            return at(&self.blocks, &self.ends, row);
        }
        at(&self.tail, &self.tail_ends, row - closed)
    }

    /// The block of code in which the row stands.
    pub fn code_at(&self, row: usize) -> Option<usize> {
        let block = self.ends.partition_point(|end| *end <= row);
        // What is being written goes on with the last block.
        let block = block.min(self.blocks.len().checked_sub(1)?);
        self.code(block).map(|_| block)
    }

    /// The row above a block of code that says its language.
    pub fn label_of(&self, block: usize) -> usize {
        let gap = self.blocks.get(block).is_some_and(|one| one.block.gap);
        self.row_of(block) + usize::from(gap)
    }

    /// The first row of a block.
    pub fn row_of(&self, block: usize) -> usize {
        let before = block.checked_sub(1);
        before.map_or(0, |before| self.ends.get(before).copied().unwrap_or(0))
    }

    /// The code in a block, as it was written, and its language.
    pub fn code_text(&self, block: usize) -> Option<(String, &str)> {
        let code = self.code(block)?;
        Some((code.text(), code.language()))
    }

    /// The code within `rows` that has lines without colours.
    pub fn uncoloured(&self, rows: std::ops::Range<usize>) -> Vec<Uncoloured> {
        let first = self.ends.partition_point(|end| *end <= rows.start);
        let mut all = Vec::new();
        for (block, laid) in self.blocks.iter().enumerate().skip(first) {
            if self.row_of(block) >= rows.end {
                break;
            }
            let Body::Code(code) = &laid.block.body else {
                continue;
            };
            let (first, lines) = code.uncoloured();
            let lines: Vec<String> = lines.map(str::to_owned).collect();
            if !code.language().is_empty() && !lines.is_empty() && first < MOST_LINES {
                all.push(Uncoloured {
                    block,
                    language: code.language().to_owned(),
                    first,
                    lines,
                });
            }
        }
        all
    }

    /// Gives lines of a block of code their colours.
    pub fn colour(&mut self, block: usize, first: usize, spans: Vec<Vec<Span>>) {
        if let Some(Body::Code(code)) = self.blocks.get_mut(block).map(|one| &mut one.block.body) {
            code.colour(first, spans);
        }
    }

    fn code(&self, block: usize) -> Option<&Code> {
        match &self.blocks.get(block)?.block.body {
            Body::Code(code) => Some(code),
            Body::Words { .. } | Body::Table(_) | Body::Rule => None,
        }
    }

    fn closed(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    fn take(&mut self, found: Vec<Found>) {
        add(&mut self.blocks, found);
    }

    /// Shows the end as if nothing followed.
    fn lay_tail(&mut self) {
        self.tail.clear();
        self.tail_ends.clear();
        if self.finished {
            return;
        }
        let rest = self.source.get(self.read..).unwrap_or_default();
        let mut reader = self.reader.clone();
        let mut found = Vec::new();
        if !rest.is_empty() && !reader.may_end_code(rest) {
            reader.read(rest.trim_end_matches('\r'), End::Line, &mut found);
        }
        reader.finish(&mut found);
        if matches!(found.first(), Some(Found::CodeLine(_) | Found::CodeMore(_))) {
            let rungs = self.blocks.last().map(|last| last.block.rungs.clone());
            let mut rungs = rungs.unwrap_or_default();
            super::block::Rung::repeat(&mut rungs);
            self.tail.push(Laid::new(Block {
                rungs,
                body: Body::Code(Code::bare()),
                gap: false,
            }));
        }
        add(&mut self.tail, found);
        for laid in &mut self.tail {
            laid.lay_out(self.columns);
            let before = self.tail_ends.last().copied().unwrap_or(0);
            self.tail_ends.push(before + laid.height());
        }
    }
}

fn add(blocks: &mut Vec<Laid>, found: Vec<Found>) {
    for one in found {
        let last = blocks.last_mut().map(|last| &mut last.block.body);
        match (one, last) {
            (Found::Block(block), _) => blocks.push(Laid::new(block)),
            (Found::CodeLine(line), Some(Body::Code(code))) => code.add(line),
            (Found::CodeMore(line), Some(Body::Code(code))) => code.add_more(line),
            (Found::CodeEnd, Some(Body::Code(code))) => code.whole = true,
            (Found::CodeLine(_) | Found::CodeMore(_) | Found::CodeEnd, _) => {}
        }
    }
}

fn at(blocks: &[Laid], ends: &[usize], row: usize) -> Line {
    let block = ends.partition_point(|end| *end <= row);
    let before = block.checked_sub(1).and_then(|before| ends.get(before));
    let row = row - before.copied().unwrap_or(0);
    blocks
        .get(block)
        .map(|one| one.row(row))
        .unwrap_or_default()
}

/// Where a long line is cut: behind the last blank of its first piece, else between characters.
fn cut(rest: &str) -> usize {
    let most = (0..=LONGEST).rev().find(|at| rest.is_char_boundary(*at));
    let most = most.unwrap_or(LONGEST);
    let blank = rest[..most].rfind(' ').filter(|at| *at > LONGEST / 2);
    blank.map_or(most, |at| at + 1)
}

/// Where the line ends, unless it is too long to wait for that.
fn line_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    memchr::memchr(b'\n', &bytes[..bytes.len().min(LONGEST + 1)])
}
