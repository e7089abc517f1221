//! What came of an action: the text a model reads, and a line for people.

use crate::domain::message::ToolStatus;
use crate::text::printable;

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What the model reads, cut to a size that fits.
    pub text: String,
    /// Whether it worked.
    pub status: ToolStatus,
    /// One line for people: `read src/a.rs 120 lines`.
    pub summary: String,
    /// Everything, where `text` was cut and the rest cannot be asked for again.
    pub whole: Option<Vec<u8>>,
}

impl Outcome {
    /// It worked.
    pub fn done(text: impl Into<String>, summary: impl AsRef<str>) -> Self {
        Self {
            text: text.into(),
            status: ToolStatus::Done,
            summary: printable(summary.as_ref()).into_owned(),
            whole: None,
        }
    }

    /// It did not: `text` says why on one line.
    pub fn failed(text: impl AsRef<str>, summary: impl AsRef<str>) -> Self {
        Self {
            text: printable(text.as_ref()).into_owned(),
            status: ToolStatus::Failed,
            summary: printable(summary.as_ref()).into_owned(),
            whole: None,
        }
    }
}
