//! Has the members of the team work, one after the other: each until its attempt is accepted or its
//! attempts are used up.

use std::time::Instant;

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::watch;

use super::agent::{Agent, AgentError, Board};
use super::attempts::{ATTEMPTS, wait_after};
use super::log::Log;
use super::makers::{Done, Fallback, Held, Maker};
use super::mind::MindError;
use super::{FactoryError, Source, Surroundings, Verification, holes, minded};
use crate::domain::document::Document;
use crate::domain::event::EventKind;
use crate::domain::ids::DocumentId;
use crate::domain::plan::AgentName;
use crate::domain::run::RunState;
use crate::domain::team_event::TeamEvent;

/// The members of the team at work.
pub struct Members<'a, 'b> {
    /// Where they tell what they do.
    pub log: &'a mut dyn Log,
    /// What they work with.
    pub around: &'a mut Surroundings<'b>,
    /// Where and how what a model writes is checked; none where nothing is to be written.
    pub bench: Option<&'a Verification>,
    /// Who decided the typed model that they are given.
    pub source: Source,
    /// The number of the attempt in a race.
    pub racer: Option<u8>,
    /// What they have done.
    pub done: &'a mut Done,
}

/// How one attempt ended.
enum Attempt {
    /// With an accepted document, and a line about it for people.
    Accepted(Value, String),
    /// Refused: the next one is told why, and what the last answer of a model was.
    Refused(String, Option<Value>),
    /// There can be none.
    Unable(String),
    /// The model failed.
    Failed(MindError),
}

impl Members<'_, '_> {
    /// Has those of `order` work who are not `done`; answers with the model's failure where a person
    /// must say how to go on.
    pub async fn work(
        &mut self,
        board: &mut Board,
        order: &[AgentName],
    ) -> Result<Option<Held>, FactoryError> {
        for name in order {
            if board.documents.contains_key(name) || self.done.failed.contains(name) {
                continue;
            }
            self.log.enter(state_of(*name))?;
            if let Some(held) = self.member(*name, board).await? {
                return Ok(Some(held));
            }
            // Whoever watches gets a turn, and a person who interrupts is heard.
            tokio::task::yield_now().await;
        }
        Ok(None)
    }

    async fn member(
        &mut self,
        name: AgentName,
        board: &mut Board,
    ) -> Result<Option<Held>, FactoryError> {
        if let Some(held) = self.ask(name, board).await? {
            return Ok(Some(held));
        }
        if name == AgentName::Coder {
            return holes::fill(self, board).await;
        }
        Ok(None)
    }

    /// Has one member work until its output is accepted or its attempts are used up.
    async fn ask(
        &mut self,
        name: AgentName,
        board: &mut Board,
    ) -> Result<Option<Held>, FactoryError> {
        let mut agent = (self.around.team)(name);
        if self.has_model(name) && !self.is_given(name) {
            agent = minded::member(name, agent);
        }
        let (mut advice, mut last) = (None, None);
        let mut attempt = 1;
        loop {
            let began = Instant::now();
            self.log.tell(EventKind::AgentStarted {
                agent: name,
                attempt,
            })?;
            let reason = match self
                .attempt(agent.as_ref(), board, advice.take(), last.take())
                .await?
            {
                Attempt::Accepted(document, summary) => {
                    self.keep(name, document, summary, began, board)?;
                    return Ok(None);
                }
                Attempt::Unable(reason) => return self.give_up(name, reason).map(|()| None),
                Attempt::Failed(error) => {
                    if let Some(held) = self.model_failed(name, error)? {
                        return Ok(Some(held));
                    }
                    (agent, attempt) = ((self.around.team)(name), 1);
                    continue;
                }
                Attempt::Refused(reason, answer) => {
                    last = answer;
                    reason
                }
            };
            if attempt == ATTEMPTS {
                if !self.asks(agent.as_ref(), board) {
                    return self.give_up(name, reason).map(|()| None);
                }
                if let Some(held) = self.model_failed(name, MindError::Refused(reason))? {
                    return Ok(Some(held));
                }
                (agent, attempt) = ((self.around.team)(name), 1);
                continue;
            }
            self.wait(name, attempt, &reason).await?;
            advice = Some(reason);
            attempt += 1;
        }
    }

    /// True where a person has decided already what the agent would ask a model.
    fn is_given(&self, name: AgentName) -> bool {
        let decides = matches!(name, AgentName::Planner | AgentName::DbSchema);
        self.source == Source::Written && decides
    }

    /// True where a model works for the agent, and not rules.
    fn has_model(&self, name: AgentName) -> bool {
        let mind = self.around.mind.as_ref();
        mind.is_some_and(|mind| mind.model_for(name.name()).is_some())
    }

    fn asks(&self, agent: &dyn Agent, board: &Board) -> bool {
        self.around.mind.is_some() && matches!(agent.question(board), Ok(Some(_)))
    }

