//! Sessions: talks with a model, a turn at a time, every message kept.

mod history;
mod prompt;
mod turn;

pub use history::History;
pub use prompt::SYSTEM;
pub use turn::{Turn, TurnEnd, TurnError, take_turn};

#[cfg(test)]
mod tests;
