//! Which rows of a long list are in sight, and the bar that shows it.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::theme::{Theme, Token};

/// The chosen row of a list and the first one in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// The chosen row.
    pub cursor: usize,
    /// The first row in sight.
    pub top: usize,
}

impl Scroll {
    /// Moves the choice by `rows` (negative: up) within `count` rows of which `height` are in sight.
    pub fn step(&mut self, rows: isize, count: usize, height: usize) {
        let last = count.saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(rows).min(last);
        self.follow(count, height);
    }

    /// Chooses `row`.
    pub fn go(&mut self, row: usize, count: usize, height: usize) {
        self.cursor = row.min(count.saturating_sub(1));
        self.follow(count, height);
    }

    /// Moves what is in sight by `rows`, and takes the choice along where it would go out of sight.
    pub fn shift(&mut self, rows: isize, count: usize, height: usize) {
        let furthest = count.saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(furthest);
        let last = self.top + height.saturating_sub(1);
        self.cursor = self.cursor.clamp(self.top, last.max(self.top));
        self.cursor = self.cursor.min(count.saturating_sub(1));
    }

    /// Brings the choice into sight.
    pub fn follow(&mut self, count: usize, height: usize) {
        let height = height.max(1);
        self.cursor = self.cursor.min(count.saturating_sub(1));
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
        self.top = self.top.min(count.saturating_sub(height));
    }
}

/// Draws a bar into the column `area` (one wide) for `count` rows of which those from `top` are in
/// sight; draws nothing where all of them are.
pub fn scrollbar(frame: &mut Frame, area: Rect, top: usize, count: usize, theme: &Theme) {
    let height = usize::from(area.height);
    if area.is_empty() || count <= height {
        return;
    }
    let size = (height * height / count).clamp(1, height);
    let furthest = count - height;
    let start = (height - size) * top.min(furthest) / furthest.max(1);
    let buffer = frame.buffer_mut();
    for row in 0..height {
        let inside = (start..start + size).contains(&row);
        let (symbol, token) = if inside {
            ("┃", Token::ScrollbarThumb)
        } else {
            ("│", Token::Scrollbar)
        };
        let y = area.y + u16::try_from(row).unwrap_or(u16::MAX);
        if let Some(cell) = buffer.cell_mut((area.x, y)) {
            cell.set_symbol(symbol).set_style(theme.style(token));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_stays_in_sight_and_within_the_list() {
        let mut scroll = Scroll::default();
        scroll.step(7, 100, 5);
        assert_eq!((scroll.cursor, scroll.top), (7, 3));
        scroll.step(-100, 100, 5);
        assert_eq!((scroll.cursor, scroll.top), (0, 0));
        scroll.go(1_000, 100, 5);
        assert_eq!((scroll.cursor, scroll.top), (99, 95));
        scroll.shift(-50, 100, 5);
        assert_eq!((scroll.cursor, scroll.top), (49, 45));
        scroll.follow(3, 5);
        assert_eq!((scroll.cursor, scroll.top), (2, 0));
        scroll.step(1, 0, 5);
        assert_eq!((scroll.cursor, scroll.top), (0, 0));
    }
}
