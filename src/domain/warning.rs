//! Warnings about money: most of a budget is spent, or it is spent unusually fast.

use std::fmt;

use rust_decimal::Decimal;

use super::budget::{Budget, Caps, Standing};
use super::money::Usd;

/// Of how much of a budget being spent a person is told, in hundredths.
const NEAR: i64 = 80;

/// How much of the day's cap a run may spend in [`WINDOW_MINUTES`] without being called fast, in
/// hundredths: at this speed the day's money is gone in twenty minutes.
const FAST: i64 = 25;

/// Over how many minutes the speed of spending is looked at.
pub const WINDOW_MINUTES: i64 = 5;

/// Something to know about money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// Most of a budget is spent.
    Near {
        /// The budget.
        budget: Budget,
        /// What it allows.
        cap: Usd,
        /// What is spent of it.
        spent: Usd,
    },
    /// A run spends much in a short time.
    Fast {
        /// What it spent in the last minutes.
        lately: Usd,
        /// What the day allows.
        cap: Usd,
    },
}

/// What a settled call changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    /// What it cost.
    pub cost: Usd,
    /// Where its budgets stand with it.
    pub standing: Standing,
    /// What its run spent in the last [`WINDOW_MINUTES`], with it.
    pub lately: Usd,
}

/// What a settled call gives reason to say. Each line is crossed by one call only, so each is said
/// once: a call says it when the line lies between what was spent before it and with it.
pub fn warnings(caps: &Caps, booked: &Booked) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let crosses = |line: Usd, with: Usd| with >= line && with.less(booked.cost) < line;
    for budget in [Budget::Task, Budget::Run, Budget::Day] {
        let spent = booked.standing.of(budget).spent;
        let capped = caps.of(budget).filter(|cap| *cap > Usd::ZERO);
        if let Some(cap) = capped.filter(|cap| crosses(part(*cap, NEAR), spent)) {
            warnings.push(Warning::Near { budget, cap, spent });
        }
    }
    let day = caps.day.filter(|cap| *cap > Usd::ZERO);
    if let Some(cap) = day.filter(|cap| crosses(part(*cap, FAST), booked.lately)) {
        let lately = booked.lately;
        warnings.push(Warning::Fast { lately, cap });
    }
    warnings
}

/// So many hundredths of an amount.
fn part(amount: Usd, hundredths: i64) -> Usd {
    let part = amount.amount().saturating_mul(Decimal::new(hundredths, 2));
    Usd::try_from(part).unwrap_or_default()
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Near { budget, cap, spent } => {
                let (subject, cap, spent) = (budget.subject(), cap.brief(), spent.brief());
                write!(f, "{subject} of {cap} has {spent} spent")
            }
            Self::Fast { lately, cap } => {
                let (lately, cap) = (lately.brief(), cap.brief());
                write!(
                    f,
                    "this run spent {lately} in {WINDOW_MINUTES} minutes: the day has {cap}"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::budget::Tally;
    use super::*;

    fn usd(text: &str) -> Usd {
        text.parse().unwrap()
    }

    fn said(cost: &str, day: &str, lately: &str) -> Vec<String> {
        let caps = Caps {
            day: Some(usd("1")),
            ..Caps::default()
        };
        let spent = Tally {
            spent: usd(day),
            held: Usd::ZERO,
        };
        let booked = Booked {
            cost: usd(cost),
            standing: Standing {
                day: spent,
                ..Standing::default()
            },
            lately: usd(lately),
        };
        let warnings = warnings(&caps, &booked);
        warnings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_call_that_crosses_the_line_says_so_and_no_other() {
        assert_eq!(said("0.10", "0.79", "0.10"), [""; 0]);
        let near = ["today's budget of $1.00 has $0.80 spent"];
        assert_eq!(said("0.01", "0.80", "0.10"), near);
        assert_eq!(said("0.01", "0.81", "0.10"), [""; 0]);
        assert_eq!(said("0.00", "0.80", "0.10"), [""; 0]);
    }

    #[test]
    fn a_quarter_of_the_day_in_five_minutes_is_fast() {
        let fast = ["this run spent $0.26 in 5 minutes: the day has $1.00"];
        assert_eq!(said("0.02", "0.30", "0.26"), fast);
        assert_eq!(said("0.01", "0.30", "0.27"), [""; 0]);
    }
}