    async fn attempt(
        &mut self,
        agent: &dyn Agent,
        board: &mut Board,
        advice: Option<String>,
        last: Option<Value>,
    ) -> Result<Attempt, FactoryError> {
        let name = agent.name();
        let question = match agent.question(board) {
            Ok(question) => question,
            Err(error) => return Ok(refused(error, None)),
        };
        let mind = self.around.mind.clone();
        let (output, by) = match (question, mind) {
            (Some(mut question), Some(mind)) => {
                if let Some(advice) = &advice {
                    question = question.corrected(last.as_ref(), advice);
                }
                self.log.flush()?;
                let thought = match self.think(mind.as_ref(), question).await? {
                    Ok(thought) => thought,
                    Err(error) => {
                        return Ok(match error.advice() {
                            Some(advice) => Attempt::Refused(advice, None),
                            None => Attempt::Failed(error),
                        });
                    }
                };
                let answer = thought.document.clone();
                match agent.answered(board, thought.document) {
                    Ok(output) => (output, Some((thought.model, answer))),
                    Err(error) => return Ok(refused(error, Some(answer))),
                }
            }
            (_, _) => match agent.work(board, advice.as_deref()) {
                Ok(output) => (output, None),
                Err(error) => return Ok(refused(error, None)),
            },
        };
        match agent.accept(&output, board) {
            Ok(summary) => {
                let model = by.map(|(model, _)| model);
                self.made(name, model);
                Ok(Attempt::Accepted(output.document, summary))
            }
            Err(error) => Ok(refused(error, by.map(|(_, answer)| answer))),
        }
    }

    /// Takes down by whom the work of an agent was done.
    fn made(&mut self, agent: AgentName, model: Option<String>) {
        let by = model.unwrap_or_else(|| Maker::RULES.to_owned());
        match self.done.makers.iter_mut().find(|one| one.agent == agent) {
            Some(maker) => maker.by = by,
            None => self.done.makers.push(Maker {
                agent,
                by,
                why: if self.around.mind.is_some() && self.is_given(agent) {
                    "the model is as a person wrote it".to_owned()
                } else {
                    String::new()
                },
            }),
        }
    }

    /// Tells that a model failed; answers with it where a person must say how to go on. Where one has
    /// said so already, rules go on: for this member only when the model answered and was refused, for
    /// all that follow when it cannot be reached or paid.
    pub(super) fn model_failed(
        &mut self,
        agent: AgentName,
        error: MindError,
    ) -> Result<Option<Held>, FactoryError> {
        if error == MindError::Ended {
            return Err(self.log.ended());
        }
        if let MindError::Store(error) = error {
            return Err(error.into());
        }
        self.log.team(TeamEvent::ModelFailed {
            agent,
            reason: error.to_string(),
        })?;
        // What the configuration says beforehand needs no person to say it again.
        let is_allowed = matches!(error, MindError::ByRules(_));
        if self.around.fallback == Fallback::Ask && !is_allowed {
            return Ok(Some(Held { agent, error }));
        }
        let reason = error.to_string();
        if !matches!(error, MindError::Refused(_)) {
            self.around.mind = None;
        }
        self.log.team(TeamEvent::WentByRules {
            agent,
            reason: reason.clone(),
        })?;
        self.done.makers.retain(|maker| maker.agent != agent);
        self.done.makers.push(Maker {
            agent,
            by: Maker::RULES.to_owned(),
            why: reason,
        });
        Ok(None)
    }

    async fn wait(
        &mut self,
        agent: AgentName,
        attempt: u32,
        reason: &str,
    ) -> Result<(), FactoryError> {
        let wait = wait_after(attempt);
        self.log.tell(EventKind::AgentRetried {
            agent,
            attempt,
            reason: reason.to_owned(),
            wait_ms: u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
        })?;
        self.log.flush()?;
        tokio::select! {
            () = tokio::time::sleep(wait) => Ok(()),
            () = stopped(&mut self.around.stop) => Err(self.log.ended()),
        }
    }

    fn keep(
        &mut self,
        agent: AgentName,
        content: Value,
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
            run: self.log.run(),
            agent,
            title: summary,
            content: content.clone(),
            at: Timestamp::now(),
        };
        self.log.document(document, completed)?;
        if let (AgentName::CodeReviewer, Some(review)) = (agent, &board.review) {
            self.log.tell(EventKind::Reviewed {
                score: review.total(),
                grade: review.grade(),
                remarks: review.remarks.len(),
            })?;
        }
        board.documents.insert(agent, content);
        Ok(())
    }

    fn give_up(&mut self, agent: AgentName, reason: String) -> Result<(), FactoryError> {
        self.log.tell(EventKind::AgentFailed {
            agent,
            reason: reason.clone(),
        })?;
        if agent.is_optional() {
            self.done.failed.push(agent);
            return Ok(());
        }
        Err(FactoryError::Agent { agent, reason })
    }
}

fn refused(error: AgentError, answer: Option<Value>) -> Attempt {
    match error {
        AgentError::Invalid(reason) => Attempt::Refused(reason, answer),
        AgentError::Unable(reason) => Attempt::Unable(reason),
    }
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
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
