//! Reads and writes `vibecober.yaml`, with errors that name file, line and key.

mod error;
mod lines;
mod suggestion;
mod yaml;

#[cfg(test)]
mod tests;

pub use error::DocumentError;
pub use yaml::{from_yaml, to_yaml};
