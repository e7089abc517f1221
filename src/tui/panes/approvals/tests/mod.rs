//! The pane by keys alone: what counts as an answer, what is said, what is seen.

mod answers;
mod fixture;
mod rules;
mod seen;
mod wishes;
