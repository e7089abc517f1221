//! Folders on disk: what a target holds, how new output meets edits, and writing as one transaction;
//! and the workspace of a person: what lies in it, what git says, who changes it, what it contains.
//!
//! * `target` looks at a folder before anything is written to it.
//! * `merge` decides, file by file, between the last output, the new output and what is on disk.
//! * `staging` writes beside the target and moves everything into place, or nothing.
//! * [`beneath`] opens and replaces files by handle, for whoever must not leave the workspace;
//!   `attributes` carries access lists and the like over to a new file.
//! * `tree` reads and hashes what a project consists of; `private` makes folders for one person alone.
//! * [`listing`] lists one folder; [`files`] changes files; [`git`] asks git without trusting the
//!   repository; [`watch`] notices changes by others; [`find`] finds files and lines.

mod attributes;
pub mod beneath;
mod error;
pub mod files;
pub mod find;
pub mod git;
mod journal;
pub mod listing;
mod merge;
mod private;
mod staging;
mod target;
mod tree;
pub mod watch;

pub use attributes::keep_attributes;
pub use error::WorkspaceError;
pub use merge::{Conflict, Decision, MergePlan, Preference, difference, merge, place_among};
pub use private::private_folder;
pub use staging::{Placed, Staging, recover};
pub use target::{Target, inspect, resolve};
pub use tree::{FileTree, read_files, sha256, tree_hash};

#[cfg(test)]
mod tests;
