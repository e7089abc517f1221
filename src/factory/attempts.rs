//! How often an agent may try, and how long it waits in between.

use std::time::Duration;

/// The attempts that an agent has.
pub const ATTEMPTS: u32 = 3;
/// The wait after the first failed attempt.
const FIRST_WAIT: Duration = Duration::from_millis(750);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// The wait after failed attempt `attempt` (from 1): doubled each time, at most 60 s.
pub fn wait_after(attempt: u32) -> Duration {
    let doublings = attempt.saturating_sub(1).min(16);
    FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_minute() {
        let waits: Vec<_> = [1, 2, 3, 7, 8, 400]
            .map(|n| wait_after(n).as_millis())
            .into();
        assert_eq!(waits, [750, 1500, 3000, 48_000, 60_000, 60_000]);
    }
}
