//! What can go wrong between us and git.

use std::io;
use std::time::Duration;

/// Why git gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is no `git` on this machine.
    #[error("git is not installed")]
    Missing,
    /// It could not be started, or its answer could not be read.
    #[error("could not run git: {0}")]
    Io(#[from] io::Error),
    /// It took too long and was ended.
    #[error("git gave no answer within {} s", .0.as_secs())]
    TooSlow(Duration),
    /// It said more than we keep.
    #[error("git said more than {0} bytes")]
    TooMuch(usize),
    /// It refused.
    #[error("git: {0}")]
    Refused(String),
}
