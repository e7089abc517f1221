//! What the team does with models: failures, ways out, functions that are written, races.

use serde::{Deserialize, Serialize};

use super::event::EventKind;
use super::money::Usd;
use super::plan::AgentName;

/// What the team did with a model, or without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "did")]
pub enum TeamEvent {
    /// A model could not do an agent's work.
    ModelFailed {
        /// Whose work it was.
        agent: AgentName,
        /// How it failed, in one line.
        reason: String,
    },
    /// An agent goes on by rules in place of a model, as the person allowed.
    WentByRules {
        /// Who.
        agent: AgentName,
        /// Why, in one line.
        reason: String,
    },
    /// A model's function for a rule of the business did not pass, and was taken back.
    HoleTried {
        /// The rule.
        rule: String,
        /// 1 for the first answer.
        attempt: u32,
        /// What did not pass, in one line.
        reason: String,
    },
    /// A model's function for a rule of the business passed every check, and was kept.
    HoleFilled {
        /// The rule.
        rule: String,
        /// The model that wrote it, `PROVIDER/ID`.
        model: String,
        /// Which of its answers; 0 for what was there before.
        attempt: u32,
        /// How many checks passed with it.
        checks: usize,
    },
    /// The function for a rule of the business is not written.
    HoleLeft {
        /// The rule.
        rule: String,
        /// Why, in one line.
        reason: String,
    },
    /// A racer did something.
    Raced {
        /// Its number, from 1.
        racer: u8,
        /// What it did.
        event: Box<EventKind>,
    },
    /// A racer ended.
    RacerEnded {
        /// Its number, from 1.
        racer: u8,
        /// How many of its checks passed.
        passed: usize,
        /// How many it had.
        checks: usize,
        /// What its calls cost.
        cost: Usd,
        /// How it ended, in one line.
        how: String,
    },
}

/// How good a piece of news is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Something was reached.
    Good,
    /// Something to know.
    Plain,
    /// Something that a person should look at.
    Warn,
}

impl TeamEvent {
    /// How good it is.
    pub fn news(&self) -> News {
        match self {
            Self::HoleFilled { .. } => News::Good,
            Self::Raced { .. } | Self::RacerEnded { .. } => News::Plain,
            Self::ModelFailed { .. }
            | Self::WentByRules { .. }
            | Self::HoleTried { .. }
            | Self::HoleLeft { .. } => News::Warn,
        }
    }

    /// Whose it is: an agent, a rule, or a racer.
    pub fn whose(&self) -> String {
        match self {
            Self::ModelFailed { agent, .. } | Self::WentByRules { agent, .. } => agent.to_string(),
            Self::HoleTried { rule, .. }
            | Self::HoleFilled { rule, .. }
            | Self::HoleLeft { rule, .. } => rule.clone(),
            Self::Raced { racer, .. } | Self::RacerEnded { racer, .. } => format!("racer {racer}"),
        }
    }

    /// What happened, in a few words; those of a racer's own event are the faces' to find.
    pub fn what(&self) -> String {
        match self {
            Self::ModelFailed { reason, .. } => format!("the model failed: {reason}"),
            Self::WentByRules { reason, .. } => format!("goes on by rules: {reason}"),
            Self::HoleTried {
                attempt, reason, ..
            } => format!("answer {attempt} was taken back: {reason}"),
            Self::HoleFilled {
                model,
                attempt: 0,
                checks,
                ..
            } => format!("{model} was kept: {checks} checks passed"),
            Self::HoleFilled {
                model,
                attempt,
                checks,
                ..
            } => format!("answer {attempt} of {model} was kept: {checks} checks passed"),
            Self::HoleLeft { reason, .. } => format!("is not written: {reason}"),
            Self::Raced { event, .. } => event.name().replace('_', " "),
            Self::RacerEnded {
                passed,
                checks,
                cost,
                how,
                ..
            } => format!(
                "{how}: {passed} of {checks} checks passed, {}",
                cost.exact()
            ),
        }
    }
}
