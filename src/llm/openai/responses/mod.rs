//! The Responses API.
//!
//! `body` writes a request, `item` turns messages into its items, `event` is the form of an event,
//! `output` follows the items of an answer, `protocol` understands the whole stream.

mod body;
mod event;
mod item;
mod output;
mod protocol;
mod provider;

#[cfg(test)]
mod tests;

pub use provider::{Responses, Thoughts};
