//! Why there is no toolbox, and why a request was not planned.

use std::fmt;

use crate::text::printable;
use crate::workspace::beneath::BeneathError;

/// Why a workspace cannot be worked in.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    /// The folder cannot be opened.
    #[error("the workspace cannot be used: {0}")]
    Workspace(#[from] BeneathError),
}

/// Why a request is not carried out: one line that the model reads and can act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Refusal {
    pub(crate) fn new(text: impl AsRef<str>) -> Self {
        Self(printable(text.as_ref()).into_owned())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<BeneathError> for Refusal {
    fn from(error: BeneathError) -> Self {
        Self::new(error.to_string())
    }
}
