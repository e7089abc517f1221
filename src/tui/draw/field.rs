//! A line that a person types into.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::text::{put, width};

/// The longest text that a field takes, in bytes.
const LONGEST: usize = 16_384;

/// One line of text with a caret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    text: String,
    /// The caret, in bytes; always between two graphemes.
    caret: usize,
}

impl Field {
    /// A field that holds `text`, with the caret at its end.
    pub fn with(text: impl Into<String>) -> Self {
        let text = text.into();
        let caret = text.len();
        Self { text, caret }
    }

    /// What stands in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Empties it and answers what stood in it.
    pub fn take(&mut self) -> String {
        self.caret = 0;
        std::mem::take(&mut self.text)
    }

    /// Puts text at the caret; line ends become spaces.
    pub fn insert(&mut self, text: &str) {
        let line = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
        if self.text.len() + line.len() <= LONGEST {
            self.text.insert_str(self.caret, &line);
            self.caret += line.len();
        }
    }

    /// Takes a key; answers whether the text changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let before = self.text.len();
        match key.code {
            KeyCode::Char('a') if control => self.caret = 0,
            KeyCode::Char('e') if control => self.caret = self.text.len(),
            KeyCode::Char('u') if control => self.delete(0, self.caret),
            KeyCode::Char('k') if control => self.delete(self.caret, self.text.len()),
            KeyCode::Char('w') if control => self.delete(self.word_before(), self.caret),
            KeyCode::Char('h') if control => self.delete(self.before(), self.caret),
            KeyCode::Backspace if alt || control => self.delete(self.word_before(), self.caret),
            KeyCode::Backspace => self.delete(self.before(), self.caret),
            KeyCode::Delete => self.delete(self.caret, self.after()),
            KeyCode::Left => self.caret = self.before(),
            KeyCode::Right => self.caret = self.after(),
            KeyCode::Home => self.caret = 0,
            KeyCode::End => self.caret = self.text.len(),
            KeyCode::Char(c) if !control && !alt => self.insert(c.encode_utf8(&mut [0; 4])),
            _ => {}
        }
        self.text.len() != before
    }

    /// Draws it into the first line of `area` and answers where the caret is.
    pub fn draw(&self, frame: &mut Frame, area: Rect, style: Style) -> Option<Position> {
        let caret = self.caret_in(area)?;
        put(
            frame.buffer_mut(),
            (area.x, area.y),
            area.width,
            &self.text[self.first_shown(area.width)..],
            style,
        );
        Some(caret)
    }

    /// Where the caret is when it is drawn into `area`.
    pub fn caret_in(&self, area: Rect) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        let before = &self.text[self.first_shown(area.width)..self.caret];
        let x = area.x + width(before).min(area.width.saturating_sub(1));
        Some(Position::new(x, area.y))
    }

    /// The first byte that is shown: the part before the caret always fits, from its end.
    fn first_shown(&self, columns: u16) -> usize {
        let mut start = 0;
        let room = columns.saturating_sub(1);
        let mut graphemes = self.text[..self.caret].grapheme_indices(true);
        while width(&self.text[start..self.caret]) > room {
            let Some((_, grapheme)) = graphemes.next() else {
                break;
            };
            start += grapheme.len();
        }
        start
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.caret = from;
    }

    fn before(&self) -> usize {
        let before = self.text[..self.caret].grapheme_indices(true).next_back();
        before.map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let next = self.text[self.caret..].graphemes(true).next();
        self.caret + next.map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let before = self.text[..self.caret].trim_end();
        let word = before.split_word_bound_indices().next_back();
        word.map_or(0, |(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(field: &mut Field, code: KeyCode) {
        field.key(KeyEvent::from(code));
    }

    #[test]
    fn the_caret_goes_by_what_a_person_sees_as_one_character() {
        let mut field = Field::with("né\u{301}👩‍💻");
        press(&mut field, KeyCode::Backspace);
        assert_eq!(field.text(), "né\u{301}");
        press(&mut field, KeyCode::Left);
        press(&mut field, KeyCode::Char('x'));
        assert_eq!(field.text(), "nxé\u{301}");
        field.insert("two\nlines");
        assert_eq!(field.text(), "nxtwo linesé\u{301}");
        field.key(KeyEvent::new(KeyCode::Char('w'), KeyModifiers::CONTROL));
        assert_eq!(field.text(), "nxtwo é\u{301}");
    }
}
