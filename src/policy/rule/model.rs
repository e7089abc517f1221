//! Whose rules they are, and why rules cannot be used.

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
    /// A rule does not fit what it is to be saved for.
    #[error("{0}")]
    Unfit(String),
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
            Self::Unfit(_) | Self::Unsound { .. } | Self::Misses { .. } | Self::Catches { .. } => {
                Self::Unreadable {
                    place: file.to_owned(),
                    problem: self.to_string(),
                }
            }
        }
    }
}
