//! Sessions: talks with a model, a turn at a time, every message kept.

mod drive;
mod history;
mod keep;
mod prompt;
mod turn;

pub use drive::take_turn;
pub use history::History;
pub use turn::{TurnEnd, TurnError, TurnOrder, Work};

#[cfg(test)]
mod tests;
