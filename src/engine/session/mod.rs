//! Sessions: talks with a model, a turn at a time, every message kept.
//!
//! `drive` takes a turn from the first word to its end: `act` does what the state machine decides,
//! `react` tells it what came of that, `keep` keeps each step. `feedback` is what a
//! model is told of a check that failed, `history` what a model is sent again.

mod act;
mod doing;
mod drive;
mod feedback;
mod history;
mod keep;
mod prompt;
mod react;
mod turn;

pub use drive::take_turn;
pub use history::History;
pub use turn::{TurnEnd, TurnError, TurnOrder, Work};

#[cfg(test)]
mod tests;
