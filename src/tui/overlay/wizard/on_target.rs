//! How and where is chosen.

use super::State;
use super::message::Effect;
use super::state::{Step, effect};
use super::target::{Choice, Reread};
use crate::app::Verify;
use crate::domain::plan::Mode;
use crate::tui::keymap::Action;
use crate::tui::overlay::Hand;
use crate::tui::root::Effect as RootEffect;

/// Applies what was typed or pressed.
pub(super) fn update(state: &mut State, hand: Hand) -> Vec<RootEffect> {
    if state.waiting {
        // The run is about to begin: there is nothing to change any more.
        return Vec::new();
    }
    let choice = state.target.choice;
    match hand {
        Hand::Act(Action::Cancel | Action::Previous) => {
            state.step = Step::Model;
            state.fault = None;
        }
        Hand::Act(Action::Up) => state.target.choice = choice.step(-1),
        Hand::Act(Action::Down | Action::Next) => state.target.choice = choice.step(1),
        Hand::Act(Action::Accept) => return take(state, choice),
        Hand::Key(key) if choice == Choice::Folder => {
            if state.target.folder.key(key) {
                state.target.named = true;
                return state.look();
            }
        }
        Hand::Act(Action::Toggle) if choice != Choice::Start => return take(state, choice),
        Hand::Paste(text) if choice == Choice::Folder => {
            state.target.folder.insert(text.trim());
            state.target.named = true;
            return state.look();
        }
        Hand::Act(_) | Hand::Mouse(_) | Hand::Key(_) | Hand::Paste(_) => {}
    }
    Vec::new()
}

fn take(state: &mut State, choice: Choice) -> Vec<RootEffect> {
    match choice {
        Choice::Mode(mode) => return choose(state, mode),
        Choice::Folder => state.target.choice = Choice::Start,
        Choice::Checks => {
            state.target.verify = match state.target.verify {
                Verify::Run => Verify::Skip,
                Verify::Skip => Verify::Run,
            };
        }
        Choice::Start => return start(state),
    }
    Vec::new()
}

/// Takes a mode; an unedited model is read again, for the mode decides what is assumed.
fn choose(state: &mut State, mode: Mode) -> Vec<RootEffect> {
    if state.target.mode == mode {
        return Vec::new();
    }
    state.target.mode = mode;
    let edited = state
        .sheet
        .as_ref()
        .is_some_and(super::sheet::Sheet::is_edited);
    if edited {
        return Vec::new();
    }
    let idea = state.idea.clone();
    state.read(idea)
}

/// Begins the run, once the model of the chosen mode is there.
pub(super) fn start(state: &mut State) -> Vec<RootEffect> {
    if state.target.reread != Reread::No {
        state.target.reread = Reread::ThenStart;
        state.waiting = true;
        return Vec::new();
    }
    let Some(sheet) = &state.sheet else {
        return Vec::new();
    };
    if let Some(Err(reason)) = &state.target.stands {
        state.fault = Some(reason.clone());
        return Vec::new();
    }
    state.waiting = true;
    state.fault = None;
    vec![effect(Effect::Start {
        idea: state.idea.clone(),
        understanding: Box::new(sheet.understanding.clone()),
        mode: state.target.mode,
        folder: state.target.folder.text().to_owned(),
        verify: state.target.verify,
    })]
}
