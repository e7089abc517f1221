//! The steps, and what was said in each.

use std::time::Duration;

use ratatui::layout::Rect;

use super::message::Effect;
use super::sheet::Sheet;
use super::target::{Choice, Reread, Target};
use super::watch::Watch;
use crate::tui::draw::Writing;
use crate::tui::overlay;
use crate::tui::root::{Ctx, Effect as RootEffect};

/// So long after its arrival what is typed was still meant for the chat.
pub(super) const ARRIVAL: Duration = Duration::from_millis(400);

/// Where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Step {
    /// The idea is written.
    #[default]
    Idea,
    /// The model is looked at and edited.
    Model,
    /// How and where.
    Target,
    /// The run is watched, then its result.
    Watch,
}

/// The steps, and what was said in each.
#[derive(Debug, Default)]
pub struct State {
    /// Where it may be drawn.
    pub area: Rect,
    pub(super) step: Step,
    pub(super) writing: Writing,
    /// The idea that the sheet was made of.
    pub(super) idea: String,
    pub(super) sheet: Option<Sheet>,
    pub(super) target: Target,
    pub(super) watch: Option<Watch>,
    /// The driver works on what the step needs.
    pub(super) waiting: bool,
    /// Why the step cannot go on.
    pub(super) fault: Option<String>,
    /// The number of the last question; answers to older ones are passed over.
    pub(super) serial: u64,
    /// The number of the last reading: a look at a folder does not make it older.
    pub(super) reading: u64,
    /// An answer of the chat brought it: until then keys were meant for the chat.
    pub(super) deaf_until: Option<Duration>,
}

impl State {
    /// Opens it; an idea that is there already is read at once.
    pub fn open(idea: Option<String>, ctx: &Ctx) -> (Self, Vec<RootEffect>) {
        let mut state = Self::default();
        let Some(idea) = idea else {
            return (state, Vec::new());
        };
        state.writing.set(&idea);
        state.deaf_until = Some(ctx.now + ARRIVAL);
        let effects = state.read(idea);
        (state, effects)
    }

    /// It was closed; a run goes on and is seen in the chat and among the runs.
    pub fn close(self) -> Vec<RootEffect> {
        Vec::new()
    }

    /// Lets the driver read the idea.
    pub(super) fn read(&mut self, idea: String) -> Vec<RootEffect> {
        // Who chooses a mode goes on choosing.
        match self.step {
            Step::Target => self.target.reread = Reread::UnderWay,
            Step::Idea | Step::Model | Step::Watch => {
                self.target.reread = Reread::No;
                self.waiting = true;
            }
        }
        self.fault = None;
        self.serial += 1;
        self.reading = self.serial;
        self.idea.clone_from(&idea);
        let mode = self.sheet.is_some().then_some(self.target.mode);
        vec![effect(Effect::Read {
            serial: self.serial,
            idea,
            mode,
        })]
    }

    /// Lets the driver look at the folder.
    pub(super) fn look(&mut self) -> Vec<RootEffect> {
        self.serial += 1;
        self.target.stands = None;
        vec![effect(Effect::Look {
            serial: self.serial,
            folder: self.target.folder.text().to_owned(),
        })]
    }

    /// True while characters are text.
    pub fn typing(&self) -> bool {
        match self.step {
            Step::Idea => true,
            Step::Model => self
                .sheet
                .as_ref()
                .is_some_and(|sheet| sheet.typing.is_some()),
            Step::Target => self.target.choice == Choice::Folder,
            Step::Watch => false,
        }
    }

    /// It may be drawn in `area` from now on.
    pub fn resize(&mut self, area: Rect) {
        self.area = area;
        let inner = super::view::inner(area);
        let most = inner.height.saturating_sub(8).clamp(1, 10);
        self.writing.resize(inner.width.saturating_sub(3), most);
    }

    /// How many rows of a list are in sight.
    pub(super) fn rows(&self) -> usize {
        usize::from(super::view::body(self.area).height)
            .saturating_sub(1)
            .max(1)
    }
}

/// Work for the driver, as the root hands it out.
pub(super) fn effect(effect: Effect) -> RootEffect {
    RootEffect::Overlay(overlay::Effect::Wizard(effect))
}
