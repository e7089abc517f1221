//! Takes a run from its first state to its last.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::watch;

use super::FactoryError;
use super::agent::{Agent, AgentError, Board};
use super::attempts::{ATTEMPTS, wait_after};
use super::delivery::{Delivered, deliver};
use super::lead::plan;
use super::proof::prove;
use super::record::Record;
use crate::blueprint::{RenderOptions, RenderedFile, Understanding};
use crate::domain::document::Document;
use crate::domain::event::EventKind;
use crate::domain::evidence::{Evidence, Proof};
use crate::domain::ids::DocumentId;
use crate::domain::plan::{AgentName, Complexity, Plan};
use crate::domain::review::Review;
use crate::domain::run::{Run, RunState};
use crate::store::Store;
use crate::verify::{EnvironmentSettings, Live};
use crate::workspace::Preference;

/// Where a project goes.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The folder, absolute.
    pub target: PathBuf,
    /// Whose lines count where new output and edits meet.
    pub preference: Preference,
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
}

/// What a run works with besides its assignment.
#[derive(Debug, Clone)]
pub struct Surroundings<'a> {
    /// The members of the team.
    pub team: fn(AgentName) -> Box<dyn Agent>,
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
}

/// Works on `run` until it ends or waits for a person.
///
/// The run is ended from outside by storing another state for it and setting `stop`.
///
/// # Errors
/// Whatever ended the run; unless it was ended from outside, it is stored as failed with the reason.
pub async fn run_pipeline(
    store: Store,
    run: &Run,
    assignment: Assignment,
    surroundings: Surroundings<'_>,
) -> Result<Outcome, FactoryError> {
    let mut pipeline = Pipeline {
        record: Record::new(store, run),
        around: surroundings,
        failed: Vec::new(),
    };
    match pipeline.work(assignment).await {
        Err(error @ FactoryError::Ended(_)) => Err(error),
        Err(error) => {
            // The first failure is the one to show, also where the store cannot take it down.
            if let Err(second) = pipeline.record.enter(RunState::Failed, &error.to_string()) {
                tracing::error!(error = %second, "a failed run could not be stored as such");
            }
            Err(error)
        }
        Ok(outcome) => Ok(outcome),
    }
}

struct Pipeline<'a> {
    record: Record,
    around: Surroundings<'a>,
    /// The optional agents that gave up.
    failed: Vec<AgentName>,
}

