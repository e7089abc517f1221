//! `exec`: says something to a model without a screen, and shows the answer as it comes.

mod lines;
mod run;
mod words;

pub use lines::totals;
pub use run::{broke_off, exec, exit_of};
