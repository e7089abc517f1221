//! What is known of the day's money, and what a message changes of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::layout::Rect;

use super::rows::rows;
use crate::domain::budget::{Caps, Tally};
use crate::store::{Endpoint, Share};
use crate::tui::draw::{Row, Scroll};
use crate::tui::keymap::Action;
use crate::tui::overlay::{self, Hand, wheel};
use crate::tui::root::{Effect as RootEffect, Request};

/// What the store knows of the day's money.
#[derive(Debug)]
pub struct Book {
    /// When it was read.
    pub now: Timestamp,
    /// The day that counts now, in UTC.
    pub day: Date,
    /// What is spent and held of it.
    pub tally: Tally,
    /// What may be spent.
    pub caps: Caps,
    /// The tier, by name.
    pub tier: String,
    /// The calls of the day by model, agent and run.
    pub shares: [Vec<Share>; 3],
    /// How runs began, by id.
    pub titles: BTreeMap<String, String>,
    /// The endpoints that have failed at some time.
    pub endpoints: Vec<Endpoint>,
}

/// What the driver found.
#[derive(Debug)]
pub enum Found {
    /// What is known.
    Book(Box<Book>),
    /// It cannot be read.
    Refused(String),
    /// Something was paid for since.
    Stale,
}

/// Work for the driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Read what is known.
    Read,
}

/// What is known, as rows.
#[derive(Debug, Default)]
pub struct State {
    /// Where it may be drawn.
    pub area: Rect,
    pub(super) book: Option<Box<Book>>,
    pub(super) refused: Option<String>,
    pub(super) rows: Vec<Row>,
    pub(super) scroll: Scroll,
    reading: bool,
}

impl State {
    /// Opens it and asks what is known.
    pub fn open() -> (Self, Vec<RootEffect>) {
        let mut state = Self::default();
        let read = state.read();
        (state, read)
    }

    /// It may be drawn there from now on.
    pub fn resize(&mut self, area: Rect) {
        self.area = area;
        self.lay_out();
    }

    /// The rows in sight.
    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height.saturating_sub(4)).max(1)
    }

    fn read(&mut self) -> Vec<RootEffect> {
        if std::mem::replace(&mut self.reading, true) {
            return Vec::new();
        }
        vec![RootEffect::Overlay(overlay::Effect::Usage(Effect::Read))]
    }

    fn lay_out(&mut self) {
        let columns = self.area.width.saturating_sub(6);
        self.rows = self
            .book
            .as_ref()
            .map(|book| rows(book, columns))
            .unwrap_or_default();
        let (count, height) = (self.rows.len(), self.height());
        self.scroll.shift(0, count, height);
    }
}

/// Applies what was typed or pressed.
pub fn update(state: &mut State, hand: &Hand) -> Vec<RootEffect> {
    let (count, height) = (state.rows.len(), state.height());
    let page = isize::try_from(height).unwrap_or(1);
    let rows = match hand {
        Hand::Act(Action::Up) => -1,
        Hand::Act(Action::Down) => 1,
        Hand::Act(Action::PageUp) => -page,
        Hand::Act(Action::PageDown) => page,
        Hand::Act(Action::Cancel | Action::Accept) => {
            return vec![RootEffect::send(Request::CloseOverlay)];
        }
        Hand::Act(Action::Refresh) => return state.read(),
        Hand::Mouse(mouse) => wheel(*mouse),
        Hand::Act(_) | Hand::Key(_) | Hand::Paste(_) => 0,
    };
    state.scroll.shift(rows, count, height);
    Vec::new()
}

/// Applies what the driver found.
pub fn found(state: &mut State, found: Found) -> Vec<RootEffect> {
    match found {
        Found::Book(book) => {
            state.reading = false;
            state.refused = None;
            state.book = Some(book);
            state.lay_out();
        }
        Found::Refused(reason) => {
            state.reading = false;
            state.refused = Some(reason);
        }
        Found::Stale => return state.read(),
    }
    Vec::new()
}
