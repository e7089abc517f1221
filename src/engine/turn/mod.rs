//! A turn as a pure state machine: what happened goes in, what is to be done comes out.
//!
//! It knows no clock, no store and no model. In reading order: `words` says what can happen and
//! what can follow, `limits` how far a turn may go, `repeats` notices when it goes in circles,
//! and `machine` decides.

mod limits;
mod machine;
mod repeats;
mod words;

#[cfg(test)]
mod tests;

pub use limits::{Limit, Limits};
pub use machine::Turn;
pub use words::{Asked, Effect, End, Input, Patience, Reach};
