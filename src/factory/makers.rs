//! Who made what: a model or the rules, and why.

use serde::{Deserialize, Serialize};

use super::mind::MindError;
use crate::domain::evidence::Evidence;
use crate::domain::plan::AgentName;

/// What happens when a model fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fallback {
    /// A person is asked whether to go on by rules.
    #[default]
    Ask,
    /// The run goes on by rules, and says so.
    Rules,
}

/// By whom an agent's work was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker {
    /// The agent.
    pub agent: AgentName,
    /// `rules`, or the model as `PROVIDER/ID`.
    pub by: String,
    /// Why by rules where a model was chosen, in one line; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// What became of a rule of the business that no template covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoleReport {
    /// The rule.
    pub rule: String,
    /// The file of its function.
    pub file: String,
    /// True once its function is written; a model's only when every check of the project passed with it.
    pub filled: bool,
    /// The model that wrote it, or `what was there`; empty while it is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Why it is open, in one line; empty once it is filled.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What the team has done so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Done {
    /// By whom the work of each agent was done.
    pub makers: Vec<Maker>,
    /// The optional agents that gave up.
    pub failed: Vec<AgentName>,
    /// What became of the rules that no template covers.
    pub holes: Vec<HoleReport>,
    /// What every check of the project found in a copy of it, once all such rules were written there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Evidence>,
}

/// A model failed, and nobody has said yet how to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Whose work it was.
    pub agent: AgentName,
    /// How it failed.
    pub error: MindError,
}

impl Maker {
    /// The name of the rules in [`Maker::by`].
    pub const RULES: &str = "rules";
}

impl Done {
    /// The rules whose functions are not written.
    pub fn open(&self) -> impl Iterator<Item = &HoleReport> {
        self.holes.iter().filter(|hole| !hole.filled)
    }

    /// The rules that are open, in one line; none where all are written.
    pub fn open_line(&self) -> Option<String> {
        let open: Vec<_> = self.open().map(|hole| hole.rule.as_str()).collect();
        match open.as_slice() {
            [] => None,
            [one] => Some(format!("the rule {one} is not written")),
            many => Some(format!("the rules {} are not written", many.join(", "))),
        }
    }
}
