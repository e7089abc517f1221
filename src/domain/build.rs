//! Builds: every version of a generated project is kept.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{BuildId, RunId};
use super::plan::AgentName;

/// One file of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// Path in the project, with forward slashes.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
    /// The agent that wrote it.
    pub agent: AgentName,
}

/// One stored version of a generated project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// Its name.
    pub id: BuildId,
    /// The run that made it.
    pub run: RunId,
    /// 1 for the first build of this target, then one more each time.
    pub version: u32,
    /// The folder that it was written to.
    pub target: PathBuf,
    /// Its files, sorted by path.
    pub manifest: Vec<ManifestEntry>,
    /// The zip file that holds them, beside the store.
    pub archive: PathBuf,
    /// When it was stored.
    pub at: Timestamp,
}
