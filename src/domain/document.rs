//! Documents: what one agent writes and the next ones read.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ids::{DocumentId, RunId};
use super::plan::AgentName;

/// One agent's output, as data that later agents and people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its name.
    pub id: DocumentId,
    /// The run that it belongs to.
    pub run: RunId,
    /// Who wrote it.
    pub agent: AgentName,
    /// One line for lists.
    pub title: String,
    /// The output, held to the agent's schema.
    pub content: Value,
    /// When it was written.
    pub at: Timestamp,
}
