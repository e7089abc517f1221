//! What is typed and what was found.

use ratatui::layout::Rect;

use super::lines::Lines;
use super::update::Effect;
use crate::tui::draw::{Field, Scroll};
use crate::tui::overlay;
use crate::tui::root::{Ctx, Effect as RootEffect};
use crate::workspace::find::Query;

/// How far a search is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is asked.
    #[default]
    Idle,
    /// It goes on.
    Searching,
    /// It is through.
    Over {
        /// Files that were searched.
        files: usize,
        /// True when there is more than is shown.
        capped: bool,
    },
    /// What is typed is no pattern.
    Refused(String),
}

/// What is typed and what was found.
#[derive(Debug, Default)]
pub struct State {
    /// Where it may be drawn.
    pub area: Rect,
    pub(super) field: Field,
    /// The toggles; its text is that of the field when a search begins.
    pub(super) query: Query,
    /// Which search the lines are of; what comes from an older one is late.
    pub(super) number: u64,
    pub(super) lines: Lines,
    pub(super) scroll: Scroll,
    pub(super) progress: Progress,
}

impl State {
    /// Opens it.
    pub fn open(ctx: &Ctx) -> (Self, Vec<RootEffect>) {
        // Numbers go on from where an earlier one that was closed cannot have been.
        let state = Self {
            number: u64::try_from(ctx.now.as_micros()).unwrap_or(0),
            ..Self::default()
        };
        (state, Vec::new())
    }

    /// It was closed: a search that goes on ends.
    pub fn close(self) -> Vec<RootEffect> {
        vec![effect(Effect::Stop)]
    }

    /// How many lines are in sight.
    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height.saturating_sub(8).max(1))
    }
}

/// Work for the driver, as the root hands it out.
pub(super) fn effect(effect: Effect) -> RootEffect {
    RootEffect::Overlay(overlay::Effect::Search(effect))
}
