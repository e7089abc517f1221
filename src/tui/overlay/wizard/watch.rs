//! A run that is watched until it ends.

use std::time::Duration;

use crate::domain::document::Document;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::RunId;
use crate::tui::draw::{Row, Scroll};
use crate::tui::progress::{Progress, describe};

/// The most events that are listed.
const LISTED: usize = 500;

/// A document that is read.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) document: Box<Document>,
    pub(super) scroll: Scroll,
    pub(super) rows: Vec<Row>,
}

/// A run that is watched.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) progress: Progress,
    pub(super) events: Vec<Row>,
    /// The chosen agent; the one after the last is what comes next.
    pub(super) chosen: usize,
    pub(super) reader: Option<Reader>,
    /// It is asked whether the run is to end.
    pub(super) leaving: bool,
}

impl Watch {
    pub(super) fn new(run: RunId) -> Self {
        Self {
            progress: Progress::new(run),
            events: Vec::new(),
            chosen: 0,
            reader: None,
            leaving: false,
        }
    }

    /// Applies an event; answers true where the run stopped working by it.
    pub(super) fn apply(&mut self, event: &Event, now: Duration) -> bool {
        if event.run != self.progress.run || event.seq <= self.progress.seq {
            return false;
        }
        let worked = self.progress.works();
        self.progress.apply(event, now);
        // The question stands above, once and whole.
        let asks = match &event.kind {
            EventKind::ApprovalRaised { .. } => true,
            kind => matches!(kind, EventKind::StateChanged { .. }) && self.progress.waits(),
        };
        if self.events.len() < LISTED && !asks {
            self.events.push(describe(&event.kind));
        }
        let stopped = worked && !self.progress.works();
        if stopped {
            self.leaving = false;
            self.chosen = self.progress.agents.len();
        }
        stopped
    }
}
