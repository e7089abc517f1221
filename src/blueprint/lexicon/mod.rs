//! What is known of application domains and their entities, kept as data in `*.yaml` beside.
//!
//! The files are embedded. Opening the lexicon reads only which words name what (`index`); an
//! `entry` is parsed when it is used, because most ideas touch a handful of several hundred.

mod entry;
mod error;
mod index;
mod scan;
mod source;

#[cfg(test)]
mod tests;

pub use entry::{DomainEntry, EntityEntry};
pub use error::LexiconError;
pub use index::{DomainId, EntityId, Lexicon, Naming};
