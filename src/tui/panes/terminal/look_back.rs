//! The keys while the person looks back, searches, or names a tab: those of a pager.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::State;
use super::act::stop_looking;
use super::state::Doing;
use super::update::{Deed, deed};
use crate::term::{Scroll, Toward};
use crate::tui::draw::Field;
use crate::tui::root::{Ctx, Effect as RootEffect};

/// Applies a key that does not go to the program.
pub(super) fn key(state: &mut State, event: KeyEvent, _ctx: &Ctx) -> Vec<RootEffect> {
    match std::mem::take(&mut state.doing) {
        Doing::Typing => Vec::new(),
        Doing::LookingBack => {
            state.doing = Doing::LookingBack;
            walk(state, event)
        }
        Doing::Searching(field) => search(state, field, event),
        Doing::Naming(field) => name(state, field, event),
    }
}

fn walk(state: &mut State, event: KeyEvent) -> Vec<RootEffect> {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let half = i32::from(state.screen().height / 2).max(1);
    let scroll = match event.code {
        KeyCode::Char('u') if control => Scroll::Lines(half),
        KeyCode::Char('d') if control => Scroll::Lines(-half),
        KeyCode::Char('c') if control => return stop_looking(state),
        KeyCode::Up | KeyCode::Char('k') => Scroll::Lines(1),
        KeyCode::Down | KeyCode::Char('j') => Scroll::Lines(-1),
        KeyCode::PageUp | KeyCode::Char('b') => Scroll::PageUp,
        KeyCode::PageDown | KeyCode::Char('f' | ' ') => Scroll::PageDown,
        KeyCode::Home | KeyCode::Char('g') => Scroll::Top,
        KeyCode::End | KeyCode::Char('G') => Scroll::Bottom,
        KeyCode::Char('/' | '?') => {
            state.doing = Doing::Searching(Field::with(""));
            return Vec::new();
        }
        KeyCode::Char('n') => return find(state, Toward::Older),
        KeyCode::Char('N') => return find(state, Toward::Newer),
        KeyCode::Char('y') | KeyCode::Enter => return deed(state, Deed::Copy),
        KeyCode::Esc | KeyCode::Char('q' | 'i') => return stop_looking(state),
        _ => return Vec::new(),
    };
    deed(state, Deed::Scroll(scroll))
}

/// The newest match comes first: what a person looks for in a terminal was there a moment ago.
fn find(state: &State, toward: Toward) -> Vec<RootEffect> {
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
