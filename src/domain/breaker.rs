//! Circuit breakers: an endpoint that failed three times in a row is left alone for a minute, then
//! tried by one call.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::call::Ending;
use super::fault::FaultClass;
use super::owner::Owner;

/// How many failures in a row open a breaker.
pub const FAILURES: u32 = 3;

/// How long an open breaker keeps calls away.
pub const PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// How long a probe of a living process is waited for; it was lost when it takes longer.
const PROBE_LIMIT: SignedDuration = SignedDuration::from_mins(15);

/// What is known of an endpoint's health.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Breaker {
    /// Whether calls go through.
    #[serde(flatten)]
    pub circuit: Circuit,
    /// Failures since the last success.
    pub failures: u32,
    /// How the last of them failed.
    pub last: Option<FaultClass>,
}

/// Whether calls go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Circuit {
    /// They do.
    #[default]
    Closed,
    /// They do not.
    Open {
        /// Since when.
        since: Timestamp,
        /// When one may be tried.
        until: Timestamp,
    },
    /// One is being tried.
    HalfOpen(Probe),
}

/// The one call that tries an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// The process that makes it.
    pub owner: Owner,
    /// When it began.
    pub since: Timestamp,
}

/// Whether a call may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It may.
    Allowed,
    /// It may, as the one that tries whether the endpoint is well again.
    Probe(Probe),
    /// It may not, before this time.
    Refused {
        /// When to ask again.
        until: Timestamp,
    },
}

/// What a call told about its endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It gave a whole reply.
    Success,
    /// It is not well.
    Failure(FaultClass),
    /// It answers, but refused this call.
    Answered,
    /// Nothing: the call was given up before the endpoint had its say.
    Abandoned,
}

impl Breaker {
    /// Decides about a call, and what becomes of the breaker; unchanged when that is the same.
    #[must_use]
    pub fn admit(
        self,
        now: Timestamp,
        owner: Owner,
        is_alive: impl Fn(Owner) -> bool,
    ) -> (Admission, Self) {
        match self.circuit {
            Circuit::Closed => (Admission::Allowed, self),
            Circuit::Open { since, until } if now < since => {
                // The clock was set back: the pause begins again, or it might last for years.
                let until = now + (until.duration_since(since)).min(PAUSE);
                let opened = self.with(Circuit::Open { since: now, until });
                (Admission::Refused { until }, opened)
            }
            Circuit::Open { until, .. } if now < until => (Admission::Refused { until }, self),
            Circuit::Open { .. } => self.probe(now, owner),
            Circuit::HalfOpen(probe) => {
                let took = now.duration_since(probe.since).abs();
                if took > PROBE_LIMIT || !is_alive(probe.owner) {
                    return self.probe(now, owner);
                }
                let until = now + SignedDuration::from_secs(1);
                (Admission::Refused { until }, self)
            }
        }
    }

    /// What becomes of the breaker after a call that was admitted.
    #[must_use]
    pub fn record(self, now: Timestamp, admission: Admission, outcome: Outcome) -> Self {
        match outcome {
            Outcome::Success => Self {
                last: self.last,
                ..Self::default()
            },
            Outcome::Failure(class) => self.fail(now, class),
            // A refused call is no failure of the endpoint and no success; for a probe it is enough
            // that somebody is there.
            Outcome::Answered if self.is_probed_by(admission) => Self {
                last: self.last,
                ..Self::default()
            },
            Outcome::Abandoned if self.is_probed_by(admission) => self.with(Circuit::Open {
                since: now,
                until: now,
            }),
            Outcome::Answered | Outcome::Abandoned => self,
        }
    }

    fn fail(self, now: Timestamp, class: FaultClass) -> Self {
        let failures = self.failures.saturating_add(1);
        let circuit = match self.circuit {
            Circuit::Closed if failures < FAILURES => Circuit::Closed,
            // A call that began before the breaker opened adds nothing to the pause.
            Circuit::Open { .. } => self.circuit,
            Circuit::Closed | Circuit::HalfOpen(_) => Circuit::Open {
                since: now,
                until: now + PAUSE,
            },
        };
        Self {
            circuit,
            failures,
            last: Some(class),
        }
    }

    fn probe(self, now: Timestamp, owner: Owner) -> (Admission, Self) {
        let probe = Probe { owner, since: now };
        (Admission::Probe(probe), self.with(Circuit::HalfOpen(probe)))
    }

    fn is_probed_by(self, admission: Admission) -> bool {
        matches!(
            (self.circuit, admission),
            (Circuit::HalfOpen(known), Admission::Probe(probe)) if known == probe
        )
    }

    fn with(self, circuit: Circuit) -> Self {
        Self { circuit, ..self }
    }
}

impl Circuit {
    /// The name used in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open { .. } => "open",
            Self::HalfOpen(_) => "half_open",
        }
    }
}

