//! Notices when a turn goes in circles.

use std::collections::HashMap;

/// How often the same call may give the same result.
const OFTEN: u32 = 3;

/// What each call of the turn gave last, and how often in a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Repeats {
    seen: HashMap<u64, (u64, u32)>,
}

impl Repeats {
    /// Takes the result of a call; true when it was the same for the third time.
    pub(super) fn add(&mut self, call: u64, result: u64) -> bool {
        let (last, times) = self.seen.entry(call).or_insert((result, 0));
        if *last == result {
            *times += 1;
        } else {
            (*last, *times) = (result, 1);
        }
        *times >= OFTEN
    }

    /// Counts from the beginning again.
    pub(super) fn forget(&mut self) {
        self.seen.clear();
    }
}
