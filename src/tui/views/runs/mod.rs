//! Every run, and one of them in detail.
//!
//! `state` holds the list, `detail` one run with its tabs; `message` is what the driver is asked
//! and answers.

mod detail;
mod message;
mod rows;
mod state;
mod update;
mod view;

pub use message::{Effect, Msg, Record};
pub use rows::age;
pub use state::State;
pub use update::update;
pub use view::{keys, view};

#[cfg(test)]
mod tests;
