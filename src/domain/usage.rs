//! Usage: the tokens that a call took, by kind.

use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

/// The tokens that a call took. The kinds do not overlap, but for `reasoning`, which is a part of
/// `output`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Input that was read anew.
    pub input: u64,
    /// Input that the provider's cache held.
    pub cache_read: u64,
    /// Input that was put into the provider's cache.
    pub cache_write: u64,
    /// What the model wrote, its thoughts included.
    pub output: u64,
    /// The part of the output that was thought.
    pub reasoning: u64,
}

impl Usage {
    /// All that the model read: how much of its context is taken before the answer.
    pub fn read(&self) -> u64 {
        self.input
            .saturating_add(self.cache_read)
            .saturating_add(self.cache_write)
    }
}

impl Add for Usage {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            input: self.input.saturating_add(other.input),
            cache_read: self.cache_read.saturating_add(other.cache_read),
            cache_write: self.cache_write.saturating_add(other.cache_write),
            output: self.output.saturating_add(other.output),
            reasoning: self.reasoning.saturating_add(other.reasoning),
        }
    }
}

impl AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
