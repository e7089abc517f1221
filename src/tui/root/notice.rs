//! One line for the person, shown for a while above the footer.

use std::time::Duration;

/// How long a notice stays.
const STAYS: Duration = Duration::from_secs(5);
/// How long bad news stays.
const BAD_STAYS: Duration = Duration::from_secs(12);

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

    /// How long it stays on the screen.
    pub fn stays(&self) -> Duration {
        match self.level {
            Level::Good | Level::Info => STAYS,
            Level::Warn | Level::Bad => BAD_STAYS,
        }
    }

    fn new(level: Level, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { level, text }
    }
}
