//! The talk with a model: which one, what it works on, what waits to be said, what it has cost.

use std::collections::VecDeque;
// Writing to a string cannot fail.
use std::fmt::Write;
use std::time::Duration;

use super::composer::Sent;
use crate::domain::ids::RunId;
use crate::domain::money::Usd;
use crate::tools::ToolSet;

/// What is known of the model that answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// `provider/id`; empty while the rules answer.
    pub name: String,
    /// How many tokens it can read; 0 where nobody knows.
    pub context: u64,
}

/// The talk with a model.
#[derive(Debug, Default)]
pub(super) struct Talk {
    pub(super) chosen: Chosen,
    /// The talk in the store; none before the first word of it.
    pub(super) run: Option<RunId>,
    /// What the model works on now.
    pub(super) turn: Option<Turn>,
    /// What is said at its next step, or when it has answered.
    pub(super) queue: VecDeque<Sent>,
    /// How many of those are on their way to the model already, from the oldest on.
    pub(super) joining: usize,
    /// It only plans: tools that change something do not exist for it.
    pub(super) plans: bool,
    /// What the calls of the talk have cost.
    pub(super) cost: Usd,
    /// How many tokens of its context the last call has taken.
    pub(super) taken: u64,
    /// A page of the talk is being read.
    pub(super) reading: bool,
    /// How many messages the store has of it.
    pub(super) kept: u64,
}

/// A turn of the model.
#[derive(Debug)]
pub(super) struct Turn {
    /// The item that the answer is written to.
    pub(super) item: u64,
    pub(super) began: Duration,
    /// It is known to the store: it can be steered and interrupted.
    pub(super) begun: bool,
    /// The model has given an answer already, and goes on.
    pub(super) has_worked: bool,
    /// What the person said, to be given back where nothing comes of it.
    pub(super) said: String,
    /// It is being cut off.
    pub(super) stopping: bool,
    /// Why nothing comes now.
    pub(super) pause: Pause,
}

/// Why nothing comes of a turn for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Pause {
    /// It goes on.
    #[default]
    None,
    /// It waits before the next try.
    Try,
    /// A person has to answer first.
    Person,
}

/// A wait before the next try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wait {
    pub(super) why: String,
    pub(super) until: Duration,
    pub(super) attempt: u32,
}

impl Talk {
    /// True while a model is chosen rather than the rules.
    pub(super) fn has_model(&self) -> bool {
        !self.chosen.name.is_empty()
    }

    /// The model without who offers it.
    pub(super) fn label(&self) -> String {
        let name = &self.chosen.name;
        name.split_once('/')
            .map_or(name.as_str(), |(_, id)| id)
            .to_owned()
    }

    /// What stands on the border: the model, the context that is left, the cost of the talk.
    pub(super) fn title(&self) -> String {
        let mut title = self.label();
        if self.plans {
            title.insert_str(0, "plan mode · ");
        }
        if self.taken > 0 && self.chosen.context > 0 {
            let left = self.chosen.context.saturating_sub(self.taken);
            let percent = left.saturating_mul(100) / self.chosen.context;
            write!(title, " · {percent}% left").ok();
        }
        if self.cost > Usd::ZERO {
            title.push_str(" · ");
            title.push_str(&self.cost.brief());
        }
        title
    }

    /// The tools that there are for it.
    pub(super) fn tools(&self) -> ToolSet {
        if self.plans {
            ToolSet::Plan
        } else {
            ToolSet::Work
        }
    }

    /// Another talk begins.
    pub(super) fn leave(&mut self) {
        self.run = None;
        self.cost = Usd::ZERO;
        self.taken = 0;
        self.kept = 0;
        self.reading = false;
    }
}

impl Turn {
    /// What the line above the composer says at `now`.
    pub(super) fn words(&self, now: Duration) -> String {
        if self.stopping {
            return "stopping".to_owned();
        }
        let what = match self.pause {
            Pause::None => "working",
            Pause::Try => "waiting",
            Pause::Person => return "Alt-5: it asks you · Esc stops".to_owned(),
        };
        let seconds = now.saturating_sub(self.began).as_secs();
        format!("{what} {seconds} s · Esc stops")
    }
}

impl Wait {
    /// What the answer says at `now`.
    pub(super) fn words(&self, now: Duration) -> String {
        let left = self.until.saturating_sub(now).as_secs_f64().ceil();
        let Self { why, attempt, .. } = self;
        format!("{why}: next try in {left} s ({attempt} of {TRIES}) · Esc stops")
    }
}

/// How often a call is tried.
const TRIES: u32 = 5;

/// `940`, `12.3k`, `1.2M`.
pub fn tokens(count: u64) -> String {
    let (unit, sign) = match count {
        0..1_000 => return count.to_string(),
        1_000..1_000_000 => (1_000, 'k'),
        1_000_000.. => (1_000_000, 'M'),
    };
    let (whole, tenth) = (count / unit, count % unit * 10 / unit);
    if whole >= 100 || tenth == 0 {
        return format!("{whole}{sign}");
    }
    format!("{whole}.{tenth}{sign}")
}
