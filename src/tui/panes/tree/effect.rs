//! What the tree asks of the driver.

use std::path::PathBuf;
use std::sync::Arc;

use super::ask::Task;
use crate::workspace::files::{JailedPath, Undo};

/// Work for the driver.
#[derive(Debug)]
pub enum Effect {
    /// List these folders.
    List(Vec<JailedPath>),
    /// Watch exactly these folders.
    Follow {
        /// Those that are open in the tree.
        open: Vec<JailedPath>,
        /// Those that others asked for, absolute.
        also: Vec<PathBuf>,
    },
    /// Look through the whole workspace for names with this text; none stops looking.
    Find(String),
    /// Ask git.
    Status,
    /// Change files.
    Do(Task),
    /// Take a change back.
    Undo(Arc<Undo>),
}
