//! Verdicts: what the policy says to a command, a path or an address before anything is done.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::approval::ApprovalKind;

/// Whether something may be done; the greater of two is the stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It may, without a question.
    Auto,
    /// A person has to say yes.
    Ask,
    /// It may not, whoever asks.
    Deny,
}

/// What stands above every mode and every rule; the greater of two is the stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// Nothing: a rule or a mode may let it through.
    None,
    /// It touches what other programs trust: no rule lets it through.
    Protected,
    /// It destroys what cannot be brought back: it waits for a person in every mode.
    Destructive,
}

/// A part of the text that was judged, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// Where it begins.
    pub from: usize,
    /// Where it has ended.
    pub to: usize,
}

/// What the policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it may be done.
    pub decision: Decision,
    /// Why, in one line for people and for the model.
    pub reason: String,
    /// The rule by which: a stable name such as `shell.unknown_option`, or `rule:` and an id.
    pub rule: String,
    /// The part that decided; none where it is the whole.
    pub span: Option<Span>,
    /// Whether it has to wait for a person whatever the mode.
    pub guard: Guard,
    /// What would be asked for.
    pub kind: ApprovalKind,
    /// The words of a single plain command: what a saved rule could begin with.
    pub prefix: Option<Vec<String>>,
}

impl Decision {
    /// The name used in files, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Ask => "ask",
            Self::Deny => "deny",
        }
    }
}

impl Guard {
    /// The name used in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Protected => "protected",
            Self::Destructive => "destructive",
        }
    }

    /// True where neither a rule nor a mode that allows everything may answer for a person.
    pub fn always_waits(self) -> bool {
        match self {
            Self::None => false,
            Self::Protected | Self::Destructive => true,
        }
    }
}

impl Span {
    /// The part from one byte up to another.
    pub fn new(from: usize, to: usize) -> Self {
        Self { from, to }
    }

    /// The smallest part in which both lie.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self::new(self.from.min(other.from), self.to.max(other.to))
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stricter_is_the_greater() {
        assert!(Decision::Deny > Decision::Ask && Decision::Ask > Decision::Auto);
        assert!(Guard::Destructive > Guard::Protected && Guard::Protected > Guard::None);
        assert!(!Guard::None.always_waits() && Guard::Protected.always_waits());
    }
}
