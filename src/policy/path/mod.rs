//! Paths: which may be written, deleted or read without a question.
//!
//! * `fold` makes names comparable that a file system may take for the same.
//! * `protected` knows what other programs trust, `secret` what nobody should read.
//! * `judge` puts the questions in order for what is changed, `read` for what is read.

mod fold;
mod judge;
mod protected;
mod read;
mod secret;

pub use judge::{Change, judge_path};
pub(super) use judge::{Finding, may_change};
pub use protected::protected_names;
pub use read::{judge_read, keeps_secrets};
pub(super) use read::{may_read, names_secret};
