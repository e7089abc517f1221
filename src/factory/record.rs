//! Stores every step of a run together with its event.

use crate::domain::document::Document;
use crate::domain::event::EventKind;
use crate::domain::ids::RunId;
use crate::domain::run::{Run, RunState};
use crate::factory::FactoryError;
use crate::store::{Store, StoreError};

/// The record of one run, kept by the process that works on it.
#[derive(Debug)]
pub struct Record {
    store: Store,
    run: RunId,
    state: RunState,
}

impl Record {
    /// The record of `run` as it stands.
    pub fn new(store: Store, run: &Run) -> Self {
        Self {
            store,
            run: run.id,
            state: run.state,
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

    /// Stores what happened; refuses when the run was ended from outside.
    pub fn tell(&self, kind: EventKind) -> Result<(), FactoryError> {
        self.tell_all(vec![kind])
    }

    /// Stores several events at once.
    pub fn tell_all(&self, kinds: Vec<EventKind>) -> Result<(), FactoryError> {
        let (run, expected) = (self.run, self.state);
        let found = self.store.write(move |tx| {
            let state = tx.run(run)?.state;
            if state == expected {
                for kind in kinds {
                    tx.append(run, kind)?;
                }
            }
            Ok(state)
        })?;
        self.check(found)
    }

    /// Stores a document and what its agent did.
    pub fn document(&self, document: Document, kind: EventKind) -> Result<(), FactoryError> {
        let (run, expected) = (self.run, self.state);
        let found = self.store.write(move |tx| {
            let state = tx.run(run)?.state;
            if state == expected {
                tx.insert_document(&document)?;
                tx.append(run, kind)?;
            }
            Ok(state)
        })?;
        self.check(found)
    }

    /// Moves the run to its next state.
    pub fn enter(&mut self, to: RunState, reason: &str) -> Result<(), FactoryError> {
        let (run, from, reason) = (self.run, self.state, reason.to_owned());
        if from == to {
            return Ok(());
        }
        let moved = self
            .store
            .write(move |tx| tx.change_state(run, from, to, &reason));
        match moved {
            Ok(run) => {
                self.state = run.state;
                Ok(())
            }
            Err(StoreError::StateMoved { found, .. }) => {
                self.state = found;
                Err(FactoryError::Ended(found))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn check(&self, found: RunState) -> Result<(), FactoryError> {
        if found == self.state {
            return Ok(());
        }
        Err(FactoryError::Ended(found))
    }
}
