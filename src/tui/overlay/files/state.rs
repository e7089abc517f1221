//! What is typed and what was found.

use ratatui::layout::Rect;

use super::update::{Effect, PAGE};
use crate::tui::draw::{Field, Scroll};
use crate::tui::overlay;
use crate::tui::root::{Ctx, Effect as RootEffect};
use crate::workspace::find::{Counts, Row};

/// The widest the box is.
pub(super) const WIDTH: u16 = 90;
/// The most rows in sight.
const ROWS: u16 = 20;

/// What is typed and what was found.
#[derive(Debug, Default)]
pub struct State {
    /// Where it may be drawn.
    pub area: Rect,
    pub(super) field: Field,
    pub(super) scroll: Scroll,
    pub(super) counts: Counts,
    /// The rows from `first` on: those in sight, and some on either side.
    pub(super) rows: Vec<Row>,
    pub(super) first: usize,
    /// What the rows answer.
    pub(super) answered: String,
    /// Enter was pressed before the answer to what is typed was there.
    pub(super) eager: bool,
}

impl State {
    /// Opens it; the walk over the files begins.
    pub fn open(_ctx: &Ctx) -> (Self, Vec<RootEffect>) {
        let state = Self {
            counts: Counts {
                walking: true,
                ..Counts::default()
            },
            ..Self::default()
        };
        (state, vec![effect(Effect::Open)])
    }

    /// It was closed: what was found is forgotten.
    pub fn close(self) -> Vec<RootEffect> {
        vec![effect(Effect::Close)]
    }

    /// How many rows are in sight.
    pub(super) fn height(&self) -> usize {
        usize::from(ROWS.min(self.area.height.saturating_sub(5)))
    }

    /// The row at `place`, if the driver has sent it.
    pub(super) fn row(&self, place: usize) -> Option<&Row> {
        self.rows.get(place.checked_sub(self.first)?)
    }

    /// True when the rows answer what is typed, and there is one or there will be none.
    pub(super) fn answers(&self) -> bool {
        let known = self.counts.matching > 0 || !self.counts.walking;
        known && self.answered == self.field.text()
    }

    /// Asks for rows around those in sight, unless they are here.
    pub(super) fn fetch(&self) -> Vec<RootEffect> {
        let end = (self.scroll.top + self.height()).min(self.counts.matching);
        let here = self.first..self.first + self.rows.len();
        if self.scroll.top >= here.start && end <= here.end {
            return Vec::new();
        }
        let first = self.scroll.top.saturating_sub(PAGE / 2);
        vec![effect(Effect::Rows(first))]
    }
}

/// Work for the driver, as the root hands it out.
pub(super) fn effect(effect: Effect) -> RootEffect {
    RootEffect::Overlay(overlay::Effect::Files(effect))
}
