//! The mind: what members of the team ask a model for, as documents that fit a strict schema.
//!
//! `question` is what is asked, `ask` who answers, `caller` has models answer, `schema` makes the schema of a document type,
//! `failure` says why a model did not answer.

mod ask;
mod caller;
mod failure;
mod question;
mod schema;

pub use ask::{Answering, Mind, Thought};
pub use caller::{ModelMind, asks_models};
pub use failure::MindError;
pub use question::Question;
pub use schema::{schema_of, without};
