//! A line of text in several looks.

use std::borrow::Cow;

use ratatui::Frame;

use super::text::{put, put_right, width};
use crate::tui::theme::{Theme, Token};

/// A line of text in several looks, and what stands at its right end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    parts: Vec<(Cow<'static, str>, Token)>,
    right: Option<(Cow<'static, str>, Token)>,
}

impl Row {
    /// An empty line.
    pub fn new() -> Self {
        Self::default()
    }

    /// A line in one look.
    pub fn of(text: impl Into<Cow<'static, str>>, token: Token) -> Self {
        Self::new().then(text, token)
    }

    /// The line with more text at its end.
    #[must_use]
    pub fn then(mut self, text: impl Into<Cow<'static, str>>, token: Token) -> Self {
        self.parts.push((text.into(), token));
        self
    }

    /// The line with text before it.
    #[must_use]
    pub fn after(mut self, text: impl Into<Cow<'static, str>>, token: Token) -> Self {
        self.parts.insert(0, (text.into(), token));
        self
    }

    /// The line with text at the right end.
    #[must_use]
    pub fn right(mut self, text: impl Into<Cow<'static, str>>, token: Token) -> Self {
        self.right = Some((text.into(), token));
        self
    }

    /// The text without its looks.
    pub fn text(&self) -> String {
        let parts = self.parts.iter().chain(&self.right);
        parts.map(|(text, _)| text.as_ref()).collect()
    }

    /// Draws it from `at`, at most `columns` wide.
    pub fn draw(&self, frame: &mut Frame, at: (u16, u16), columns: u16, theme: &Theme) {
        let (mut x, y) = at;
        let mut end = x.saturating_add(columns);
        let buffer = frame.buffer_mut();
        if let Some((text, token)) = &self.right {
            // What stands at the right gives way to the text before it only in a narrow place.
            let needed = width(text);
            if needed.saturating_add(12) <= columns {
                let from = put_right(buffer, end, y, needed, text, theme.style(*token));
                end = from.saturating_sub(2);
            }
        }
        for (text, token) in &self.parts {
            let room = end.saturating_sub(x);
            if room == 0 {
                break;
            }
            x = x.saturating_add(put(buffer, (x, y), room, text, theme.style(*token)));
        }
    }
}
