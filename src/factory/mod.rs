//! An idea becomes a project: the team, its plan, and the way through the states of a run.
//!
//! * `lead` decides who works, and in which order.
//! * `agent` says what an agent is, `classic` holds the seven, `attempts` how often they may try;
//!   `members` has them work, `makers` says who made what.
//! * `mind` is who answers questions where there is a model, `minded` the members that ask it,
//!   `holes` has it write the rules of the business that no template covers.
//! * `race` lets several attempts run at once, each a `racer`.
//! * `review` holds the reviewer's rules.
//! * `assignment` is what the team is given; `pipeline` takes a run from its first state to its
//!   last, `delivery` writes the project, `consent` says what must be asked before, `waiting` goes on after
//!   the answer, `proof` runs its checks; `record` stores every step with its event.

pub mod agent;
mod archive;
mod assignment;
mod attempts;
pub mod classic;
mod consent;
mod delivery;
mod error;
mod holes;
mod lead;
mod log;
mod makers;
mod members;
pub mod mind;
mod minded;
mod pipeline;
mod proof;
mod race;
mod racer;
mod record;
mod review;
mod thinking;
mod waiting;

pub use assignment::{
    Assignment, Delivery, Minded, Occupied, Outcome, Resumption, Source, Surroundings, Verification,
};
pub use consent::Continuation;
pub use delivery::Delivered;
pub use error::FactoryError;
pub use lead::plan;
pub use makers::{Done, Fallback, HoleReport, Maker};
pub use mind::asks_models;
pub use pipeline::{continue_pipeline, run_pipeline};
pub use race::RacerReport;
pub use review::review;

#[cfg(test)]
mod tests;
