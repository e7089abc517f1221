//! An idea becomes a project: the team, its plan, and the way through the states of a run.
//!
//! * `lead` decides who works, and in which order.
//! * `agent` says what an agent is, `classic` holds the seven, `attempts` how often they may try.
//! * `review` holds the reviewer's rules.
//! * `assignment` is what the team is given; `pipeline` takes a run from its first state to its
//!   last, `delivery` writes the project, `consent` says what must be asked before, `proof` runs its
//!   checks; `record` stores every step with its event.

pub mod agent;
mod archive;
mod assignment;
mod attempts;
pub mod classic;
mod consent;
mod delivery;
mod error;
mod lead;
mod pipeline;
mod proof;
mod record;
mod review;

pub use assignment::{
    Assignment, Delivery, Occupied, Outcome, Resumption, Surroundings, Verification,
};
pub use consent::Continuation;
pub use delivery::Delivered;
pub use error::FactoryError;
pub use lead::plan;
pub use pipeline::{continue_pipeline, run_pipeline};
pub use review::review;

#[cfg(test)]
mod tests;
