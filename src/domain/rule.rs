//! Rules of the policy that people make: what each is about, what it decides, where and how long it holds.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{ApprovalId, RunId};
use super::verdict::Decision;

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

/// A rule that was saved with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedRule {
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// When it was saved.
    pub made_at: Timestamp,
    /// The answer that it was saved with.
    pub approval: ApprovalId,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// When the one call went by it that it was for.
    pub used_at: Option<Timestamp>,
}

/// What happened to a saved rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleEvent {
    /// Its name.
    pub rule: String,
    /// What it decides and about what, in a few words.
    pub about: String,
    /// What happened to it.
    pub step: RuleStep,
}

/// What happens to a saved rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleStep {
    /// It was saved with an answer.
    Saved,
    /// The one call that it was for has begun.
    Used,
    /// It was taken back.
    Revoked,
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

    /// What it decides and about what, in a few words.
    pub fn about(&self) -> String {
        format!("{} {}", self.decision, self.subject)
    }

    /// True where it holds at that time, in that session and workspace.
    pub fn holds(&self, now: Timestamp, workspace: &Path, session: Option<RunId>) -> bool {
        let here = match &self.scope {
            Scope::Once | Scope::Always => true,
            Scope::Session(run) => Some(*run) == session,
            Scope::Workspace(folder) => folder == workspace,
        };
        here && self.expires.is_none_or(|end| now < end)
    }
}

impl RuleEvent {
    /// What happened, in one line.
    pub fn what(&self) -> String {
        format!("rule {} {}: {}", self.rule, self.step.name(), self.about)
    }
}

impl RuleStep {
    /// The name used in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Used => "used",
            Self::Revoked => "revoked",
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command(words) => f.pad(&words.join(" ")),
            Self::Path(text) | Self::Host(text) => f.pad(text),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once => f.pad("once"),
            Self::Session(run) => f.pad(&format!("session {}", run.short())),
            Self::Workspace(folder) => f.pad(&folder.to_string_lossy()),
            Self::Always => f.pad("always"),
        }
    }
}
