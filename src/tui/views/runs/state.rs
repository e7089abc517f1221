//! What the view holds.

use std::time::Duration;

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::detail::Detail;
use super::message::Effect;
use crate::domain::ids::RunId;
use crate::domain::run::Run;
use crate::tui::draw::Scroll;
use crate::tui::root::Effect as RootEffect;

/// How far a question to the driver is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Asked {
    /// Nothing is asked.
    #[default]
    Nothing,
    /// The answer is on its way.
    Once,
    /// The answer on its way is old already: it is asked again after it.
    Again,
}

impl Asked {
    /// Asks; answers whether the driver must be told.
    fn ask(&mut self) -> bool {
        let first = *self == Self::Nothing;
        *self = if first { Self::Once } else { Self::Again };
        first
    }

    /// The answer came; answers whether it must be asked again.
    fn came(&mut self) -> bool {
        std::mem::take(self) == Self::Again
    }
}

/// What the view holds.
#[derive(Debug, Default)]
pub struct State {
    /// Where it is drawn.
    pub area: Rect,
    pub(super) runs: Vec<Run>,
    pub(super) scroll: Scroll,
    /// The wall clock at a time since the start.
    pub(super) clock: Option<(Timestamp, Duration)>,
    pub(super) detail: Option<Detail>,
    /// The run that is to be shown once it is read.
    pub(super) wanted: Option<RunId>,
    /// The run whose end was asked for once.
    pub(super) ending: Option<RunId>,
    /// Why nothing can be read.
    pub(super) refused: Option<String>,
    /// The person has been here, so that it is kept up to date.
    pub(super) seen: bool,
    pub(super) listing: Asked,
    pub(super) reading: Asked,
}

impl State {
    /// The chosen run, or the one in detail.
    pub(super) fn run(&self) -> Option<&Run> {
        match &self.detail {
            Some(detail) => Some(&detail.record.run),
            None => self.runs.get(self.scroll.cursor),
        }
    }

    /// How many rows of a list are in sight.
    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height.saturating_sub(2)).max(1)
    }

    pub(super) fn list(&mut self) -> Vec<RootEffect> {
        let told = self.listing.ask();
        told.then_some(RootEffect::Runs(Effect::List))
            .into_iter()
            .collect()
    }

    pub(super) fn listed(&mut self) -> Vec<RootEffect> {
        if self.listing.came() {
            return self.list();
        }
        Vec::new()
    }

    pub(super) fn read(&mut self, run: RunId) -> Vec<RootEffect> {
        let told = self.reading.ask();
        told.then_some(RootEffect::Runs(Effect::Read(run)))
            .into_iter()
            .collect()
    }

    /// The answer about a run came; what is asked again is about the run that is wanted now.
    pub(super) fn was_read(&mut self) -> Vec<RootEffect> {
        let again = self.reading.came();
        let shown = self.detail.as_ref().map(|detail| detail.record.run.id);
        match self.wanted.or(shown) {
            Some(run) if again => self.read(run),
            Some(_) | None => Vec::new(),
        }
    }
}
