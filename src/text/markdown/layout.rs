//! A block at a width: its rows, with the marks of its lists and quotations before them.

use unicode_width::UnicodeWidthStr;

use super::block::{Block, Body, Rung};
use super::ink::{Ground, Ink, InkKind, Line, Stretch};
use super::inline::inline;
use super::table::table;
use super::wrap::{Run, wrap};

/// The bar before the rows of a quotation.
const BAR: &str = "▎ ";
/// There is always room for so many columns of text, however deep it stands in lists.
const LEAST: usize = 8;

/// A block with its rows.
#[derive(Debug, Clone)]
pub(super) struct Laid {
    pub(super) block: Block,
    /// All rows but those of code.
    lines: Vec<Line>,
    columns: usize,
}

impl Laid {
    /// A block that is not laid out.
    pub(super) fn new(block: Block) -> Self {
        Self {
            block,
            lines: Vec::new(),
            columns: 0,
        }
    }

    /// Lays it out where that is not done.
    pub(super) fn lay_out(&mut self, columns: usize) {
        let room = columns
            .saturating_sub(self.before())
            .max(LEAST.min(columns));
        let done = self.columns == columns;
        self.columns = columns;
        match &mut self.block.body {
            Body::Code(code) => code.lay_out(room.saturating_sub(1).max(1)),
            _ if done => {}
            Body::Words { source, level } => self.lines = words(source, *level, room),
            Body::Table(source) => {
                self.lines = table(source, room).unwrap_or_else(|| words(source, None, room));
            }
            Body::Rule => {
                let rule = Stretch::new("─".repeat(room), InkKind::Faint);
                self.lines = vec![Line {
                    stretches: vec![rule],
                    ..Line::default()
                }];
            }
        }
    }

    /// How many rows it has, with the empty one before it.
    pub(super) fn height(&self) -> usize {
        usize::from(self.block.gap)
            + match &self.block.body {
                Body::Code(code) => code.height() + usize::from(!code.is_bare()),
                Body::Words { .. } | Body::Table(_) | Body::Rule => self.lines.len(),
            }
    }

    /// A row.
    pub(super) fn row(&self, row: usize) -> Line {
        let Some(row) = row.checked_sub(usize::from(self.block.gap)) else {
            return self.quoted();
        };
        let mut line = match &self.block.body {
            Body::Code(code) => match row.checked_sub(usize::from(!code.is_bare())) {
                Some(row) => code.row(row),
                None => Line {
                    stretches: vec![Stretch::new(code.label(), InkKind::Faint)],
                    ground: Ground::Code,
                },
            },
            Body::Words { .. } | Body::Table(_) | Body::Rule => {
                self.lines.get(row).cloned().unwrap_or_default()
            }
        };
        let marks = self.block.rungs.iter().map(|rung| mark(rung, row == 0));
        line.stretches.splice(0..0, marks);
        line
    }

    /// The empty row before it, on which the bar of a quotation goes on.
    fn quoted(&self) -> Line {
        let rungs = self.block.rungs.iter();
        let bars = rungs.take_while(|rung| matches!(rung, Rung::Quote { first: false }));
        Line {
            stretches: bars.map(|rung| mark(rung, false)).collect(),
            ..Line::default()
        }
    }

    /// The columns before its text.
    pub(super) fn before(&self) -> usize {
        let rungs = self.block.rungs.iter();
        rungs
            .map(|rung| match rung {
                Rung::Quote { .. } => BAR.width(),
                Rung::Item { label, .. } => label.width(),
            })
            .sum()
    }
}

fn mark(rung: &Rung, begins: bool) -> Stretch {
    match rung {
        Rung::Quote { .. } => Stretch::new(BAR, InkKind::Mark),
        Rung::Item { label, first: true } if begins => Stretch::new(label.clone(), InkKind::Mark),
        Rung::Item { label, .. } => Stretch::new(" ".repeat(label.width()), InkKind::Text),
    }
}

fn words(source: &str, level: Option<u8>, columns: usize) -> Vec<Line> {
    let kind = match level {
        Some(_) => InkKind::Heading,
        None => InkKind::Text,
    };
    let mut runs = inline(source, Ink::of(kind));
    if let Some(level) = level {
        // Without colours the level is seen all the same.
        let mark = format!("{} ", "#".repeat(usize::from(level)));
        runs.insert(0, Run::Text(Stretch::new(mark, InkKind::Faint)));
    }
    let rows = wrap(&runs, columns).into_iter();
    rows.map(|stretches| Line {
        stretches,
        ..Line::default()
    })
    .collect()
}