impl Outcome {
    /// What the ending of a call tells about its endpoint.
    pub fn of(ending: Ending) -> Self {
        match ending {
            Ending::Whole => Self::Success,
            Ending::Failed(class) if class.is_outage() => Self::Failure(class),
            Ending::Failed(_) => Self::Answered,
            Ending::Running | Ending::Cancelled | Ending::Crashed => Self::Abandoned,
        }
    }
}

impl fmt::Display for Circuit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const US: Owner = Owner {
        process: 1,
        born: None,
    };
    const OTHER: Owner = Owner {
        process: 2,
        born: None,
    };
    const DOWN: Outcome = Outcome::Failure(FaultClass::ServerError);

    fn at(seconds: i64) -> Timestamp {
        "2026-11-28T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
    }

    fn failed(times: u32) -> Breaker {
        (0..times).fold(Breaker::default(), |breaker, _| {
            breaker.record(at(0), Admission::Allowed, DOWN)
        })
    }

    fn admit(breaker: Breaker, seconds: i64, owner: Owner) -> (Admission, Breaker) {
        breaker.admit(at(seconds), owner, |_| true)
    }

    #[test]
    fn three_failures_in_a_row_open_it_and_a_success_between_them_does_not() {
        assert_eq!(failed(2).circuit, Circuit::Closed);
        let between = failed(2).record(at(0), Admission::Allowed, Outcome::Success);
        assert_eq!(between.failures, 0);
        assert_eq!(
            between.record(at(0), Admission::Allowed, DOWN).circuit,
            Circuit::Closed
        );
        // What says nothing about the endpoint neither counts nor forgives.
        for outcome in [Outcome::Answered, Outcome::Abandoned] {
            let kept = failed(2).record(at(0), Admission::Allowed, outcome);
            assert_eq!(kept, failed(2));
        }
        assert_eq!(
            admit(failed(3), 59, US).0,
            Admission::Refused { until: at(60) }
        );
    }

    #[test]
    fn after_a_minute_one_call_tries_it_and_decides() {
        let (probe, tried) = admit(failed(3), 60, US);
        assert!(matches!(probe, Admission::Probe(_)));
        assert!(matches!(
            admit(tried, 61, OTHER).0,
            Admission::Refused { .. }
        ));
        let well = tried.record(at(62), probe, Outcome::Success);
        assert_eq!((well.circuit, well.failures), (Circuit::Closed, 0));
        let answered = tried.record(at(62), probe, Outcome::Answered);
        assert_eq!(answered.circuit, Circuit::Closed);
        let down = tried.record(at(62), probe, DOWN);
        assert_eq!(
            admit(down, 121, US).0,
            Admission::Refused { until: at(122) }
        );
    }

    #[test]
    fn a_probe_that_is_given_up_or_whose_process_died_leaves_the_try_to_another() {
        let (probe, tried) = admit(failed(3), 60, US);
        let given_up = tried.record(at(61), probe, Outcome::Abandoned);
        assert!(matches!(admit(given_up, 61, OTHER).0, Admission::Probe(_)));
        // Only the probe itself can give up the try.
        let stray = tried.record(at(61), Admission::Allowed, Outcome::Abandoned);
        assert_eq!(stray, tried);

        let (next, _) = tried.admit(at(61), OTHER, |owner| owner != US);
        assert!(matches!(next, Admission::Probe(probe) if probe.owner == OTHER));
        let lost = admit(tried, 60 + 15 * 60 + 1, OTHER).0;
        assert!(matches!(lost, Admission::Probe(_)));
    }

    #[test]
    fn a_clock_that_is_set_back_makes_the_pause_no_longer() {
        let (refused, moved) = admit(failed(3), -86_400, US);
        let until = at(-86_400 + 60);
        assert_eq!(refused, Admission::Refused { until });
        assert!(matches!(
            admit(moved, -86_400 + 60, US).0,
            Admission::Probe(_)
        ));
        let (_, tried) = admit(failed(3), 60, US);
        assert!(matches!(
            admit(tried, -86_400, OTHER).0,
            Admission::Probe(_)
        ));
    }

    #[test]
    fn a_late_failure_does_not_prolong_the_pause() {
        let late = failed(3).record(at(50), Admission::Allowed, DOWN);
        assert!(matches!(admit(late, 60, US).0, Admission::Probe(_)));
    }

    #[test]
    fn is_written_as_one_object_and_read_back() {
        for breaker in [failed(0), failed(3), admit(failed(3), 60, US).1] {
            let json = serde_json::to_string(&breaker).unwrap();
            assert!(json.contains(&format!("\"state\":\"{}\"", breaker.circuit)));
            assert_eq!(serde_json::from_str::<Breaker>(&json).unwrap(), breaker);
        }
    }
}
