//! What a message changes.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::State;
use super::state::effect;
use super::view::list_area;
use crate::tui::keymap::Action;
use crate::tui::overlay::{Hand, wheel};
use crate::tui::root::{Ctx, Effect as RootEffect, Place, Request};
use crate::workspace::find::{Counts, Row};

/// How many rows the driver sends at once.
pub const PAGE: usize = 100;

/// What the driver found.
#[derive(Debug)]
pub struct Found {
    /// How far it is.
    pub counts: Counts,
    /// What the rows answer; nothing while they answer something older.
    pub answered: Option<String>,
    /// The place of the first row that was sent.
    pub first: usize,
    /// Rows from there on, best first.
    pub rows: Vec<Row>,
}

/// Work for the driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Walk over the files of the workspace.
    Open,
    /// Match them against this.
    Ask(String),
    /// Send the rows from this place on.
    Rows(usize),
    /// Forget everything.
    Close,
}

/// Applies what was typed or pressed.
pub fn update(state: &mut State, hand: Hand, ctx: &Ctx) -> Vec<RootEffect> {
    let page = isize::try_from(state.height()).unwrap_or(1);
    match hand {
        Hand::Act(Action::Up | Action::Previous) => step(state, -1),
        Hand::Act(Action::Down | Action::Next) => step(state, 1),
        Hand::Act(Action::PageUp) => step(state, -page),
        Hand::Act(Action::PageDown) => step(state, page),
        Hand::Act(Action::Accept) => accept(state, ctx),
        Hand::Act(Action::Cancel) => vec![RootEffect::send(Request::CloseOverlay)],
        Hand::Key(key) => {
            if state.field.key(key) {
                ask(state)
            } else {
                Vec::new()
            }
        }
        Hand::Paste(text) => {
            state.field.insert(text.trim());
            ask(state)
        }
        Hand::Mouse(event) => mouse(state, event, ctx),
        Hand::Act(_) => Vec::new(),
    }
}

/// Applies what the driver found.
pub fn found(state: &mut State, found: Found, ctx: &Ctx) -> Vec<RootEffect> {
    state.counts = found.counts;
    state.first = found.first;
    state.rows = found.rows;
    state.scroll.follow(state.counts.matching, state.height());
    if let Some(answered) = found.answered {
        state.answered = answered;
    }
    if state.eager && state.answers() {
        return accept(state, ctx);
    }
    state.fetch()
}

fn ask(state: &mut State) -> Vec<RootEffect> {
    state.scroll = crate::tui::draw::Scroll::default();
    state.eager = false;
    vec![effect(Effect::Ask(state.field.text().to_owned()))]
}

fn step(state: &mut State, rows: isize) -> Vec<RootEffect> {
    let height = state.height();
    state.scroll.step(rows, state.counts.matching, height);
    state.fetch()
}

/// Opens the chosen file; never one that was found for something else than what is typed.
fn accept(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    if !state.answers() {
        state.eager = true;
        return Vec::new();
    }
    let Some(row) = state.row(state.scroll.cursor) else {
        return Vec::new();
    };
    let place = Place::file(ctx.workspace.join(&row.path));
    vec![
        RootEffect::send(Request::CloseOverlay),
        RootEffect::send(Request::Open(place)),
    ]
}

fn mouse(state: &mut State, event: MouseEvent, ctx: &Ctx) -> Vec<RootEffect> {
    let rows = wheel(event);
    if rows != 0 {
        let height = state.height();
        state.scroll.shift(rows, state.counts.matching, height);
        return state.fetch();
    }
    if event.kind != MouseEventKind::Down(MouseButton::Left) {
        return Vec::new();
    }
    let list = list_area(state);
    if !list.contains(Position::new(event.column, event.row)) {
        return Vec::new();
    }
    let place = state.scroll.top + usize::from(event.row - list.y);
    if place >= state.counts.matching {
        return Vec::new();
    }
    let height = state.height();
    state.scroll.go(place, state.counts.matching, height);
    accept(state, ctx)
}
