//! Budgets: room for the worst case is made before a call, and what it cost is booked after it.
//!
//! * `estimate` says how many tokens a request has at most.
//! * `till` makes room ([`Till::hold`]) and settles ([`Held::settle`]); whatever becomes of a call,
//!   its [`Held`] settles it, when it is dropped at the latest.

mod error;
mod estimate;
mod till;

#[cfg(test)]
mod tests;

pub use error::HoldError;
pub use estimate::{input, message};
pub use till::{Asking, Held, Receipt, Till};
