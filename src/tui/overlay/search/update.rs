//! What a message changes.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::State;
use super::lines::{Line, Lines};
use super::state::{Progress, effect};
use super::view::list_area;
use crate::tui::draw::Scroll;
use crate::tui::keymap::Action;
use crate::tui::overlay::{Hand, wheel};
use crate::tui::root::{Ctx, Effect as RootEffect, Place, Request};
use crate::workspace::find::{Case, Found as Told, Query, Syntax, Words};

/// What the driver found.
#[derive(Debug)]
pub struct Found {
    /// Of which search.
    pub number: u64,
    /// Lines, the end, or why it could not begin.
    pub told: Result<Told, String>,
}

/// Work for the driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Search; the search before ends.
    Start {
        /// The number that results carry.
        number: u64,
        /// What for.
        query: Query,
    },
    /// End the search.
    Stop,
}

/// Applies what was typed or pressed.
pub fn update(state: &mut State, hand: Hand, ctx: &Ctx) -> Vec<RootEffect> {
    let page = isize::try_from(state.height()).unwrap_or(1);
    match hand {
        Hand::Act(Action::Up) => step(state, -1),
        Hand::Act(Action::Down) => step(state, 1),
        Hand::Act(Action::PageUp) => step(state, -page),
        Hand::Act(Action::PageDown) => step(state, page),
        Hand::Act(Action::Next) => go_to_file(state, 1),
        Hand::Act(Action::Previous) => go_to_file(state, -1),
        Hand::Act(Action::Accept) => return accept(state, ctx),
        Hand::Act(Action::Cancel) => return vec![RootEffect::send(Request::CloseOverlay)],
        Hand::Act(Action::ToggleRegex) => {
            state.query.syntax = match state.query.syntax {
                Syntax::Literal => Syntax::Regex,
                Syntax::Regex => Syntax::Literal,
            };
            return search(state);
        }
        Hand::Act(Action::ToggleCase) => {
            state.query.case = match state.query.case {
                Case::Smart => Case::Sensitive,
                Case::Sensitive => Case::Smart,
            };
            return search(state);
        }
        Hand::Act(Action::ToggleWord) => {
            state.query.words = match state.query.words {
                Words::Any => Words::Whole,
                Words::Whole => Words::Any,
            };
            return search(state);
        }
        Hand::Key(key) => {
            if state.field.key(key) {
                return search(state);
            }
        }
        Hand::Paste(text) => {
            state.field.insert(text.trim_end_matches(['\r', '\n']));
            return search(state);
        }
        Hand::Mouse(event) => return mouse(state, event, ctx),
        Hand::Act(_) => {}
    }
    Vec::new()
}

/// Applies what the driver found.
pub fn found(state: &mut State, found: Found) -> Vec<RootEffect> {
    if found.number != state.number {
        return Vec::new();
    }
    match found.told {
        Ok(Told::Hits(hits)) => {
            let first = state.lines.len() == 0;
            let kept = state.lines.add(hits, state.scroll.cursor);
            state.scroll.cursor = if first { 1 } else { kept };
            if !first {
                state.scroll.follow(state.lines.len(), state.height());
            }
        }
        Ok(Told::End { files, capped, .. }) => {
            state.progress = Progress::Over { files, capped };
        }
        Err(why) => state.progress = Progress::Refused(why),
    }
    Vec::new()
}

/// Begins anew with what is typed.
fn search(state: &mut State) -> Vec<RootEffect> {
    state.number += 1;
    state.lines = Lines::default();
    state.scroll = Scroll::default();
    state.field.text().clone_into(&mut state.query.text);
    if state.query.text.is_empty() {
        state.progress = Progress::Idle;
        return vec![effect(Effect::Stop)];
    }
    state.progress = Progress::Searching;
    vec![effect(Effect::Start {
        number: state.number,
        query: state.query.clone(),
    })]
}

/// Moves the choice; the names of files are passed over.
fn step(state: &mut State, by: isize) {
    let (count, height) = (state.lines.len(), state.height());
    state.scroll.step(by, count, height);
    if matches!(state.lines.get(state.scroll.cursor), Some(Line::File(_))) {
        let on = if by < 0 && state.scroll.cursor > 0 {
            -1
        } else {
            1
        };
        state.scroll.step(on, count, height);
    }
    // The name of the first file is above the first line, not out of sight.
    if state.scroll.cursor == 1 {
        state.scroll.top = 0;
    }
}

/// Goes to the first line of the file after this one, or before.
fn go_to_file(state: &mut State, by: isize) {
    let line = state.lines.get(state.scroll.cursor);
    let Some(Line::File(here) | Line::Hit(here, _)) = line else {
        return;
    };
    let wanted = here.saturating_add_signed(by);
    let place =
        (0..state.lines.len()).find(|place| state.lines.get(*place) == Some(Line::Hit(wanted, 0)));
    if let Some(place) = place {
        let (count, height) = (state.lines.len(), state.height());
        state.scroll.go(place - 1, count, height);
        state.scroll.go(place, count, height);
    }
}

fn accept(state: &State, ctx: &Ctx) -> Vec<RootEffect> {
    let Some(hit) = state.lines.hit(state.scroll.cursor) else {
        return Vec::new();
    };
    let place = Place {
        path: ctx.workspace.join(&hit.path),
        line: usize::try_from(hit.line).ok(),
        column: Some(hit.column + 1),
    };
    vec![
        RootEffect::send(Request::CloseOverlay),
        RootEffect::send(Request::Open(place)),
    ]
}

fn mouse(state: &mut State, event: MouseEvent, ctx: &Ctx) -> Vec<RootEffect> {
    let rows = wheel(event);
    let (count, height) = (state.lines.len(), state.height());
    if rows != 0 {
        state.scroll.shift(rows, count, height);
        return Vec::new();
    }
    let list = list_area(state);
    let at = Position::new(event.column, event.row);
    if event.kind != MouseEventKind::Down(MouseButton::Left) || !list.contains(at) {
        return Vec::new();
    }
    let place = state.scroll.top + usize::from(event.row - list.y);
    if state.lines.hit(place).is_none() {
        return Vec::new();
    }
    state.scroll.go(place, count, height);
    accept(state, ctx)
}
