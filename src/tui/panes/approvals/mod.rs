//! What waits for an answer: the questions of runs, and what exactly each is about.
//!
//! * `state` holds the rows, `place` says where they and the detail are drawn.
//! * `detail` turns an approval into lines; `answer` says when a key counts as an answer, `ruling`
//!   makes the rule that is saved with one.

mod answer;
mod detail;
mod place;
mod ruling;
mod state;
mod update;
mod view;
mod wish;

#[cfg(test)]
mod tests;

pub use ruling::{Lasts, Reach, Wanted};
pub use state::State;
pub use update::{Effect, Msg, update};
pub use view::{caret, keys, view};
