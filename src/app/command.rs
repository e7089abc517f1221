//! The commands: requests that change something.

use std::path::PathBuf;

use tokio::sync::{mpsc, oneshot};

use super::AppError;
use super::say::{Said, SayRequest};
use crate::blueprint::{RenderOptions, Understanding};
use crate::domain::approval::{Approval, Face};
use crate::domain::choices::Choices;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::model_name::ModelName;
use crate::domain::money::Usd;
use crate::domain::plan::Complexity;
use crate::domain::rule::Rule;
use crate::domain::run::{Run, Tier};
use crate::domain::wish::{AgentWish, Amendment};
use crate::factory::{FactoryError, Fallback, Occupied, Outcome, Source};
use crate::workspace::Preference;

/// Whether a written project is checked at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verify {
    /// Run its checks and store the evidence.
    Run,
    /// Leave it unproven.
    #[default]
    Skip,
}

/// What a person asks for when an idea should become a project.
#[derive(Debug, Clone)]
pub struct GenerateRequest {
    /// The idea in the person's words.
    pub idea: String,
    /// What was understood of it, or the model that a person wrote.
    pub understanding: Understanding,
    /// How complex it is.
    pub complexity: Complexity,
    /// How the project is rendered.
    pub options: RenderOptions,
    /// Where it goes, absolute; none for a preview.
    pub target: Option<PathBuf>,
    /// Whose lines count where new output and edits meet.
    pub preference: Preference,
    /// What happens when the target holds files of others.
    pub occupied: Occupied,
    /// Whether it is checked at once.
    pub verify: Verify,
    /// The spending tier.
    pub tier: Tier,
    /// The most that the run may spend.
    pub budget: Usd,
    /// Who decides: models or rules.
    pub models: ModelWish,
}

/// What a person wishes of models.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModelWish {
    /// The model that was named for this run, or `rules`; none leaves it to the configuration.
    pub named: Option<ModelName>,
    /// What happens when a model fails.
    pub fallback: Fallback,
    /// How many attempts race; none for the one.
    pub race: Option<u8>,
    /// Who decided the typed model that the team is given.
    pub source: Source,
}

/// A run that has begun.
#[derive(Debug)]
pub struct Started {
    /// The run.
    pub run: Run,
    /// What its commands print while they run; never stored.
    pub live: mpsc::Receiver<String>,
    /// What comes of it.
    pub outcome: oneshot::Receiver<Result<Outcome, FactoryError>>,
}

/// What a person says to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Yes: the run goes on.
    Accept {
        /// Whose content counts, file by file; needed where contents meet.
        choices: Choices,
    },
    /// Yes to an agent, perhaps to something else than it asked for.
    Allow(Allowance),
    /// No: everything stays as it is, and the run ends; an agent reads the reason and goes on.
    Deny {
        /// Why, in the person's words; may be empty.
        reason: String,
        /// A rule that forbids the like from now on.
        rule: Option<Box<Rule>>,
    },
}

/// A yes to an agent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Allowance {
    /// What the person changed in what it asked for.
    pub amendment: Option<Amendment>,
    /// A rule that allows the like from now on.
    pub rule: Option<Box<Rule>>,
    /// What else waits and is accepted with it, because the rule lets it through.
    pub alike: Vec<ApprovalId>,
    /// Whether it counts for what is too long to be shown.
    pub unseen: Unseen,
}

impl Allowance {
    /// How many lines it would allow that nobody was shown.
    pub(super) fn hidden(&self, asked: &AgentWish) -> usize {
        match self.unseen {
            Unseen::Accepted => 0,
            Unseen::Refused => asked.hidden(self.amendment.as_ref()),
        }
    }
}

/// Whether a yes counts for what is too long to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unseen {
    /// It does not: a yes to such a change is refused.
    #[default]
    Refused,
    /// The person said so.
    Accepted,
}

/// An approval that was just answered.
#[derive(Debug)]
pub struct Decided {
    /// The approval as it stands.
    pub approval: Approval,
    /// Its run, which goes on in this process; none when the answer was no.
    pub continued: Option<Started>,
}

/// A request that changes something.
#[derive(Debug)]
pub enum Command {
    /// Make a run for an idea and begin to work on it.
    Generate {
        /// What is asked.
        request: Box<GenerateRequest>,
        /// The begun run.
        reply: oneshot::Sender<Result<Started, AppError>>,
    },
    /// Answer an approval; a yes has its run go on in this process.
    Decide {
        /// The approval.
        approval: ApprovalId,
        /// The answer.
        verdict: Verdict,
        /// Through what it came.
        face: Face,
        /// What became of it.
        reply: oneshot::Sender<Result<Decided, AppError>>,
    },
    /// Say something in a session, which works on the answer from then on.
    Say {
        /// What is said, and where.
        request: Box<SayRequest>,
        /// The begun turn.
        reply: oneshot::Sender<Result<Said, AppError>>,
    },
    /// Cut a turn of this process off; what had come of the answer is kept, the session goes on.
    Interrupt {
        /// The session.
        run: RunId,
    },
    /// End a run, whichever process works on it.
    Cancel {
        /// The run.
        run: RunId,
        /// The run as it stands then.
        reply: oneshot::Sender<Result<Run, AppError>>,
    },
}
