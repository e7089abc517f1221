//! What a message changes.

use super::State;
use super::state::Row;
use crate::tui::keymap::Action;
use crate::tui::overlay::Hand;
use crate::tui::root::{Effect as RootEffect, Request};

/// What the driver found.
#[derive(Debug)]
pub enum Found {
    /// The themes there are, and the name of the one in use.
    List(Vec<Row>, String),
}

/// Work for the driver.
#[derive(Debug, Clone, Copy)]
pub enum Effect {
    /// Read which themes there are.
    List,
}

/// Applies what was typed or pressed.
pub fn update(state: &mut State, hand: &Hand) -> Vec<RootEffect> {
    let (count, height) = (state.rows.len(), state.height());
    let page = isize::try_from(height).unwrap_or(1);
    let step = match hand {
        Hand::Act(Action::Up) => -1,
        Hand::Act(Action::Down) => 1,
        Hand::Act(Action::PageUp) => -page,
        Hand::Act(Action::PageDown) => page,
        Hand::Act(Action::Accept) => return take(state),
        Hand::Act(Action::Cancel) => return vec![RootEffect::send(Request::CloseOverlay)],
        Hand::Mouse(mouse) => crate::tui::overlay::wheel(*mouse).signum(),
        Hand::Act(_) | Hand::Key(_) | Hand::Paste(_) => 0,
    };
    let before = state.scroll.cursor;
    state.scroll.step(step, count, height);
    if state.scroll.cursor == before {
        return Vec::new();
    }
    chosen(state)
        .map(|row| RootEffect::PreviewTheme(row.name.clone()))
        .into_iter()
        .collect()
}

/// Applies what the driver found.
pub fn found(state: &mut State, found: Found) -> Vec<RootEffect> {
    let Found::List(rows, current) = found;
    let at = rows.iter().position(|row| row.name == current).unwrap_or(0);
    state.rows = rows;
    state.before = current;
    let (count, height) = (state.rows.len(), state.height());
    state.scroll.go(at, count, height);
    Vec::new()
}

fn take(state: &mut State) -> Vec<RootEffect> {
    let Some(name) = chosen(state).map(|row| row.name.clone()) else {
        return Vec::new();
    };
    state.taken = true;
    vec![
        RootEffect::ChooseTheme(name),
        RootEffect::send(Request::CloseOverlay),
    ]
}

/// The theme that is looked at, if its file can be used.
fn chosen(state: &State) -> Option<&Row> {
    state.rows.get(state.scroll.cursor).filter(|row| row.usable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> State {
        let (mut state, _) = State::open();
        state.area = ratatui::layout::Rect::new(0, 0, 80, 24);
        let row = |name: &str, usable| Row {
            name: name.to_owned(),
            about: String::new(),
            usable,
        };
        let rows = vec![row("dusk", true), row("broken", false), row("moss", true)];
        found(&mut state, Found::List(rows, "dusk".to_owned()));
        state
    }

    #[test]
    fn what_is_looked_at_is_shown_and_what_is_broken_is_not() {
        let mut state = open();
        assert!(update(&mut state, &Hand::Act(Action::Down)).is_empty());
        let effects = update(&mut state, &Hand::Act(Action::Down));
        assert!(matches!(&effects[..], [RootEffect::PreviewTheme(name)] if name == "moss"));
    }

    #[test]
    fn closing_without_taking_one_goes_back() {
        let mut state = open();
        update(&mut state, &Hand::Act(Action::PageDown));
        assert!(matches!(&state.close()[..], [RootEffect::PreviewTheme(name)] if name == "dusk"));
        let mut state = open();
        update(&mut state, &Hand::Act(Action::PageDown));
        let effects = update(&mut state, &Hand::Act(Action::Accept));
        assert!(matches!(&effects[0], RootEffect::ChooseTheme(name) if name == "moss"));
        assert!(state.close().is_empty());
    }
}
