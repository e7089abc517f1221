//! The lines that are typed while the person looks back: what is searched, and the name of a tab.

use crossterm::event::{KeyCode, KeyEvent};

use super::State;
use super::state::Doing;
use super::update::{Deed, deed};
use crate::term::Toward;
use crate::tui::draw::Field;
use crate::tui::root::Effect as RootEffect;

/// Applies a key that does not go to the program.
pub(super) fn key(state: &mut State, event: KeyEvent) -> Vec<RootEffect> {
    match std::mem::take(&mut state.doing) {
        Doing::Typing => Vec::new(),
        Doing::LookingBack => {
            state.doing = Doing::LookingBack;
            Vec::new()
        }
        Doing::Searching(field) => search(state, field, event),
        Doing::Naming(field) => name(state, field, event),
    }
}

/// The newest match comes first: what a person looks for in a terminal was there a moment ago.
pub(super) fn find(state: &State, toward: Toward) -> Vec<RootEffect> {
    if state.pattern.is_empty() {
        return Vec::new();
    }
    deed(state, Deed::Find(state.pattern.clone(), toward))
}

fn search(state: &mut State, mut field: Field, event: KeyEvent) -> Vec<RootEffect> {
    match event.code {
        KeyCode::Esc => {
            state.doing = Doing::LookingBack;
            Vec::new()
        }
        KeyCode::Enter => {
            state.doing = Doing::LookingBack;
            let typed = field.take();
            // Nothing typed means once more.
            if !typed.is_empty() {
                state.pattern = typed;
            }
            find(state, Toward::Older)
        }
        _ => {
            field.key(event);
            state.doing = Doing::Searching(field);
            Vec::new()
        }
    }
}

fn name(state: &mut State, mut field: Field, event: KeyEvent) -> Vec<RootEffect> {
    match event.code {
        KeyCode::Esc => {}
        KeyCode::Enter => {
            let typed = field.take();
            let front = state.front;
            if let Some(tab) = state.tabs.get_mut(front) {
                let typed = typed.trim();
                // An empty name gives the tab its own one back.
                tab.name = (!typed.is_empty()).then(|| typed.to_owned());
            }
        }
        _ => {
            field.key(event);
            state.doing = Doing::Naming(field);
        }
    }
    Vec::new()
}
