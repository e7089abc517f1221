//! Singular and plural of English words, for reading ideas and for naming what is generated.
//!
//! The pluralizer crate is the authority. Its tables take some 10 ms to compile, so regular words
//! are inflected by plain endings first; a test holds these to what the crate says.

mod lists;
mod number;

#[cfg(test)]
mod tests;

pub use number::{plural, singular};
