//! What the team is given for a run, and what comes of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::agent::Agent;
use super::consent::Continuation;
use super::delivery::Delivered;
use super::makers::{Done, Fallback};
use super::mind::Mind;
use super::race::RacerReport;
use crate::blueprint::{RenderOptions, RenderedFile, Understanding};
use crate::domain::approval::Approval;
use crate::domain::evidence::Evidence;
use crate::domain::plan::{AgentName, Complexity, Plan};
use crate::domain::review::Review;
use crate::domain::run::Run;
use crate::verify::{EnvironmentSettings, Live};
use crate::workspace::Preference;

/// What happens when the target holds files that no run of this store wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Occupied {
    /// The run fails: nobody can be asked.
    #[default]
    Refuse,
    /// An approval is raised, and the run waits for it.
    Ask,
}

/// Where a project goes.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The folder, absolute.
    pub target: PathBuf,
    /// Whose lines count where new output and edits meet.
    pub preference: Preference,
    /// What happens when the folder holds files of others.
    pub occupied: Occupied,
    /// How many builds of the target are kept.
    pub kept_builds: u32,
}

/// How a project is checked.
#[derive(Debug, Clone)]
pub struct Verification {
    /// The Python environment that the checks run in.
    pub environment: EnvironmentSettings,
    /// The longest time for one check.
    pub limit: Duration,
}

/// Everything that the team needs to know of a run.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// What was understood of the idea, or the model that a person wrote.
    pub understanding: Understanding,
    /// How complex the idea is.
    pub complexity: Complexity,
    /// How the project is rendered.
    pub options: RenderOptions,
    /// Where it goes; none for a preview.
    pub delivery: Option<Delivery>,
    /// How it is checked; none leaves it unproven.
    pub verification: Option<Verification>,
    /// What models take part in.
    pub minded: Minded,
}

/// What models take part in.
#[derive(Debug, Clone, Default)]
pub struct Minded {
    /// Who decided the typed model that the team is given.
    pub source: Source,
    /// Where and how what a model writes is checked before anything is delivered; none for a preview.
    pub bench: Option<Verification>,
    /// How many attempts race; none for the one.
    pub race: Option<u8>,
}

/// Who decided the typed model that the team is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Source {
    /// Rules, from an idea in words: a model may correct it.
    #[default]
    Idea,
    /// A person, in a file: it stays as it is.
    Written,
}

/// What a run works with besides its assignment.
#[derive(Debug, Clone)]
pub struct Surroundings<'a> {
    /// The members of the team.
    pub team: fn(AgentName) -> Box<dyn Agent>,
    /// The model that is asked; none leaves everything to rules.
    pub mind: Option<Arc<dyn Mind>>,
    /// What happens when the model fails.
    pub fallback: Fallback,
    /// Takes what commands print.
    pub live: &'a Live,
    /// Becomes true when the run was ended from outside.
    pub stop: watch::Receiver<bool>,
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// The run as it stands.
    pub run: Run,
    /// The team lead's plan.
    pub plan: Plan,
    /// The project's files.
    pub files: Vec<RenderedFile>,
    /// The reviewer's score, where one took part.
    pub review: Option<Review>,
    /// What was written; none for a preview.
    pub delivered: Option<Delivered>,
    /// What the checks found; none when they were not asked for.
    pub evidence: Option<Evidence>,
    /// What a person must answer before the run goes on.
    pub approval: Option<Approval>,
    /// By whom the work was done, and what was left.
    pub done: Done,
    /// How the attempts of a race ended; empty without one.
    pub racers: Vec<RacerReport>,
}

/// What a run needs to go on after a person said yes.
#[derive(Debug, Clone)]
pub struct Resumption {
    /// The approval, as it was answered.
    pub approval: Approval,
    /// What was kept of the run.
    pub continuation: Continuation,
    /// Where the project goes; none for a preview.
    pub delivery: Option<Delivery>,
    /// How it is checked; none leaves it unproven.
    pub verification: Option<Verification>,
}
