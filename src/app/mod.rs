//! The composition root: opens the store, handles commands, recovers, shuts down.
//!
//! Commands go in through one bounded channel and are answered by a oneshot reply; what happens
//! comes out as events of the store. Every face uses nothing else.

mod command;
mod decide;
mod error;
mod handle;
mod recovery;
mod worker;

pub use command::{Command, Decided, GenerateRequest, Started, Verdict, Verify};
pub use error::AppError;
pub use handle::App;

#[cfg(test)]
mod tests;
