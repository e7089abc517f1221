//! Several lines that a person writes into: grows with its text up to a height, then scrolls.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use tui_textarea::{CursorMove, TextArea, WrapMode};

use super::text::put;
use crate::text::printable;
use crate::tui::theme::{Theme, Token};

/// Several lines of text with a caret.
#[derive(Debug)]
pub struct Writing {
    text: TextArea<'static>,
    width: u16,
    most: u16,
    rows: u16,
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            text: area(Vec::new()),
            width: 1,
            most: 1,
            rows: 1,
        }
    }
}

impl Writing {
    /// It is `width` wide and at most `most` rows high from now on.
    pub fn resize(&mut self, width: u16, most: u16) {
        let (width, most) = (width.max(1), most.max(1));
        if (width, most) != (self.width, self.most) {
            (self.width, self.most) = (width, most);
            self.lay_out();
        }
    }

    /// How many rows it takes now, at least one.
    pub fn height(&self) -> u16 {
        self.rows
    }

    /// True while nothing is written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What is written.
    pub fn text(&self) -> String {
        self.text.lines().join("\n")
    }

    /// The first line of what is written, and whether there are more.
    pub fn first_line(&self) -> (&str, bool) {
        let lines = self.text.lines();
        let first = lines.first().map(String::as_str).unwrap_or_default();
        (first, lines.len() > 1)
    }

    /// True while the caret is in the first row in sight of the whole text.
    pub fn at_top(&self) -> bool {
        self.text.screen_cursor().row == 0
    }

    /// True while the caret is in the last row of the text.
    pub fn at_bottom(&self) -> bool {
        let cursor = self.text.cursor();
        let here = self.text.screen_cursor().row;
        let below = self.text.screen_to_data(here + 1, 0);
        below.0 == cursor.0 && self.text.screen_to_data(here, 0) == below
    }

    /// Writes `text` in place of what stands there, the caret at its end.
    pub fn set(&mut self, text: &str) {
        let lines = text.split('\n').map(visible).collect();
        self.text = area(lines);
        self.text.move_cursor(CursorMove::Bottom);
        self.text.move_cursor(CursorMove::End);
        self.lay_out();
    }

    /// Marks all of it: what is typed next takes its place.
    pub fn mark_all(&mut self) {
        self.text.select_all();
    }

    /// Empties it and answers what stood there.
    pub fn take(&mut self) -> String {
        let text = self.text();
        self.set("");
        text
    }

    /// Puts text at the caret; what is invisible in it is made visible.
    pub fn insert(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<String> = text.split('\n').map(visible).collect();
        self.text.insert_str(lines.join("\n"));
        self.count();
    }

    /// Begins a new line at the caret.
    pub fn newline(&mut self) {
        self.text.insert_newline();
        self.count();
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char('u') if control => {
                self.text.delete_line_by_head();
            }
            KeyCode::Char('z') if control => {
                self.text.undo();
            }
            KeyCode::Char('z') if alt => {
                self.text.redo();
            }
            KeyCode::Char(c) if !control && !alt => {
                // What it belongs to may make it harmless: a joiner within an emoji.
                let mut typed: String = self.before().into_iter().collect();
                let known = printable(&typed).len();
                typed.push(c);
                let shown = printable(&typed);
                if *shown == *typed {
                    self.text.insert_char(c);
                } else {
                    self.text.insert_str(shown.get(known..).unwrap_or_default());
                }
            }
            _ => {
                self.text.input(key);
            }
        }
        self.count();
    }

    /// Puts the caret where the mouse points, `column` and `row` from the corner of what is drawn.
    pub fn point(&mut self, column: u16, row: u16) {
        let (top, _) = self.text.scroll_offset();
        let at = self
            .text
            .screen_to_data(usize::from(top) + usize::from(row), usize::from(column));
        let place = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.text.cancel_selection();
        self.text
            .move_cursor(CursorMove::Jump(place(at.0), place(at.1)));
    }

    /// Draws it; `placeholder` stands there while nothing is written.
    pub fn draw(&self, frame: &mut Frame, area: Rect, placeholder: &str, theme: &Theme) {
        if area.is_empty() {
            return;
        }
        if self.is_empty() {
            let style = theme.style(Token::Placeholder);
            put(
                frame.buffer_mut(),
                (area.x, area.y),
                area.width,
                placeholder,
                style,
            );
            return;
        }
        self.text.render(area, frame.buffer_mut());
    }

    /// Where the caret is, when it is drawn into `area`.
    pub fn caret(&self, area: Rect) -> Option<Position> {
        let (top, left) = self.text.scroll_offset();
        let cursor = self.text.screen_cursor();
        let place = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let x = place(cursor.col)
            .saturating_sub(left)
            .min(area.width.saturating_sub(1));
        let y = place(cursor.row).saturating_sub(top);
        (y < area.height && area.width > 0).then(|| Position::new(area.x + x, area.y + y))
    }

    /// The character before the caret.
    fn before(&self) -> Option<char> {
        let cursor = self.text.cursor();
        let line = self.text.lines().get(cursor.0)?;
        line.chars().nth(cursor.1.checked_sub(1)?)
    }

    /// Wraps the text for its width: the crate does so only when it draws.
    fn lay_out(&mut self) {
        let scratch = Rect::new(0, 0, self.width, self.most);
        self.text.render(scratch, &mut Buffer::empty(scratch));
        self.count();
    }

    /// Counts the rows, up to the most; a row beyond the last one is the last one.
    fn count(&mut self) {
        let mut rows: u16 = 1;
        let mut before = self.text.screen_to_data(0, 0);
        while rows < self.most {
            let next = self.text.screen_to_data(usize::from(rows), 0);
            if next == before {
                break;
            }
            before = next;
            rows += 1;
        }
        self.rows = rows;
        // What fits is seen from its beginning, also after it was longer.
        if rows < self.most && self.text.scroll_offset().0 > 0 {
            self.text.scroll((-i16::MAX, 0));
        }
    }
}

fn area(lines: Vec<String>) -> TextArea<'static> {
    let mut text = TextArea::new(lines);
    text.set_wrap_mode(WrapMode::WordOrGlyph);
    // The real cursor is put at the caret.
    text.set_cursor_style(Style::new());
    text.set_cursor_line_style(Style::new());
    text.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
    text
}

/// A line in which nothing is invisible but tabs: what is seen is what is sent.
fn visible(line: &str) -> String {
    let parts: Vec<_> = line.split('\t').map(printable).collect();
    parts.join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_with_its_text_and_shrinks_again() {
        let mut writing = Writing::default();
        writing.resize(10, 4);
        assert_eq!(writing.height(), 1);
        writing.insert("one two three four five six seven eight nine ten");
        assert_eq!(writing.height(), 4);
        assert!(!writing.at_top() && writing.at_bottom());
        writing.resize(80, 4);
        assert_eq!(writing.height(), 1);
        writing.newline();
        assert_eq!((writing.height(), writing.at_bottom()), (2, true));
        assert_eq!(
            writing.take(),
            "one two three four five six seven eight nine ten\n"
        );
        assert_eq!(writing.height(), 1);
    }

    #[test]
    fn what_is_invisible_is_seen_and_sent_as_it_is_seen() {
        let mut writing = Writing::default();
        writing.insert("a\u{202e}\tb\u{1b}[2J\r\nc");
        assert_eq!(writing.text(), "a⟨U+202E⟩\tb⟨U+001B⟩[2J\nc");
        writing.key(KeyEvent::from(KeyCode::Char('\u{200b}')));
        assert!(writing.text().ends_with("c⟨U+200B⟩"));
    }
}
