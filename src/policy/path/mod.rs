//! Paths: which may be written, deleted or read without a question.
//!
//! * `fold` makes names comparable that a file system may take for the same.
//! * `protected` knows what other programs trust, `secret` what nobody should read.
//! * `judge` puts the questions in order.

mod fold;
mod judge;
mod protected;
mod secret;

pub use judge::{Change, judge_path};
pub(super) use judge::{Finding, may_change, may_read, names_secret};
pub use protected::protected_names;
