//! Tables: beside each other where the columns fit, else a row of the table as lines of its own.

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthStr;

use super::ink::{Ink, InkKind, Line, Marks, Stretch};
use super::inline::Inline;
use super::wrap::{Run, wrap};

/// Between two columns.
const BETWEEN: &str = " │ ";
/// The columns of that.
const BETWEEN_WIDE: usize = 3;
/// No column of a table is narrower than this, unless all that it holds is.
const NARROWEST: usize = 9;

/// What a cell holds.
type Cell = Vec<Run>;

/// A table as it was read.
#[derive(Debug, Default)]
struct Table {
    alignments: Vec<Alignment>,
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

/// The rows of the table in `source`; nothing where it is none after all.
pub(super) fn table(source: &str, columns: usize) -> Option<Vec<Line>> {
    let table = read(source)?;
    let widths = table.widths();
    let room = columns.checked_sub(BETWEEN_WIDE * widths.len().saturating_sub(1));
    match room.and_then(|room| fitted(&widths, room)) {
        Some(widths) => Some(table.beside(&widths)),
        None => Some(table.below(columns)),
    }
}

fn read(source: &str) -> Option<Table> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let bold = Ink {
        marks: Marks::default().with(Marks::BOLD),
        ..Ink::default()
    };
    let mut table = None::<Table>;
    let (mut cell, mut row) = (Inline::new(bold), Vec::new());
    for event in Parser::new_ext(source, options) {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                table = Some(Table {
                    alignments,
                    ..Table::default()
                });
            }
            Event::Start(Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::End(TagEnd::Table) => {}
            Event::End(TagEnd::TableCell) => row.push(cell.cell()),
            Event::End(TagEnd::TableHead) => {
                table.as_mut()?.head = std::mem::take(&mut row);
                cell = Inline::new(Ink::default());
            }
            Event::End(TagEnd::TableRow) => table.as_mut()?.rows.push(std::mem::take(&mut row)),
            other => cell.take(other),
        }
    }
    table.filter(|table| !table.head.is_empty())
}

impl Table {
    /// The width of each column where there is room for all of it.
    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![1; self.head.len()];
        for row in self.rows.iter().chain([&self.head]) {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(wide(cell));
            }
        }
        widths
    }

    fn beside(&self, widths: &[usize]) -> Vec<Line> {
        let mut lines = self.row(&self.head, widths);
        let rules: Vec<String> = widths.iter().map(|wide| "─".repeat(*wide)).collect();
        let rule = Stretch::new(rules.join("─┼─"), InkKind::Faint);
        lines.push(Line {
            stretches: vec![rule],
            ..Line::default()
        });
        for row in &self.rows {
            lines.extend(self.row(row, widths));
        }
        lines
    }

    fn row(&self, cells: &[Cell], widths: &[usize]) -> Vec<Line> {
        let cells: Vec<_> = cells
            .iter()
            .zip(widths)
            .map(|(cell, wide)| wrap(cell, *wide))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1);
        let mut lines = Vec::with_capacity(height);
        for number in 0..height {
            let mut stretches = Vec::new();
            for (column, wide) in widths.iter().enumerate() {
                if column > 0 {
                    stretches.push(Stretch::new(BETWEEN, InkKind::Faint));
                }
                let part = cells.get(column).and_then(|cell| cell.get(number));
                let alignment = self.alignments.get(column);
                aligned(part, *wide, alignment, &mut stretches);
            }
            lines.push(Line {
                stretches,
                ..Line::default()
            });
        }
        lines
    }

    /// Each row as lines of name and value, with an empty line between two rows.
    fn below(&self, columns: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 {
                lines.push(Line::default());
            }
            for (head, cell) in self.head.iter().zip(row) {
                let mut runs = head.clone();
                if wide(head) > 0 {
                    runs.push(Run::Text(Stretch::new(": ", InkKind::Faint)));
                }
                runs.extend(cell.iter().cloned());
                lines.extend(wrap(&runs, columns).into_iter().map(|stretches| Line {
                    stretches,
                    ..Line::default()
                }));
            }
        }
        if self.rows.is_empty() {
            for head in &self.head {
                lines.extend(wrap(head, columns).into_iter().map(|stretches| Line {
                    stretches,
                    ..Line::default()
                }));
            }
        }
        lines
    }
}

/// The widths with the widest made narrower until all fit; nothing where they would be too narrow.
fn fitted(widths: &[usize], room: usize) -> Option<Vec<usize>> {
    let cut = |most: usize| widths.iter().map(|wide| (*wide).min(most)).sum::<usize>();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let fits = (1..=widest).rev().find(|most| cut(*most) <= room)?;
    if fits < widest && fits < NARROWEST {
        return None;
    }
    Some(widths.iter().map(|wide| (*wide).min(fits)).collect())
}

fn wide(cell: &[Run]) -> usize {
    let mut widest = 0;
    let mut now = 0;
    for run in cell {
        match run {
            Run::Text(stretch) => now += stretch.text.width(),
            Run::Break => now = 0,
        }
        widest = widest.max(now);
    }
    widest
}

fn aligned(
    part: Option<&Vec<Stretch>>,
    wide: usize,
    alignment: Option<&Alignment>,
    into: &mut Vec<Stretch>,
) {
    let part = part.map(Vec::as_slice).unwrap_or_default();
    let used: usize = part.iter().map(|one| one.text.width()).sum();
    let free = wide.saturating_sub(used);
    let before = match alignment {
        Some(Alignment::Right) => free,
        Some(Alignment::Center) => free / 2,
        Some(Alignment::Left | Alignment::None) | None => 0,
    };
    let mut blanks = |count: usize| {
        if count > 0 {
            into.push(Stretch::new(" ".repeat(count), InkKind::Text));
        }
    };
    blanks(before);
    into.extend(part.iter().cloned());
    let mut blanks = |count: usize| {
        if count > 0 {
            into.push(Stretch::new(" ".repeat(count), InkKind::Text));
        }
    };
    blanks(free - before);
}
