//! Evidence: what checks were run on which tree, and what came of them.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is known about a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Its checks passed on the tree as it is.
    Proven,
    /// Somebody says so; no check has run.
    Claimed,
    /// Its checks passed, but the tree has changed since.
    Stale,
    /// No check has run, or one failed.
    #[default]
    Unproven,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It ended with code 0.
    Passed,
    /// It ended with another code, or by a signal.
    Failed,
    /// Its time ran out and it was ended.
    TimedOut,
    /// It could not be started.
    NotRun,
}

/// One command that was run to find out whether a result holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// A short name (`tests`, `types`).
    pub name: String,
    /// The command as a person would type it.
    pub command: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Its exit code; none when it was ended by a signal or never started.
    pub exit_code: Option<i32>,
    /// Wall time in milliseconds.
    pub duration_ms: u64,
    /// One line that sums up its output (`48 passed in 2.10s`).
    pub summary: String,
    /// The end of its output, at most 64 KiB.
    pub output: String,
}

/// The checks of one verification and the tree they ran on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// When the last check ended.
    pub at: Timestamp,
    /// SHA-256 over the paths and contents of the project's files.
    pub tree_hash: String,
    /// The checks in the order in which they ran.
    pub checks: Vec<Check>,
}

impl Check {
    /// True when the check ended with code 0.
    pub fn passed(&self) -> bool {
        self.outcome == Outcome::Passed
    }
}

impl Evidence {
    /// `Proven` when at least one check ran and all passed, else `Unproven`.
    pub fn proof(&self) -> Proof {
        if !self.checks.is_empty() && self.checks.iter().all(Check::passed) {
            return Proof::Proven;
        }
        Proof::Unproven
    }
}

impl Proof {
    /// The name used in the store, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Claimed => "claimed",
            Self::Stale => "stale",
            Self::Unproven => "unproven",
        }
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Outcome {
    /// The name used in the store, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::TimedOut => "timed_out",
            Self::NotRun => "not_run",
        }
    }
}