impl Pipeline<'_> {
    async fn work(&mut self, assignment: Assignment) -> Result<Outcome, FactoryError> {
        self.record.enter(RunState::Planning, "")?;
        let options = assignment.options;
        let plan = plan(
            assignment.understanding.model.project_type,
            assignment.complexity,
            options.mode,
            options.tests,
        );
        self.record
            .tell(EventKind::PlanMade { plan: plan.clone() })?;
        let mut board = Board {
            understanding: assignment.understanding,
            model: None,
            options,
            team: plan.agents.clone(),
            rendered: OnceLock::new(),
            files: Vec::new(),
            review: None,
            documents: BTreeMap::new(),
        };
        for name in &plan.execution_order {
            self.record.enter(state_of(*name), "")?;
            let agent = (self.around.team)(*name);
            self.ask(agent.as_ref(), &mut board).await?;
            // Whoever watches gets a turn, and a person who interrupts is heard.
            tokio::task::yield_now().await;
        }
        let mut outcome = Outcome {
            run: self.stored()?,
            plan,
            files: board.files,
            review: board.review,
            delivered: None,
            evidence: None,
        };
        if let Some(review) = outcome.review.as_ref().filter(|review| !review.accepts()) {
            let reason = format!("the reviewer holds it back: grade {}", review.grade());
            self.record.enter(RunState::AwaitingHuman, &reason)?;
            outcome.run = self.stored()?;
            return Ok(outcome);
        }
        self.finish(assignment.delivery, assignment.verification, outcome)
            .await
    }

    /// Writes the project, checks it, and enters the last state.
    async fn finish(
        &mut self,
        delivery: Option<Delivery>,
        verification: Option<Verification>,
        mut outcome: Outcome,
    ) -> Result<Outcome, FactoryError> {
        let Some(delivery) = delivery else {
            return self.end(outcome, "preview: nothing was written");
        };
        self.record.enter(RunState::Executing, "")?;
        let delivered = deliver(&mut self.record, &outcome.files, &delivery)?;
        let conflicts = delivered.conflicts.len();
        outcome.delivered = Some(delivered);
        if conflicts > 0 {
            let reason = format!("{conflicts} files have edits where the new output differs");
            self.record.enter(RunState::AwaitingHuman, &reason)?;
            outcome.run = self.stored()?;
            return Ok(outcome);
        }
        let Some(verification) = verification else {
            return self.end(outcome, "not checked");
        };
        self.record.enter(RunState::Qa, "")?;
        let evidence = tokio::select! {
            evidence = prove(&mut self.record, &delivery.target, &verification, self.around.live) => evidence?,
            () = stopped(&mut self.around.stop) => return Err(FactoryError::Ended(self.stored()?.state)),
        };
        let failed = evidence.checks.iter().find(|check| !check.passed());
        let reason = failed.map(|check| format!("{} failed: {}", check.name, check.summary));
        outcome.evidence = Some(evidence);
        if let Some(reason) = reason {
            self.record.enter(RunState::Failed, &reason)?;
            outcome.run = self.stored()?;
            return Ok(outcome);
        }
        let reason = match self.stored()?.proof {
            Proof::Proven => "",
            Proof::Claimed | Proof::Unproven => "checked, but without tests",
            Proof::Stale => "the files changed while the checks ran",
        };
        self.end(outcome, reason)
    }

    fn end(&mut self, mut outcome: Outcome, reason: &str) -> Result<Outcome, FactoryError> {
        if self.failed.is_empty() {
            self.record.enter(RunState::Completed, reason)?;
        } else {
            let names: Vec<_> = self.failed.iter().map(|agent| agent.name()).collect();
            let reason = format!("{} gave up", names.join(" and "));
            self.record.enter(RunState::PartialSuccess, &reason)?;
        }
        outcome.run = self.stored()?;
        Ok(outcome)
    }

    /// Has one agent work until its output is accepted or its attempts are used up.
    async fn ask(&mut self, agent: &dyn Agent, board: &mut Board) -> Result<(), FactoryError> {
        let name = agent.name();
        let mut advice: Option<String> = None;
        for attempt in 1..=ATTEMPTS {
            let began = Instant::now();
            self.record.tell(EventKind::AgentStarted {
                agent: name,
                attempt,
            })?;
            let reason = match try_once(agent, board, advice.as_deref()) {
                Ok((document, summary)) => {
                    return self.keep(name, document, summary, began, board);
                }
                Err(AgentError::Unable(reason)) => return self.give_up(name, reason),
                Err(AgentError::Invalid(reason)) => reason,
            };
            if attempt == ATTEMPTS {
                return self.give_up(name, reason);
            }
            let wait = wait_after(attempt);
            self.record.tell(EventKind::AgentRetried {
                agent: name,
                attempt,
                reason: reason.clone(),
                wait_ms: u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            })?;
            self.record.flush()?;
            tokio::select! {
                () = tokio::time::sleep(wait) => advice = Some(reason),
                () = stopped(&mut self.around.stop) => {
                    return Err(FactoryError::Ended(self.stored()?.state));
                }
            }
        }
        Ok(())
    }

    fn keep(
        &mut self,
        agent: AgentName,
        content: serde_json::Value,
        summary: String,
        began: Instant,
        board: &mut Board,
    ) -> Result<(), FactoryError> {
        let id = DocumentId::random();
        let completed = EventKind::AgentCompleted {
            agent,
            document: id,
            summary: summary.clone(),
            duration_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        let document = Document {
            id,
            run: self.record.run(),
            agent,
            title: summary,
            content: content.clone(),
            at: Timestamp::now(),
        };
        self.record.document(document, completed)?;
        if let (AgentName::CodeReviewer, Some(review)) = (agent, &board.review) {
            self.record.tell(EventKind::Reviewed {
                score: review.total(),
                grade: review.grade(),
                remarks: review.remarks.len(),
            })?;
        }
        board.documents.insert(agent, content);
        Ok(())
    }

    fn give_up(&mut self, agent: AgentName, reason: String) -> Result<(), FactoryError> {
        self.record.tell(EventKind::AgentFailed {
            agent,
            reason: reason.clone(),
        })?;
        if agent.is_optional() {
            self.failed.push(agent);
            return Ok(());
        }
        Err(FactoryError::Agent { agent, reason })
    }

    fn stored(&self) -> Result<Run, FactoryError> {
        let id = self.record.run();
        Ok(self.record.store().read(|tx| tx.run(id))?)
    }
}

fn try_once(
    agent: &dyn Agent,
    board: &mut Board,
    advice: Option<&str>,
) -> Result<(serde_json::Value, String), AgentError> {
    let output = agent.work(board, advice)?;
    let summary = agent.accept(&output, board)?;
    Ok((output.document, summary))
}

/// The state of a run while `agent` works.
fn state_of(agent: AgentName) -> RunState {
    match agent {
        AgentName::Planner => RunState::Planning,
        AgentName::DbSchema
        | AgentName::Auth
        | AgentName::Coder
        | AgentName::Tester
        | AgentName::Deployer => RunState::Executing,
        AgentName::CodeReviewer => RunState::Reviewing,
    }
}

/// Ends when `stop` is set; never, when nobody can set it any more.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
