//! What we tell a keeper, and what it tells us in the end.

use std::ffi::OsString;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::limits::Limits;
use super::rung::{Access, Network, Rung};

/// A command for a keeper. Paths are strings of the system: they need not be UTF-8.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Order {
    pub rung: Rung,
    pub access: Access,
    pub network: Network,
    pub limits: Limits,
    pub workspace: OsString,
    pub home: Option<OsString>,
    pub kept: Kept,
    pub hidden: Vec<OsString>,
    /// The program and its arguments.
    pub words: Vec<OsString>,
    pub folder: OsString,
    pub env: Vec<(OsString, OsString)>,
    /// Where bubblewrap lies, for its rung.
    pub bubblewrap: Option<PathBuf>,
}

/// What a command cannot change in a workspace that it may write.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Paths that stay as they are, also when they do not exist.
    pub paths: Vec<OsString>,
    /// Names that cannot be made at its top.
    pub names: Vec<String>,
}

impl Order {
    /// The order as a keeper reads it: its length, then JSON.
    pub fn encode(&self) -> std::io::Result<Vec<u8>> {
        let order = serde_json::to_vec(self)?;
        let mut message = (order.len() as u64).to_le_bytes().to_vec();
        message.extend(order);
        Ok(message)
    }
}

/// How a command ended, or why it never began.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Report {
    /// The exit code, where it ended by itself.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// The limit that it went over and was ended for.
    pub exceeded: Option<String>,
    /// Why nothing was run.
    pub refused: Option<String>,
    /// What else a person should know, such as a protected path that was made nevertheless.
    pub notes: Vec<String>,
}

impl Report {
    /// The report of a command that never ran.
    pub fn refused(why: impl Into<String>) -> Self {
        Self {
            refused: Some(why.into()),
            ..Self::default()
        }
    }
}
