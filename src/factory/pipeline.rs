//! Takes a run from its first state to its last.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::agent::Board;
use super::consent::Consent;
use super::delivery::deliver;
use super::lead::plan;
use super::makers::Done;
use super::members::{Members, stopped};
use super::proof::{carry_over, prove};
use super::record::Record;
use super::{
    Assignment, Delivery, FactoryError, Outcome, Resumption, Source, Surroundings, Verification,
    race,
};
use crate::domain::event::EventKind;
use crate::domain::evidence::{Evidence, Proof};
use crate::domain::plan::Plan;
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
        done: Done::default(),
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
    let mut pipeline = Pipeline {
        record: Record::new(store, run),
        around: surroundings,
        done: resumption.continuation.done.clone(),
        consent: None,
    };
    let outcome = pipeline.go_on(run, resumption).await;
    pipeline.settle(outcome)
}

/// A run on its way.
pub(super) struct Pipeline<'a> {
    pub(super) record: Record,
    pub(super) around: Surroundings<'a>,
    /// What the team has done.
    pub(super) done: Done,
    /// The answer to what was asked before.
    pub(super) consent: Option<Consent>,
}

/// Where a project goes, and how it is checked there.
pub(super) struct Destination {
    pub(super) delivery: Option<Delivery>,
    pub(super) verification: Option<Verification>,
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
            target: assignment.delivery.as_ref().map(|one| one.target.clone()),
            team: plan.agents.clone(),
            rendered: OnceLock::new(),
            files: Vec::new(),
            review: None,
            documents: BTreeMap::new(),
        };
        let destination = Destination {
            delivery: assignment.delivery,
            verification: assignment.verification,
        };
        let minded = assignment.minded;
        if let (Some(count), Some(bench)) = (minded.race, &minded.bench) {
            let raced = race::run(self, &board, &plan, (count, bench, minded.source)).await?;
            let reports = raced.reports;
            let mut outcome = match raced.end {
                race::End::Won(won) => self.made(*won, plan, destination).await?,
                race::End::Held(held) => self.ask_for_rules(&held, board, plan, &destination)?,
                race::End::ByRules => {
                    self.team(board, plan, destination, (minded.source, None))
                        .await?
                }
                race::End::Lost(reason) => {
                    self.record.enter(RunState::Failed, &reason)?;
                    self.outcome(&board, plan)?
                }
            };
            outcome.racers = reports;
            return Ok(outcome);
        }
        board.documents.clear();
        let bench = minded.bench.as_ref();
        self.team(board, plan, destination, (minded.source, bench))
            .await
    }

    /// Has those of the team work who have not yet, and goes on from there.
    pub(super) async fn team(
        &mut self,
        mut board: Board,
        plan: Plan,
        destination: Destination,
        (source, bench): (Source, Option<&Verification>),
    ) -> Result<Outcome, FactoryError> {
        let mut members = Members {
            log: &mut self.record,
            around: &mut self.around,
            bench,
            source,
            racer: None,
            done: &mut self.done,
        };
        match members.work(&mut board, &plan.execution_order).await? {
            Some(held) => self.ask_for_rules(&held, board, plan, &destination),
            None => self.made(board, plan, destination).await,
        }
    }

    /// Goes on with what the whole team has made.
    async fn made(
        &mut self,
        board: Board,
        plan: Plan,
        destination: Destination,
    ) -> Result<Outcome, FactoryError> {
        let mut outcome = self.outcome(&board, plan)?;
        if let Some(review) = outcome.review.as_ref().filter(|review| !review.accepts()) {
            let reason = format!("the reviewer holds it back: grade {}", review.grade());
            self.record.enter(RunState::AwaitingHuman, &reason)?;
            outcome.run = self.stored()?;
            return Ok(outcome);
        }
        outcome.files = board.files;
        self.finish(destination, outcome).await
    }

    pub(super) fn outcome(&self, board: &Board, plan: Plan) -> Result<Outcome, FactoryError> {
        Ok(Outcome {
            run: self.stored()?,
            plan,
            files: board.files.clone(),
            review: board.review.clone(),
            delivered: None,
            evidence: None,
            approval: None,
            done: self.done.clone(),
            racers: Vec::new(),
        })
    }

    /// Writes the project, checks it, and enters the last state.
    pub(super) async fn finish(
        &mut self,
        destination: Destination,
        mut outcome: Outcome,
    ) -> Result<Outcome, FactoryError> {
        let Some(delivery) = destination.delivery else {
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
            return self.wait(question, destination.verification.as_ref(), outcome);
        }
        let carried = carry_over(&mut self.record, &delivery.target, self.done.checked.take())?;
        let evidence = match (carried, destination.verification) {
            (Some(evidence), _) => evidence,
            (None, None) => return self.end(outcome, "not checked"),
            (None, Some(verification)) => self.prove(&delivery, &verification).await?,
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

    async fn prove(
        &mut self,
        delivery: &Delivery,
        verification: &Verification,
    ) -> Result<Evidence, FactoryError> {
        self.record.enter(RunState::Qa, "")?;
        let proving = prove(
            &mut self.record,
            &delivery.target,
            verification,
            self.around.live,
        );
        let evidence = tokio::select! {
            evidence = proving => Some(evidence?),
            () = stopped(&mut self.around.stop) => None,
        };
        match evidence {
            Some(evidence) => Ok(evidence),
            None => Err(FactoryError::Ended(self.stored()?.state)),
        }
    }

    fn end(&mut self, mut outcome: Outcome, reason: &str) -> Result<Outcome, FactoryError> {
        let names: Vec<_> = self.done.failed.iter().map(|agent| agent.name()).collect();
        let gave_up = (!names.is_empty()).then(|| format!("{} gave up", names.join(" and ")));
        let written = outcome.delivered.is_some();
        let open = self.done.open_line().filter(|_| written);
        let missing: Vec<String> = gave_up.into_iter().chain(open).collect();
        if missing.is_empty() {
            self.record.enter(RunState::Completed, reason)?;
        } else {
            self.record
                .enter(RunState::PartialSuccess, &missing.join("; "))?;
        }
        outcome.run = self.stored()?;
        Ok(outcome)
    }

    pub(super) fn stored(&self) -> Result<Run, FactoryError> {
        let id = self.record.run();
        Ok(self.record.store().read(|tx| tx.run(id))?)
    }
}
