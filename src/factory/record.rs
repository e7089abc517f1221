//! Stores every step of a run together with its event.
//!
//! Steps that follow each other at once are stored in one transaction: a write waits for the disk,
//! and an agent that decides by rules is faster than a disk. Before anything that takes time, what
//! waits is stored ([`Record::flush`]), so that whoever watches knows what is going on.

use std::time::{Duration, Instant};

use crate::domain::approval::{Approval, ApprovalState, Face, Question};
use crate::domain::document::Document;
use crate::domain::event::EventKind;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::run::{Run, RunState};
use crate::factory::FactoryError;
use crate::factory::consent::Continuation;
use crate::store::{Answer, Store, StoreError, WriteTx};

/// How long a step may wait for those that follow it.
const PATIENCE: Duration = Duration::from_millis(40);

/// Something that waits to be stored.
#[derive(Debug)]
enum Step {
    Event(EventKind),
    Document(Box<Document>),
}

/// The record of one run, kept by the process that works on it.
#[derive(Debug)]
pub struct Record {
    store: Store,
    run: RunId,
    state: RunState,
    waiting: Vec<Step>,
    stored_at: Instant,
}

impl Record {
    /// The record of `run` as it stands.
    pub fn new(store: Store, run: &Run) -> Self {
        Self {
            store,
            run: run.id,
            state: run.state,
            waiting: Vec::new(),
            stored_at: Instant::now(),
        }
    }

    /// The store that keeps it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The run.
    pub fn run(&self) -> RunId {
        self.run
    }

    /// Stores what happened, at once or with what follows.
    pub fn tell(&mut self, kind: EventKind) -> Result<(), FactoryError> {
        self.waiting.push(Step::Event(kind));
        if self.stored_at.elapsed() < PATIENCE {
            return Ok(());
        }
        self.flush()
    }

    /// Stores a document and what its agent did.
    pub fn document(&mut self, document: Document, kind: EventKind) -> Result<(), FactoryError> {
        self.waiting.push(Step::Document(Box::new(document)));
        self.tell(kind)
    }

    /// Stores what waits; refuses when the run was ended from outside.
    pub fn flush(&mut self) -> Result<(), FactoryError> {
        let (run, expected) = (self.run, self.state);
        let steps = std::mem::take(&mut self.waiting);
        let found = self.store.write(move |tx| {
            let state = tx.run(run)?.state;
            if state == expected {
                store(tx, run, steps)?;
            }
            Ok(state)
        })?;
        self.stored_at = Instant::now();
        if found == self.state {
            return Ok(());
        }
        Err(FactoryError::Ended(found))
    }

    /// Stores what waits and moves the run to its next state.
    pub fn enter(&mut self, to: RunState, reason: &str) -> Result<(), FactoryError> {
        if self.state == to {
            return Ok(());
        }
        self.change(to, reason, |_| Ok(()))
    }

    /// Puts a question to a person, keeps what the run needs to go on after the answer, and has
    /// the run wait. A question takes the place of the answered one that no longer fitted.
    pub fn hold(
        &mut self,
        question: Question,
        continuation: Continuation,
        in_place_of: Option<ApprovalId>,
    ) -> Result<Approval, FactoryError> {
        let (run, reason) = (self.run, question.title.clone());
        self.change(RunState::AwaitingHuman, &reason, move |tx| {
            if let Some(answered) = in_place_of {
                tx.decide_approval(answered, no_longer_fits())?;
            }
            tx.keep_continuation(run, &continuation)?;
            tx.raise_approval(run, question)
        })
    }

    /// Moves the run to its next state in one transaction with what waits and `besides`.
    fn change<T: Send + 'static>(
        &mut self,
        to: RunState,
        reason: &str,
        besides: impl FnOnce(&WriteTx) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, FactoryError> {
        let (run, from, reason) = (self.run, self.state, reason.to_owned());
        let steps = std::mem::take(&mut self.waiting);
        let moved = self.store.write(move |tx| {
            let found = tx.run(run)?.state;
            if found == from {
                store(tx, run, steps)?;
            }
            let run = tx.change_state(run, from, to, &reason)?;
            Ok((run, besides(tx)?))
        });
        self.stored_at = Instant::now();
        match moved {
            Ok((run, made)) => {
                self.state = run.state;
                Ok(made)
            }
            Err(StoreError::StateMoved { found, .. }) => {
                self.state = found;
                Err(FactoryError::Ended(found))
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn no_longer_fits() -> Answer {
    Answer::plain(
        ApprovalState::Superseded,
        Face::Vibecober,
        "the files changed after the question, or another process was writing there",
    )
}

fn store(tx: &WriteTx, run: RunId, steps: Vec<Step>) -> Result<(), StoreError> {
    for step in steps {
        match step {
            Step::Event(kind) => {
                tx.append(run, kind)?;
            }
            Step::Document(document) => tx.insert_document(&document)?,
        }
    }
    Ok(())
}
