//! Typed YAML documents: what is wrong with one is told with its file, line and key.
//!
//! `outline` knows the line of every part and refuses what could be misread, `parse` types the
//! text, `hint` finds what a misspelt word was meant to be.

mod hint;
mod outline;
mod parse;

#[cfg(test)]
mod tests;

pub use hint::nearest;
pub use parse::{Document, key_of, parse};
