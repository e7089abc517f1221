//! One line for the person: what it says, how much it matters, and how it fits into little room.

use std::borrow::Cow;
use std::time::Duration;

use crate::tui::draw::{path_shortened, width};

/// How long a notice that passes by itself stays.
const STAYS: Duration = Duration::from_secs(5);

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Something went well.
    Good,
    /// Something to know.
    Info,
    /// Something to look at.
    Warn,
    /// Something went wrong.
    Bad,
}

/// One line for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub level: Level,
    /// What, where and what to do.
    pub text: String,
}

impl Notice {
    /// Something went well.
    pub fn good(text: impl Into<String>) -> Self {
        Self::new(Level::Good, text)
    }

    /// Something to know.
    pub fn info(text: impl Into<String>) -> Self {
        Self::new(Level::Info, text)
    }

    /// Something to look at.
    pub fn warn(text: impl Into<String>) -> Self {
        Self::new(Level::Warn, text)
    }

    /// Something went wrong.
    pub fn bad(text: impl Into<String>) -> Self {
        Self::new(Level::Bad, text)
    }

    /// How long it stays on the screen; none for what stays until the person has seen it.
    pub fn stays(&self) -> Option<Duration> {
        match self.level {
            Level::Good | Level::Info => Some(STAYS),
            Level::Warn | Level::Bad => None,
        }
    }

    /// What it says in one line of `columns`: where that is too little, long paths give way in
    /// their middle, so that what is wrong can still be read.
    pub fn line(&self, columns: u16) -> Cow<'_, str> {
        if width(&self.text) <= columns {
            return Cow::Borrowed(&self.text);
        }
        let words = self.text.split(' ').map(|word| path_shortened(word, 24));
        Cow::Owned(words.collect::<Vec<_>>().join(" "))
    }

    fn new(level: Level, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { level, text }
    }
}
