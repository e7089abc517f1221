//! The chat with the agent: a transcript, and the composer below it.
//!
//! `composer` holds what is written, with `history` and `completion`; `item` and `transcript` hold
//! what was said. `update` routes, `send` and `replies` carry out what a line asks for.

mod completion;
mod composer;
mod effect;
mod history;
mod item;
mod replies;
mod send;
mod state;
mod transcript;
mod update;
mod view;

pub use effect::{Effect, Found, Msg};
pub use state::State;
pub use update::update;
pub use view::{KEYS, caret, view};

#[cfg(test)]
mod tests;
