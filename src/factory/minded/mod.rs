//! The members of the team that ask a model: what they ask, and how its answer becomes an attempt.
//!
//! Whatever a model hands in is held to what the rules are held to: the same schema, the same
//! checks of the typed model, the same renderer.

mod db_schema;
mod planner;
mod reviewer;
mod team;

pub use team::{asks, member};
