//! What git says about a workspace, without letting a repository run anything.
//!
//! * `head` reads the branch by hand: the first frame does not wait for a process.
//! * `call` runs git with a time limit, bounded output and a tame configuration.
//! * `status` asks for the state of all files and parses the answer.
//! * `marks` is that answer as a map, with folders summed up.
//! * `base` is the committed text of one file, for the editor's gutter.

mod base;
mod call;
mod error;
mod head;
mod marks;
mod status;
mod tame;

pub use base::committed_text;
pub use error::GitError;
pub use head::{Head, Repository, find_repository};
pub use marks::{Mark, Marks, Stage};
pub use status::{Status, Upstream, status};

#[cfg(test)]
mod tests;
