//! A run that waits for a person, and goes on when one said yes.

use std::sync::OnceLock;

use super::agent::Board;
use super::consent::{self, Consent, Continuation, Unfinished};
use super::makers::{Held, Maker};
use super::pipeline::{Destination, Pipeline};
use super::{FactoryError, Outcome, Resumption, Source, Verification, minded};
use crate::domain::approval::{Question, Subject};
use crate::domain::event::EventKind;
use crate::domain::plan::{AgentName, Plan};
use crate::domain::run::Run;
use crate::domain::team_event::TeamEvent;

impl Pipeline<'_> {
    /// Goes on after a person said yes: to exactly what was asked.
    pub(super) async fn go_on(
        &mut self,
        run: &Run,
        resumption: Resumption,
    ) -> Result<Outcome, FactoryError> {
        let kept = resumption.continuation;
        let destination = Destination {
            delivery: resumption.delivery,
            verification: resumption.verification,
        };
        if let (Subject::ByRules { agent, failure, .. }, Some(left)) =
            (&resumption.approval.question.subject, kept.unfinished)
        {
            self.around.mind = None;
            self.record.tell(EventKind::Team(TeamEvent::WentByRules {
                agent: *agent,
                reason: "a person said so".to_owned(),
            }))?;
            let waits = |name: &&AgentName| !left.documents.contains_key(name);
            for name in kept.plan.agents.iter().filter(waits) {
                if minded::asks(*name) {
                    self.done.makers.push(Maker {
                        agent: *name,
                        by: Maker::RULES.to_owned(),
                        why: failure.clone(),
                    });
                }
            }
            let board = Board {
                understanding: left.understanding,
                model: left.model,
                options: left.options,
                target: destination.delivery.as_ref().map(|one| one.target.clone()),
                team: kept.plan.agents.clone(),
                rendered: OnceLock::new(),
                files: kept.files,
                review: kept.review,
                documents: left.documents,
            };
            return self
                .team(board, kept.plan, destination, (Source::Idea, None))
                .await;
        }
        self.consent = Some(Consent::of(&resumption.approval));
        let outcome = Outcome {
            run: run.clone(),
            plan: kept.plan,
            files: kept.files,
            review: kept.review,
            delivered: None,
            evidence: None,
            approval: None,
            done: kept.done,
            racers: Vec::new(),
        };
        self.finish(destination, outcome).await
    }

    /// Has the run wait until a person says whether it goes on by rules.
    pub(super) fn ask_for_rules(
        &mut self,
        held: &Held,
        board: Board,
        plan: Plan,
        destination: &Destination,
    ) -> Result<Outcome, FactoryError> {
        let mut outcome = self.outcome(&board, plan)?;
        let target = destination
            .delivery
            .as_ref()
            .map(|one| one.target.as_path());
        let left = Unfinished {
            understanding: board.understanding,
            options: board.options,
            model: board.model,
            documents: board.documents,
        };
        let continuation = Continuation {
            plan: outcome.plan.clone(),
            files: board.files,
            review: board.review,
            done: self.done.clone(),
            verify: destination.verification.is_some(),
            unfinished: Some(Box::new(left)),
        };
        let question = consent::by_rules(held, target);
        let approval = self.record.hold(question, continuation, None)?;
        outcome.approval = Some(approval);
        outcome.run = self.stored()?;
        Ok(outcome)
    }

    /// Has the run wait for an answer.
    pub(super) fn wait(
        &mut self,
        question: Question,
        verification: Option<&Verification>,
        mut outcome: Outcome,
    ) -> Result<Outcome, FactoryError> {
        let continuation = Continuation {
            plan: outcome.plan.clone(),
            files: outcome.files.clone(),
            review: outcome.review.clone(),
            done: self.done.clone(),
            verify: verification.is_some(),
            unfinished: None,
        };
        let answered = self.consent.as_ref().map(|consent| consent.approval);
        let approval = self.record.hold(question, continuation, answered)?;
        outcome.approval = Some(approval);
        outcome.run = self.stored()?;
        Ok(outcome)
    }
}
