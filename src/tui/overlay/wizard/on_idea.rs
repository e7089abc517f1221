//! The idea is written.

use super::State;
use super::state::Step;
use crate::tui::keymap::Action;
use crate::tui::overlay::Hand;
use crate::tui::root::{Effect as RootEffect, Request};

/// Ideas to begin with.
pub(super) const EXAMPLES: [&str; 4] = [
    "todo app with tags, due dates and priorities",
    "library with books, members and loans",
    "invoice system for freelancers with clients, invoices, line items and payments",
    "recipe manager with ingredients, ratings and photo upload",
];

/// Applies what was typed or pressed.
pub(super) fn update(state: &mut State, hand: Hand) -> Vec<RootEffect> {
    match hand {
        Hand::Act(Action::Accept) => return accept(state),
        Hand::Act(Action::Cancel) => return vec![RootEffect::send(Request::CloseOverlay)],
        Hand::Act(Action::Next) => example(state),
        Hand::Act(Action::Up) => arrow(state, crossterm::event::KeyCode::Up),
        Hand::Act(Action::Down) => arrow(state, crossterm::event::KeyCode::Down),
        Hand::Key(key) => {
            state.writing.key(key);
            state.fault = None;
        }
        Hand::Paste(text) => state.writing.insert(&text),
        Hand::Act(_) | Hand::Mouse(_) => {}
    }
    Vec::new()
}

fn accept(state: &mut State) -> Vec<RootEffect> {
    let idea = state.writing.text().trim().to_owned();
    if idea.is_empty() {
        state.fault = Some("Say in a sentence what the application should keep.".to_owned());
        return Vec::new();
    }
    if state.sheet.is_some() && state.idea == idea {
        state.step = Step::Model;
        return Vec::new();
    }
    state.sheet = None;
    state.read(idea)
}

fn arrow(state: &mut State, code: crossterm::event::KeyCode) {
    state.writing.key(crossterm::event::KeyEvent::from(code));
}

/// Shows the next example; only in the place of nothing or another example.
fn example(state: &mut State) {
    let now = state.writing.text();
    let here = EXAMPLES.iter().position(|one| *one == now);
    let next = match here {
        Some(here) => (here + 1) % EXAMPLES.len(),
        None if now.is_empty() => 0,
        None => return,
    };
    if let Some(example) = EXAMPLES.get(next) {
        state.writing.set(example);
    }
}
