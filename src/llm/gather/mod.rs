//! Gathers the pieces of a reply, and lets it count only when it is whole and can be used.

mod reply;
mod together;
mod toolcall;

#[cfg(test)]
mod tests;

pub use reply::Reply;
pub use together::{Gather, LONGEST_REPLY};
