//! What can go wrong before a command runs.

use std::io;
use std::path::PathBuf;

use super::rung::Rung;

/// Why a command could not be run; each says what to do where something can be done.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The workspace does not exist or cannot be read.
    #[error("the workspace {} cannot be used: {source}", path.display())]
    Workspace {
        /// The workspace.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The workspace is no folder.
    #[error("the workspace {} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The workspace holds more than a project.
    #[error("{} is too wide for a workspace: it holds {holds}; open a folder in it", path.display())]
    TooWide {
        /// The workspace.
        path: PathBuf,
        /// What else it holds.
        holds: &'static str,
    },
    /// The folder to run in does not exist.
    #[error("the folder {} cannot be entered: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The rung of the profile does not hold on this machine.
    #[error("the sandbox '{rung}' does not work here: {why}")]
    Missing {
        /// The rung.
        rung: Rung,
        /// Why it does not.
        why: String,
    },
    /// The sandbox could not be set up; nothing was run.
    #[error("the sandbox could not be set up: {0}")]
    Setup(String),
    /// The launcher could not be started, or broke.
    #[error("the launcher of commands failed: {0}")]
    Keeper(#[from] io::Error),
}
