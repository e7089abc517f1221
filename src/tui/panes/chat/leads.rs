//! Where a person can go from a call of a tool: to a terminal, or to the file that it has changed.

use std::path::PathBuf;

use super::deed::Deed;
use crate::domain::tool_call::ToolState;
use crate::tui::root::Place;

/// A command, and the folder that it runs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// As a shell reads it.
    pub command: String,
    /// The folder, absolute.
    pub folder: PathBuf,
}

/// Where a person can go from a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leads {
    /// To a terminal with its command.
    Command(Ordered),
    /// To the first place that it has changed.
    File(Place),
}

impl Deed {
    /// The command that it runs.
    pub(super) fn command(&self) -> Option<&Ordered> {
        match &self.leads {
            Some(Leads::Command(ordered)) => Some(ordered),
            Some(Leads::File(_)) | None => None,
        }
    }

    /// The first place that it has changed.
    pub(super) fn changed(&self) -> Option<&Place> {
        match &self.leads {
            Some(Leads::File(place)) if self.state == ToolState::Done => Some(place),
            Some(Leads::File(_) | Leads::Command(_)) | None => None,
        }
    }
}
