//! Moves the caret of a sheet.

use super::Sheet;
use super::acts::Motion;
use super::window::Room;
use crate::text::Cells;
use crate::text::{
    Row, Selection, at_column, column_of, end, home, line_start, matching_bracket, next_boundary,
    next_word, previous_boundary, previous_word,
};

/// Whether the caret selects on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It only moves.
    Move,
    /// It selects.
    Select,
}

impl Sheet {
    /// Moves the caret and brings it into sight.
    pub fn go(&mut self, motion: Motion, reach: Reach, room: Room) {
        let selection = self.buffer.selection();
        // A selection collapses to its side before the caret moves on.
        let collapses = reach == Reach::Move && !selection.is_empty();
        let head = if collapses && motion == Motion::Left {
            selection.start()
        } else if collapses && motion == Motion::Right {
            selection.end()
        } else {
            self.target(motion, room)
        };
        let vertical = matches!(
            motion,
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown
        );
        if !vertical {
            self.window.goal = None;
        }
        self.put_caret(head, reach);
        self.window.follow(self.buffer.rope(), head, room);
    }

    /// Puts the caret at `head`.
    pub fn put_caret(&mut self, head: usize, reach: Reach) {
        let selection = match reach {
            Reach::Move => Selection::caret(head),
            Reach::Select => self.buffer.selection().to(head),
        };
        self.buffer.select(selection);
    }

    fn target(&mut self, motion: Motion, room: Room) -> usize {
        let rope = self.buffer.rope();
        let head = self.buffer.selection().head;
        let page = isize::try_from(room.height.saturating_sub(2).max(1)).unwrap_or(1);
        match motion {
            Motion::Left => previous_boundary(rope, head),
            Motion::Right => next_boundary(rope, head),
            Motion::Up => self.vertical(-1, room),
            Motion::Down => self.vertical(1, room),
            Motion::PageUp => self.page(-page, room),
            Motion::PageDown => self.page(page, room),
            Motion::WordLeft => previous_word(rope, head),
            Motion::WordRight => next_word(rope, head),
            Motion::LineStart => home(rope, head),
            Motion::LineEnd => end(rope, head),
            Motion::First => 0,
            Motion::Last => rope.len_chars(),
            Motion::Bracket => matching_bracket(rope, head).map_or(head, |(_, partner)| partner),
        }
    }

    /// A page moves what is in sight with the caret, so that the caret keeps its place on screen.
    fn page(&mut self, rows: isize, room: Room) -> usize {
        let head = self.vertical(rows, room);
        let before = self.window.first(self.buffer.rope(), room);
        let last = self.buffer.rope().len_lines();
        let ends_in_sight = rows > 0 && before.line + room.height >= last;
        if !ends_in_sight {
            self.window.scroll(self.buffer.rope(), rows, room);
        }
        head
    }

    /// The character `rows` below, at the column that the caret wants.
    fn vertical(&mut self, rows: isize, room: Room) -> usize {
        let rope = self.buffer.rope();
        let head = self.buffer.selection().head;
        let row = self.window.row_of(rope, head, room);
        let goal = self.window.goal.unwrap_or_else(|| {
            if self.window.wrap {
                let cells = Cells::new(rope, row.start, head, 0, room.tab);
                cells.last().map_or(0, |cell| cell.column + cell.width)
            } else {
                column_of(rope, head, room.tab)
            }
        });
        let there = self.window.away(rope, row, rows, room);
        let target = if there == row {
            // Beyond the first row lies the beginning, beyond the last the end.
            if rows < 0 { row.start } else { row.end }
        } else {
            self.in_row(there, goal, room)
        };
        self.window.goal = Some(goal);
        target
    }

    fn in_row(&self, row: Row, goal: usize, room: Room) -> usize {
        let rope = self.buffer.rope();
        if !self.window.wrap {
            return at_column(rope, row.line, goal, room.tab);
        }
        let cells = Cells::new(rope, row.start, row.end, 0, room.tab);
        let mut before = row.start;
        for cell in cells {
            if cell.column + cell.width > goal {
                return cell.at;
            }
            before = cell.at;
        }
        if row.last { row.end } else { before }
    }

    /// Puts the caret on a line and column, both from one, into the middle of what is in sight.
    pub fn go_to(&mut self, line: usize, column: Option<usize>, room: Room) {
        let rope = self.buffer.rope();
        let line = line
            .saturating_sub(1)
            .min(rope.len_lines().saturating_sub(1));
        let start = line_start(rope, line);
        let last = end(rope, start);
        let at = column.map_or(start, |column| (start + column.saturating_sub(1)).min(last));
        let at = crate::text::snap(rope, at);
        self.window.goal = None;
        self.buffer.select(Selection::caret(at));
        self.window.centre(self.buffer.rope(), at, room);
    }

    /// Selects a stretch and brings it into sight, in the middle when it was far away.
    pub fn show(&mut self, range: std::ops::Range<usize>, room: Room) {
        self.window.goal = None;
        self.buffer.select(Selection::of(range.clone()));
        let rope = self.buffer.rope();
        let line = rope.char_to_line(range.start.min(rope.len_chars()));
        if line < self.window.top || line >= self.window.top + room.height {
            self.window
                .centre(rope, range.end.min(rope.len_chars()), room);
        }
        self.window.follow(self.buffer.rope(), range.end, room);
    }
}
