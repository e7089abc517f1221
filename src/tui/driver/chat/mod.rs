//! The work of the chat: lines by the rules, turns of a model, pages of a talk, colours of code.

mod colours;
mod past;
mod perform;
mod talk;

pub use perform::{cancel, perform};

use super::choose::InUse;

/// What the work of the chat keeps between two pieces of it.
#[derive(Debug, Default)]
pub struct ChatWork {
    colours: colours::Colours,
    /// Which model answers now.
    pub in_use: InUse,
}
