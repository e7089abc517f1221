//! When a failed call is tried again: pure, the clock and chance are passed in.

use std::time::Duration;

use crate::domain::fault::Fault;

/// The most tries of one call, the first included.
pub const MOST_TRIES: u32 = 5;

/// The longest pause between two tries.
pub const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// The pause after the first try; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// What is added to the wish of a service at most, so that not all its callers come back at once.
const LATE: Duration = Duration::from_secs(1);

/// How often a call is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    tries: u32,
}

/// What follows a failed try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// The same call again after a pause.
    Again {
        /// The pause.
        pause: Duration,
        /// The number of the try that follows it, from 2.
        number: u32,
        /// The most tries there are.
        of: u32,
    },
    /// The call has failed; the fault says why no other try follows, where that is not plain.
    Failed(Fault),
}

impl Default for Retry {
    fn default() -> Self {
        Self { tries: MOST_TRIES }
    }
}

impl Retry {
    /// As many tries after the first as `retries` says, but no more than [`MOST_TRIES`] in all.
    pub fn at_most(retries: u32) -> Self {
        Self {
            tries: retries.saturating_add(1).min(MOST_TRIES),
        }
    }

    /// What follows the try with this number, from 1; `chance` lies between 0 and 1.
    pub fn after(self, number: u32, fault: Fault, chance: f64) -> Next {
        if !fault.class.can_pass() {
            return Next::Failed(fault);
        }
        if number >= self.tries {
            return Next::Failed(spent(fault, number));
        }
        let chance = if chance.is_finite() {
            chance.clamp(0.0, 1.0)
        } else {
            1.0
        };
        let pause = match fault.retry_after {
            Some(wish) if wish > LONGEST_PAUSE => return Next::Failed(too_long(fault, wish)),
            // Never earlier than the service wishes.
            Some(wish) => wish + LATE.min(wish / 10).mul_f64(chance),
            // Half of the pause is sure, so that chance never makes it none.
            None => doubled(number).mul_f64(0.5 + chance / 2.0),
        };
        Next::Again {
            pause: pause.min(LONGEST_PAUSE),
            number: number.saturating_add(1),
            of: self.tries,
        }
    }
}

/// The whole pause after the try with this number.
fn doubled(number: u32) -> Duration {
    let times = 1_u32
        .checked_shl(number.saturating_sub(1))
        .unwrap_or(u32::MAX);
    FIRST_PAUSE.saturating_mul(times).min(LONGEST_PAUSE)
}

fn spent(mut fault: Fault, tries: u32) -> Fault {
    if tries > 1 {
        fault.message = format!("{} (tried {tries} times)", fault.message);
    }
    fault
}

fn too_long(mut fault: Fault, wish: Duration) -> Fault {
    let seconds = wish.as_secs_f64().ceil();
    fault.message = format!(
        "{}; the service asks to wait {seconds} s, which is too long to wait here",
        fault.message
    );
    fault
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::FaultClass;

    fn fault(class: FaultClass, wish: Option<u64>) -> Fault {
        Fault {
            class,
            message: "m".to_owned(),
            retry_after: wish.map(Duration::from_millis),
        }
    }

    fn pause(number: u32, wish: Option<u64>, chance: f64) -> Option<u128> {
        let fault = fault(FaultClass::Overloaded, wish);
        match Retry::default().after(number, fault, chance) {
            Next::Again { pause, .. } => Some(pause.as_millis()),
            Next::Failed(_) => None,
        }
    }

    #[test]
    fn pauses_double_and_chance_moves_them_within_a_half() {
        assert_eq!(pause(1, None, 0.0), Some(500));
        assert_eq!(pause(1, None, 1.0), Some(1_000));
        assert_eq!(pause(4, None, 1.0), Some(8_000));
        assert_eq!(pause(1, None, f64::NAN), Some(1_000));
        assert_eq!(doubled(u32::MAX), LONGEST_PAUSE);
    }

    #[test]
    fn the_wish_of_the_service_is_followed_and_never_undercut() {
        assert_eq!(pause(1, Some(7_000), 0.0), Some(7_000));
        assert_eq!(pause(1, Some(7_000), 1.0), Some(7_700));
        assert_eq!(pause(1, Some(60_000), 1.0), Some(60_000));
        assert_eq!(pause(1, Some(0), 1.0), Some(0));
    }

    #[test]
    fn a_wish_longer_than_a_minute_ends_the_call_and_is_told() {
        let fault = fault(FaultClass::RateLimit, Some(60_001));
        let Next::Failed(fault) = Retry::default().after(1, fault, 0.5) else {
            panic!("it was tried again");
        };
        assert!(fault.message.contains("wait 61 s"), "{}", fault.message);
    }

    #[test]
    fn a_call_is_tried_five_times_at_most_and_only_where_that_may_help() {
        assert_eq!(pause(5, None, 0.0), None);
        for class in FaultClass::ALL {
            let next = Retry::default().after(1, fault(class, Some(1)), 0.0);
            assert_eq!(matches!(next, Next::Again { .. }), class.can_pass());
        }
    }

    #[test]
    fn the_number_of_retries_is_a_setting_with_a_bound() {
        let tries = |retries| Retry::at_most(retries).tries;
        assert_eq!(
            [tries(0), tries(1), tries(4), tries(5), tries(u32::MAX)],
            [1, 2, 5, 5, 5]
        );
        let failed = Retry::at_most(0).after(1, fault(FaultClass::Timeout, None), 0.0);
        assert_eq!(failed, Next::Failed(fault(FaultClass::Timeout, None)));
    }
}
