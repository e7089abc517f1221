//! Folders on disk: what a target holds, how new output meets edits, and writing as one transaction.
//!
//! * `target` looks at a folder before anything is written to it.
//! * `merge` decides, file by file, between the last output, the new output and what is on disk.
//! * `staging` writes beside the target and moves everything into place, or nothing.
//! * `tree` reads and hashes what a project consists of.

mod error;
mod journal;
mod merge;
mod staging;
mod target;
mod tree;

pub use error::WorkspaceError;
pub use merge::{Conflict, Decision, MergePlan, Preference, merge};
pub use staging::{Placed, Staging, recover};
pub use target::{Target, inspect, resolve};
pub use tree::{FileTree, read_files, sha256, tree_hash};

#[cfg(test)]
mod tests;
