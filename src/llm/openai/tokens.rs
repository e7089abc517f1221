//! Turns the protocols' counts of tokens into ours.

use crate::domain::usage::Usage;

/// What a service counted; both protocols count what a cache held as input, too.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counted {
    /// All that was read.
    pub read: Option<u64>,
    /// The part of it that a cache held.
    pub cached: Option<u64>,
    /// The part of it that was put into a cache.
    pub kept: Option<u64>,
    /// All that was written.
    pub written: Option<u64>,
    /// The part of it that was thought.
    pub thought: Option<u64>,
    /// Both together.
    pub total: Option<u64>,
}

impl Counted {
    /// In our kinds, which do not overlap.
    pub(super) fn usage(self) -> Usage {
        let read = self.read.unwrap_or(0);
        let cache_read = self.cached.unwrap_or(0).min(read);
        let cache_write = self.kept.unwrap_or(0).min(read - cache_read);
        // Some leave the thought out of what was written, but never out of the total.
        let rest = self.total.unwrap_or(0).saturating_sub(read);
        let output = self.written.unwrap_or(0).max(rest);
        Usage {
            input: read - cache_read - cache_write,
            cache_read,
            cache_write,
            output,
            reasoning: self.thought.unwrap_or(0).min(output),
        }
    }
}
