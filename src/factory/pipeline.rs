//! Takes a run from its first state to its last.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::Instant;

use jiff::Timestamp;
use tokio::sync::watch;

use super::agent::{Agent, AgentError, Board};
use super::attempts::{ATTEMPTS, wait_after};
use super::consent::{Consent, Continuation};
use super::delivery::deliver;
use super::lead::plan;
use super::proof::prove;
use super::record::Record;
use super::{Assignment, Delivery, FactoryError, Outcome, Resumption, Surroundings, Verification};
use crate::domain::approval::Question;
use crate::domain::document::Document;
use crate::domain::event::EventKind;
use crate::domain::evidence::Proof;
use crate::domain::ids::DocumentId;
use crate::domain::plan::AgentName;
use crate::domain::run::{Run, RunState};
use crate::store::Store;
use crate::workspace::WorkspaceError;

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
        consent: None,
    };
    let outcome = pipeline.work(assignment).await;
    pipeline.settle(outcome)
}

/// Goes on with `run`, which executes since a person said yes, until it ends or waits again.
///
/// # Errors
/// As [`run_pipeline`].
pub async fn continue_pipeline(
    store: Store,
    run: &Run,
    resumption: Resumption,
    surroundings: Surroundings<'_>,
) -> Result<Outcome, FactoryError> {
    let kept = resumption.continuation;
    let mut pipeline = Pipeline {
        record: Record::new(store, run),
        around: surroundings,
        failed: kept.failed,
        consent: Some(Consent::of(&resumption.approval)),
    };
    let outcome = Outcome {
        run: run.clone(),
        plan: kept.plan,
        files: kept.files,
        review: kept.review,
        delivered: None,
        evidence: None,
        approval: None,
    };
    let (delivery, verification) = (Some(resumption.delivery), resumption.verification);
    let outcome = pipeline.finish(delivery, verification, outcome).await;
    pipeline.settle(outcome)
}

struct Pipeline<'a> {
    record: Record,
    around: Surroundings<'a>,
    /// The optional agents that gave up.
    failed: Vec<AgentName>,
    /// The answer to what was asked before.
    consent: Option<Consent>,
}

impl Pipeline<'_> {
    /// Stores a failure, unless the run was ended from outside.
    fn settle(&mut self, outcome: Result<Outcome, FactoryError>) -> Result<Outcome, FactoryError> {
        match outcome {
            Err(error @ FactoryError::Ended(_)) => Err(error),
            Err(error) => {
                // The first failure is the one to show, also where the store cannot take it down.
                if let Err(second) = self.record.enter(RunState::Failed, &error.to_string()) {
                    tracing::error!(error = %second, "a failed run could not be stored as such");
                }
                Err(error)
            }
            Ok(outcome) => Ok(outcome),
        }
    }

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
            approval: None,
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
        let consent = self.consent.as_ref();
        let delivered = deliver(&mut self.record, &outcome.files, &delivery, consent);
        let (delivered, question) = match (delivered, consent) {
            // Somebody writes there at this moment: the person's yes is not lost by that.
            (Err(FactoryError::Workspace(WorkspaceError::Busy(_))), Some(consent)) => {
                (None, Some(consent.question.clone()))
            }
            (delivered, _) => {
                let (delivered, question) = delivered?;
                (Some(delivered), question)
            }
        };
        outcome.delivered = delivered;
        if let Some(question) = question {
            return self.wait(question, verification.as_ref(), outcome);
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

    /// Has the run wait for an answer.
    fn wait(
        &mut self,
        question: Question,
        verification: Option<&Verification>,
        mut outcome: Outcome,
    ) -> Result<Outcome, FactoryError> {
        let continuation = Continuation {
            plan: outcome.plan.clone(),
            files: outcome.files.clone(),
            review: outcome.review.clone(),
            failed: self.failed.clone(),
            verify: verification.is_some(),
        };
        let answered = self.consent.as_ref().map(|consent| consent.approval);
        let approval = self.record.hold(question, continuation, answered)?;
        outcome.approval = Some(approval);
        outcome.run = self.stored()?;
        Ok(outcome)
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
