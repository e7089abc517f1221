//! One folder at a time: what lies in it, of what kind, in the order that people expect.

mod order;
mod read;

pub use order::natural;
pub use read::{Entry, EntryKind, ListingError, list};

#[cfg(test)]
mod tests;
