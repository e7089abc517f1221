//! What makes a stream of events unreadable.

use super::reader::LONGEST_EVENT;
use crate::domain::fault::{Fault, FaultClass};

/// What makes a stream of events unreadable; nothing after it can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SseError {
    /// A line or an event does not end.
    #[error("an event is longer than {} MiB", LONGEST_EVENT >> 20)]
    TooLong,
    /// A line is not valid UTF-8.
    #[error("an event is not valid UTF-8")]
    InvalidUtf8,
}

impl SseError {
    /// The kind of fault that it is for a call.
    pub fn class(self) -> FaultClass {
        match self {
            Self::TooLong => FaultClass::MalformedEvent,
            Self::InvalidUtf8 => FaultClass::InvalidUtf8,
        }
    }
}

impl From<SseError> for Fault {
    fn from(error: SseError) -> Self {
        Self::new(error.class(), error.to_string())
    }
}
