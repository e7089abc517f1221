//! The composition root: opens the store, handles commands, recovers, shuts down.
//!
//! Commands go in through one bounded channel and are answered by a oneshot reply; what happens
//! comes out as events of the store. Every face uses nothing else.

mod bench;
mod budget;
mod command;
mod decide;
mod error;
mod handle;
mod proof;
mod recovery;
mod rules;
mod say;
mod standing;
mod switches;
mod worker;

pub use budget::budget;
pub use command::{
    Allowance, Command, Decided, GenerateRequest, ModelWish, Started, Unseen, Verdict, Verify,
};
pub use error::AppError;
pub use handle::App;
pub use proof::proof_now;
pub use rules::{Weighed, weigh};
pub use say::{AfterTurn, Said, SayRequest, Talk, WorkRequest};
pub use standing::{Standing, standing};

#[cfg(test)]
mod tests;
