//! What is known of one run from its events, and how it is shown.

mod document;
mod known;
mod rows;

pub use document::document_rows;
pub use known::{AgentRow, CheckRow, Doing, Progress};
pub use rows::{card, describe, mark, proof_line, state_token};

#[cfg(test)]
mod tests;
