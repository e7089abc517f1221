//! Where members of the team tell what they do.

use super::FactoryError;
use super::record::Record;
use crate::domain::document::Document;
use crate::domain::event::EventKind;
use crate::domain::ids::RunId;
use crate::domain::run::RunState;
use crate::domain::team_event::TeamEvent;

/// Where members of the team tell what they do: the record of a run, or the account of one racer.
pub trait Log: Send {
    /// The run.
    fn run(&self) -> RunId;

    /// Takes down what happened, at once or with what follows.
    fn tell(&mut self, kind: EventKind) -> Result<(), FactoryError>;

    /// Takes down what the team did with a model, or without one.
    fn team(&mut self, did: TeamEvent) -> Result<(), FactoryError> {
        self.tell(EventKind::Team(did))
    }

    /// Takes down a document and what its agent did.
    fn document(&mut self, document: Document, kind: EventKind) -> Result<(), FactoryError>;

    /// Takes down that the run is in another state.
    fn enter(&mut self, to: RunState) -> Result<(), FactoryError>;

    /// Takes down what waits; refuses when the run was ended from outside.
    fn flush(&mut self) -> Result<(), FactoryError>;

    /// The error that says how the run was ended from outside.
    fn ended(&self) -> FactoryError;
}

impl Log for Record {
    fn run(&self) -> RunId {
        self.run()
    }

    fn tell(&mut self, kind: EventKind) -> Result<(), FactoryError> {
        self.tell(kind)
    }

    fn document(&mut self, document: Document, kind: EventKind) -> Result<(), FactoryError> {
        self.document(document, kind)
    }

    fn enter(&mut self, to: RunState) -> Result<(), FactoryError> {
        self.enter(to, "")
    }

    fn flush(&mut self) -> Result<(), FactoryError> {
        self.flush()
    }

    fn ended(&self) -> FactoryError {
        let run = self.run();
        match self.store().read(|tx| tx.run(run)) {
            Ok(run) => FactoryError::Ended(run.state),
            Err(error) => error.into(),
        }
    }
}
