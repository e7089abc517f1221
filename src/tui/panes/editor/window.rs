//! Which part of a text is in sight: rows from the top, columns from the left.

use ropey::Rope;

use crate::text::{
    Cells, LONG_LINE, Row, column_of, content_end, left_edge, line_start, next_row, previous_row,
    row_at,
};

/// How many rows stay in sight above and below the caret.
const MARGIN: usize = 3;

/// How many columns stay in sight beside the caret after a jump to the side.
const SIDE: usize = 8;

/// Which part of a text is in sight.
#[derive(Debug, Clone, Default)]
pub struct Window {
    /// The first line.
    pub top: usize,
    /// Where its row in sight begins, in characters from its beginning: zero unless wrapped.
    pub skip: usize,
    /// The first column; zero when wrapped.
    pub left: usize,
    /// The column that the caret wants when it goes up and down.
    pub goal: Option<usize>,
    /// Whether long lines are wrapped.
    pub wrap: bool,
}

/// How much room there is, and how wide a tab is.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Columns of a tab.
    pub tab: usize,
}

impl Window {
    /// The row in which a character stands.
    pub fn row_of(&self, rope: &Rope, at: usize, room: Room) -> Row {
        if self.wrap {
            return row_at(rope, at, room.width, room.tab);
        }
        Self::whole(rope, rope.char_to_line(at.min(rope.len_chars())))
    }

    /// The row of a line that is not wrapped.
    fn whole(rope: &Rope, line: usize) -> Row {
        Row {
            line,
            start: line_start(rope, line),
            end: content_end(rope, line),
            last: true,
        }
    }

    /// The row below.
    pub fn below(&self, rope: &Rope, row: Row, room: Room) -> Option<Row> {
        if self.wrap {
            return next_row(rope, row, room.width, room.tab);
        }
        let line = row.line + 1;
        (line < rope.len_lines()).then(|| Self::whole(rope, line))
    }

    /// The row above.
    pub fn above(&self, rope: &Rope, row: Row, room: Room) -> Option<Row> {
        if self.wrap {
            return previous_row(rope, row, room.width, room.tab);
        }
        Some(Self::whole(rope, row.line.checked_sub(1)?))
    }

    /// The first row in sight.
    pub fn first(&self, rope: &Rope, room: Room) -> Row {
        let line = self.top.min(rope.len_lines().saturating_sub(1));
        let start = line_start(rope, line);
        let end = content_end(rope, line);
        self.row_of(rope, (start + self.skip).min(end), room)
    }

    /// The rows in sight.
    pub fn rows(&self, rope: &Rope, room: Room) -> Vec<Row> {
        let mut rows = Vec::with_capacity(room.height);
        let mut next = Some(self.first(rope, room));
        while let Some(row) = next
            && rows.len() < room.height
        {
            rows.push(row);
            next = self.below(rope, row, room);
        }
        rows
    }

    /// The row `count` rows away, or the furthest one on the way there.
    pub fn away(&self, rope: &Rope, row: Row, count: isize, room: Room) -> Row {
        if !self.wrap {
            let last = rope.len_lines().saturating_sub(1);
            return Self::whole(rope, row.line.saturating_add_signed(count).min(last));
        }
        let mut row = row;
        for _ in 0..count.unsigned_abs() {
            let next = if count < 0 {
                self.above(rope, row, room)
            } else {
                self.below(rope, row, room)
            };
            match next {
                Some(next) => row = next,
                None => break,
            }
        }
        row
    }

    fn begin_at(&mut self, rope: &Rope, row: Row) {
        self.top = row.line;
        self.skip = row.start - line_start(rope, row.line);
    }

    /// Scrolls by rows; the last row stays in sight.
    pub fn scroll(&mut self, rope: &Rope, rows: isize, room: Room) {
        let row = self.away(rope, self.first(rope, room), rows, room);
        self.begin_at(rope, row);
    }

    /// Puts `at` into the middle.
    pub fn centre(&mut self, rope: &Rope, at: usize, room: Room) {
        let up = isize::try_from(room.height / 2).unwrap_or(0);
        let row = self.away(rope, self.row_of(rope, at, room), -up, room);
        self.begin_at(rope, row);
        self.aside(rope, at, room);
    }

    /// Brings `at` into sight, with some rows around it.
    pub fn follow(&mut self, rope: &Rope, at: usize, room: Room) {
        let margin = MARGIN.min(room.height.saturating_sub(1) / 2);
        let here = self.row_of(rope, at, room);
        let first = self.first(rope, room);
        let rows = |count: usize| isize::try_from(count).unwrap_or(0);
        if here.start < first.start {
            let far = first.line - here.line > room.height;
            let up = if far { room.height / 2 } else { margin };
            let row = self.away(rope, here, -rows(up), room);
            self.begin_at(rope, row);
        } else if here.line - first.line > 2 * room.height {
            let row = self.away(rope, here, -rows(room.height / 2), room);
            self.begin_at(rope, row);
        } else {
            self.follow_near(rope, (first, here), margin, room);
        }
        self.aside(rope, at, room);
    }

    fn follow_near(&mut self, rope: &Rope, (first, here): (Row, Row), margin: usize, room: Room) {
        let rows = |count: usize| isize::try_from(count).unwrap_or(0);
        let mut distance = 0;
        let mut row = first;
        while row.start < here.start && distance < room.height {
            match self.below(rope, row, room) {
                Some(next) => row = next,
                None => break,
            }
            distance += 1;
        }
        let below = self.away(rope, here, rows(margin), room);
        let spare = if self.wrap {
            margin
        } else {
            below.line - here.line
        };
        if row.start < here.start || distance + spare >= room.height {
            let up = room.height.saturating_sub(1 + spare);
            let row = self.away(rope, here, -rows(up), room);
            self.begin_at(rope, row);
        } else if distance < margin {
            let row = self.away(rope, here, -rows(margin), room);
            self.begin_at(rope, row);
        }
    }

    /// Scrolls sideways until `at` is in sight.
    fn aside(&mut self, rope: &Rope, at: usize, room: Room) {
        if self.wrap {
            self.left = 0;
            return;
        }
        let line = rope.char_to_line(at);
        let column = column_of(rope, at, room.tab);
        let side = SIDE.min(room.width / 4);
        if column < self.left {
            self.left = column.saturating_sub(side);
            return;
        }
        let long = content_end(rope, line) - line_start(rope, line) > LONG_LINE;
        let (edge, edge_column) = left_edge(rope, line, self.left, room.tab);
        let x = if column - self.left > 4 * room.width {
            usize::MAX
        } else if long {
            // Before the edge columns are only guessed; what is in sight is walked.
            let cells = Cells::new(rope, edge, at, edge_column, room.tab);
            let end = cells.last().map(|cell| cell.column + cell.width);
            end.unwrap_or(edge_column) - self.left
        } else {
            column - self.left
        };
        if x >= room.width {
            self.left = if long {
                column.saturating_sub(room.width / 3)
            } else {
                column + 1 + side - room.width.min(column + 1 + side)
            };
        }
    }
}
