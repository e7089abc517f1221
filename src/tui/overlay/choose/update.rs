//! What a message changes.

use super::state::{Entry, State, What};
use crate::tui::keymap::Action;
use crate::tui::overlay::{Hand, wheel};
use crate::tui::panes::chat;
use crate::tui::root::{Effect as RootEffect, Notice, Request};

/// What the driver found.
#[derive(Debug)]
pub enum Found {
    /// What there is to choose.
    List(What, Vec<Entry>),
    /// It cannot be read.
    Refused(What, String),
}

/// Work for the driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Read what there is to choose.
    List(What),
}

/// Applies what was typed or pressed.
pub fn update(state: &mut State, hand: Hand) -> Vec<RootEffect> {
    let (count, height) = (state.matching.len(), state.rows());
    let page = isize::try_from(height).unwrap_or(1);
    match hand {
        Hand::Act(Action::Up) => state.scroll.step(-1, count, height),
        Hand::Act(Action::Down) => state.scroll.step(1, count, height),
        Hand::Act(Action::PageUp) => state.scroll.step(-page, count, height),
        Hand::Act(Action::PageDown) => state.scroll.step(page, count, height),
        Hand::Act(Action::Accept) => return accept(state),
        Hand::Act(Action::Cancel) => return vec![RootEffect::send(Request::CloseOverlay)],
        Hand::Mouse(mouse) => state.scroll.step(wheel(mouse).signum(), count, height),
        Hand::Key(key) => {
            if state.field.key(key) {
                state.find();
            }
        }
        Hand::Paste(text) => {
            state.field.insert(&text);
            state.find();
        }
        Hand::Act(_) => {}
    }
    Vec::new()
}

/// Applies what the driver found.
pub fn found(state: &mut State, found: Found) -> Vec<RootEffect> {
    match found {
        Found::List(what, entries) if what == state.what => state.take(entries),
        Found::Refused(what, reason) if what == state.what => state.refused = Some(reason),
        Found::List(..) | Found::Refused(..) => {}
    }
    Vec::new()
}

fn accept(state: &State) -> Vec<RootEffect> {
    let Some(entry) = state.chosen() else {
        return Vec::new();
    };
    if let Some(missing) = &entry.missing {
        return vec![RootEffect::send(Notice::warn(missing.clone()))];
    }
    let key = entry.key.clone();
    let taken = match state.what {
        What::Model => chat::Effect::Choose(key),
        What::Talk => chat::Effect::Resume(Some(key)),
    };
    vec![
        RootEffect::send(Request::CloseOverlay),
        RootEffect::Chat(taken),
    ]
}
