//! How far a turn may go before a person is asked.

use std::fmt;

/// How far a turn may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many answers of the model.
    pub steps: u32,
    /// How many tokens in all; none without a limit.
    pub tokens: Option<u64>,
    /// How often a failed check is given back to the model.
    pub checks: u32,
}

/// What a turn came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// This many answers of the model.
    Steps(u32),
    /// This many tokens.
    Tokens(u64),
    /// Its time.
    Time,
    /// The same call with the same result, three times.
    Circles,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 250,
            tokens: None,
            checks: 10,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Steps(steps) => write!(f, "the model has answered {steps} times"),
            Self::Tokens(tokens) => write!(f, "the turn has taken {tokens} tokens"),
            Self::Time => f.write_str("the time of the turn is over"),
            Self::Circles => {
                f.write_str("the model made the same call three times and got the same result")
            }
        }
    }
}
