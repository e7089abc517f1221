//! Shell text as a list of plain commands, or the first part that is not plain.
//!
//! * `word` is a word with its quotes undone; `scan` and `quote` cut text into words and operators.
//! * `script` puts them together to commands.
//! * `tree` asks a full grammar of the shell for the same text: only what both read alike is plain.

mod quote;
mod scan;
mod script;
mod tree;
mod word;

#[cfg(test)]
mod tests;

pub(super) use script::{Assignment, Joint, Redirect, RedirectKind, Script, Simple, read};
pub(super) use word::{Problem, Word};

#[cfg(test)]
use word::Trouble;
