//! Files below one folder, reached by handle: no link, no `..` and no race leads out of it.
//!
//! * `root` opens what lies below, for reading and for writing.
//! * `staging` puts new contents beside the old; `batch` moves many into place, or none.

mod batch;
mod error;
mod root;
mod staging;

pub use batch::{Known, Step, apply};
pub use error::BeneathError;
pub use root::{Links, Opened, Root, hash_of};

#[cfg(test)]
mod tests;
