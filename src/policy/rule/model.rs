//! A rule: what it is about, what it decides, where and how long it holds.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::ids::RunId;
use crate::domain::verdict::Decision;

/// A rule that a person made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name, by which it is shown and revoked.
    pub id: String,
    /// What it is about.
    #[serde(flatten)]
    pub subject: Subject,
    /// What it decides.
    pub decision: Decision,
    /// Where and how often it holds.
    #[serde(default)]
    pub scope: Scope,
    /// When it ends to hold; never where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Examples that it has to match.
    pub matches: Vec<String>,
    /// Examples that it must not match.
    pub not_matches: Vec<String>,
}

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Commands whose program and arguments begin with exactly these words.
    Command(Vec<String>),
    /// Paths below the workspace, or absolute ones: `*` stays in a folder, `**` does not.
    Path(String),
    /// A host, or with `*.` before it all below it.
    Host(String),
}

/// Where and how often a rule holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// For the next time only; whoever acts on it takes it away.
    Once,
    /// For one run or session.
    Session(RunId),
    /// For one workspace.
    Workspace(PathBuf),
    /// Everywhere.
    #[default]
    Always,
}

/// Whose rules they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The person's own, which may allow.
    Person,
    /// A file in the workspace, which can only tighten: whoever wrote it may be a stranger.
    Workspace,
}

/// Why rules cannot be used; nothing is decided by them then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The file is no list of rules.
    #[error("{place}: {problem}")]
    Unreadable {
        /// The file and the line or rule.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// A rule says nothing, or too much.
    #[error("rule '{rule}': {problem}")]
    Unsound {
        /// The rule.
        rule: String,
        /// What is wrong with it.
        problem: String,
    },
    /// An example that it has to match is not matched.
    #[error("rule '{rule}': the example '{example}' has to match, but does not")]
    Misses {
        /// The rule.
        rule: String,
        /// The example.
        example: String,
    },
    /// An example that it must not match is matched.
    #[error("rule '{rule}': the example '{example}' must not match, but does")]
    Catches {
        /// The rule.
        rule: String,
        /// The example.
        example: String,
    },
}

impl RuleError {
    /// The same error with the file that it comes from before it.
    #[must_use]
    pub fn within(self, file: &str) -> Self {
        match self {
            Self::Unreadable { place, problem } => Self::Unreadable { place, problem },
            Self::Unsound { .. } | Self::Misses { .. } | Self::Catches { .. } => Self::Unreadable {
                place: file.to_owned(),
                problem: self.to_string(),
            },
        }
    }
}

impl Rule {
    /// The name that a verdict gives of it.
    pub fn name(&self) -> String {
        format!("rule:{}", self.id)
    }

    /// Why it decides, in one line.
    pub fn because(&self) -> String {
        let what = match self.decision {
            Decision::Auto => "allows",
            Decision::Ask => "wants to be asked about",
            Decision::Deny => "forbids",
        };
        format!("your rule '{}' {what} this", self.id)
    }
}
