//! Budgets: what may be spent on what, and what is said when a call does not fit.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::money::Usd;

/// What a budget is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Budget {
    /// One call of a model.
    Call,
    /// A task, over all of its runs.
    Task,
    /// A run or session.
    Run,
    /// A day, over everything that uses the store.
    Day,
}

/// The most that may be spent; none where there is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Caps {
    /// On one call.
    pub call: Option<Usd>,
    /// On the task that the call belongs to.
    pub task: Option<Usd>,
    /// On the run.
    pub run: Option<Usd>,
    /// On the day.
    pub day: Option<Usd>,
}

/// What a budget has to answer for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// What calls cost that have ended.
    pub spent: Usd,
    /// The most that calls can cost which run now.
    pub held: Usd,
}

/// Where the budgets of a call stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Its task; nothing when it has none.
    pub task: Tally,
    /// Its run.
    pub run: Tally,
    /// Its day.
    pub day: Tally,
}

/// A call that does not fit into a budget, and was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub struct Exceeded {
    /// The budget.
    pub budget: Budget,
    /// What it allows.
    pub cap: Usd,
    /// What is spent of it.
    pub spent: Usd,
    /// What running calls hold of it.
    pub held: Usd,
    /// What the call may cost.
    pub asked: Usd,
}

impl Budget {
    /// Every budget, the narrowest first.
    pub const ALL: [Self; 4] = [Self::Call, Self::Task, Self::Run, Self::Day];

    /// The name used in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Task => "task",
            Self::Run => "run",
            Self::Day => "day",
        }
    }

    /// The budget as the subject of a sentence.
    pub fn subject(self) -> &'static str {
        match self {
            Self::Call => "the budget of a call",
            Self::Task => "the task's budget",
            Self::Run => "the run's budget",
            Self::Day => "today's budget",
        }
    }

    /// What a person can do when a call does not fit.
    fn advice(self) -> &'static str {
        match self {
            Self::Call => {
                "raise budgets.call, or ask for a shorter answer or a model that costs less"
            }
            Self::Task => "raise the task's budget_usd, or choose a model that costs less",
            Self::Run => {
                "give more with --budget or budgets.run, or choose a model that costs less"
            }
            Self::Day => {
                "wait for the next day (00:00 UTC), raise the tier's daily cap, or choose a model that costs less"
            }
        }
    }
}

impl Tally {
    /// All that a budget has to answer for.
    pub fn used(&self) -> Usd {
        self.spent.plus(self.held)
    }
}

impl Standing {
    /// Where one budget stands; a call has no past.
    pub fn of(&self, budget: Budget) -> Tally {
        match budget {
            Budget::Call => Tally::default(),
            Budget::Task => self.task,
            Budget::Run => self.run,
            Budget::Day => self.day,
        }
    }
}

impl Caps {
    /// What one budget allows.
    pub fn of(&self, budget: Budget) -> Option<Usd> {
        match budget {
            Budget::Call => self.call,
            Budget::Task => self.task,
            Budget::Run => self.run,
            Budget::Day => self.day,
        }
    }

    /// The narrowest budget that a call does not fit into; none when it fits into all.
    pub fn refusal(&self, asked: Usd, standing: &Standing) -> Option<Exceeded> {
        Budget::ALL.into_iter().find_map(|budget| {
            let cap = self.of(budget)?;
            let Tally { spent, held } = standing.of(budget);
            let fits = spent.plus(held).plus(asked) <= cap;
            (!fits).then_some(Exceeded {
                budget,
                cap,
                spent,
                held,
                asked,
            })
        })
    }
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (subject, advice) = (self.budget.subject(), self.budget.advice());
        let (cap, asked) = (self.cap.brief(), self.asked.brief());
        if self.budget == Budget::Call {
            return write!(f, "{subject} is {cap}, this one may cost {asked}: {advice}");
        }
        let spent = self.spent.brief();
        write!(f, "{subject} of {cap} has {spent} spent")?;
        if self.held > Usd::ZERO {
            write!(f, " and {} held", self.held.brief())?;
        }
        write!(f, "; this call may cost {asked}: {advice}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(text: &str) -> Usd {
        text.parse().unwrap()
    }

    fn standing() -> Standing {
        let day = Tally {
            spent: usd("0.87"),
            held: usd("0.10"),
        };
        Standing {
            day,
            ..Standing::default()
        }
    }

    #[test]
    fn a_call_that_just_fits_is_made_and_one_above_is_not() {
        let caps = Caps {
            day: Some(usd("1")),
            ..Caps::default()
        };
        assert_eq!(caps.refusal(usd("0.03"), &standing()), None);
        let refused = caps.refusal(usd("0.030000000001"), &standing()).unwrap();
        assert_eq!(refused.budget, Budget::Day);
        assert_eq!(Caps::default().refusal(usd("9999"), &standing()), None);
    }

    #[test]
    fn the_narrowest_budget_is_named_with_what_is_spent_held_and_asked() {
        let caps = Caps {
            call: Some(usd("0.50")),
            day: Some(usd("1")),
            ..Caps::default()
        };
        let refused = caps.refusal(usd("0.05"), &standing()).unwrap();
        assert_eq!(
            refused.to_string(),
            "today's budget of $1.00 has $0.87 spent and $0.10 held; this call may cost $0.05: wait \
             for the next day (00:00 UTC), raise the tier's daily cap, or choose a model that costs \
             less"
        );
        let refused = caps.refusal(usd("0.51"), &standing()).unwrap();
        assert!(
            refused
                .to_string()
                .starts_with("the budget of a call is $0.50, this one may cost $0.51: raise")
        );
    }
}
