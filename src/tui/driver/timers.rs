//! When the screen wants to be woken.

use std::collections::BTreeSet;
use std::time::Duration;

/// The times at which somebody wants to be woken, since the start.
#[derive(Debug, Default)]
pub struct Timers(BTreeSet<Duration>);

impl Timers {
    /// Wakes at `at`.
    pub fn add(&mut self, at: Duration) {
        self.0.insert(at);
    }

    /// The next time, if there is one.
    pub fn next(&self) -> Option<Duration> {
        self.0.first().copied()
    }

    /// Forgets the times up to `now`; answers whether there were any.
    pub fn take_due(&mut self, now: Duration) -> bool {
        let before = self.0.len();
        self.0.retain(|at| *at > now);
        self.0.len() != before
    }
}
