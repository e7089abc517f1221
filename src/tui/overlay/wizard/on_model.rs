//! The model is looked at and edited.

use crossterm::event::KeyCode;

use super::State;
use super::sheet::{Sheet, Side};
use super::state::Step;
use super::tree::Node;
use super::view_model::{findings, found_columns};
use crate::tui::keymap::Action;
use crate::tui::overlay::{Hand, wheel};
use crate::tui::root::Effect as RootEffect;

/// Applies what was typed or pressed.
pub(super) fn update(state: &mut State, hand: Hand) -> Vec<RootEffect> {
    let rows = state.rows();
    let columns = found_columns(super::view::body(state.area).width);
    let Some(sheet) = &mut state.sheet else {
        state.step = Step::Idea;
        return Vec::new();
    };
    if sheet.typing.is_some() {
        typed(sheet, hand);
        sheet.scroll.follow(sheet.nodes.len(), rows);
        return Vec::new();
    }
    match hand {
        Hand::Act(Action::Cancel | Action::Previous) => state.step = Step::Idea,
        Hand::Act(Action::Next) => return go_on(state),
        Hand::Act(Action::Accept) => {
            if sheet.side == Side::Findings || sheet.node() == Some(&Node::Continue) {
                return go_on(state);
            }
            match sheet.node().cloned() {
                Some(Node::Ability(_)) => sheet.toggle(),
                Some(node) => sheet.type_into(node),
                None => {}
            }
        }
        Hand::Act(action) => step(sheet, action, rows, columns),
        Hand::Key(key) => letter(sheet, key.code, rows),
        Hand::Mouse(mouse) => {
            let (turn, count) = (wheel(mouse), sheet.nodes.len());
            sheet.scroll.shift(turn, count, rows);
        }
        Hand::Paste(_) => {}
    }
    if let Some(sheet) = &mut state.sheet {
        sheet.scroll.follow(sheet.nodes.len(), rows);
    }
    Vec::new()
}

/// Goes to the next step, unless the model cannot be rendered.
fn go_on(state: &mut State) -> Vec<RootEffect> {
    let Some(sheet) = &state.sheet else {
        return Vec::new();
    };
    if !sheet.faults.is_empty() {
        return Vec::new();
    }
    state.target.rename(&sheet.model().name);
    state.step = Step::Target;
    state.fault = None;
    state.look()
}

fn step(sheet: &mut Sheet, action: Action, rows: usize, columns: u16) {
    let page = isize::try_from(rows).unwrap_or(1);
    let by = match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -page,
        Action::PageDown => page,
        _ => return,
    };
    sheet.refused = None;
    match sheet.side {
        Side::Model => sheet.scroll.step(by, sheet.nodes.len(), rows),
        Side::Findings => {
            let count = findings(sheet, columns).len();
            sheet.findings.shift(by, count, rows);
        }
    }
}

/// Keys of this step that are no text: they stand in its last line.
fn letter(sheet: &mut Sheet, code: KeyCode, rows: usize) {
    let last = sheet.nodes.len().saturating_sub(1);
    match code {
        KeyCode::Char(' ') => sheet.toggle(),
        KeyCode::Char('a') => {
            if let Some(entity) = sheet.owner() {
                sheet.folded.remove(&entity);
                sheet.type_into(Node::AddField(entity));
            }
        }
        KeyCode::Char('e') => sheet.type_into(Node::AddEntity),
        KeyCode::Char('d') | KeyCode::Delete => sheet.remove(),
        KeyCode::Char('u') => sheet.undo(),
        KeyCode::Char('f') => {
            sheet.side = match sheet.side {
                Side::Model => Side::Findings,
                Side::Findings => Side::Model,
            };
        }
        KeyCode::Home => sheet.scroll.go(0, last + 1, rows),
        KeyCode::End => sheet.scroll.go(last, last + 1, rows),
        _ => {}
    }
}

fn typed(sheet: &mut Sheet, hand: Hand) {
    match hand {
        Hand::Act(Action::Accept) => sheet.take_typed(),
        Hand::Act(Action::Cancel) => sheet.typing = None,
        Hand::Key(key) => {
            if let Some(typing) = &mut sheet.typing {
                typing.field.key(key);
                typing.fault = None;
            }
        }
        Hand::Paste(text) => {
            if let Some(typing) = &mut sheet.typing {
                typing.field.insert(&text);
            }
        }
        Hand::Act(_) | Hand::Mouse(_) => {}
    }
}
