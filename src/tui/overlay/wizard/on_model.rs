//! The model is looked at and edited.

use super::State;
use super::acts::WizardAct;
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
        Hand::Mouse(mouse) => {
            let (turn, count) = (wheel(mouse), sheet.nodes.len());
            sheet.scroll.shift(turn, count, rows);
        }
        Hand::Key(_) | Hand::Paste(_) => {}
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
        Action::First => isize::MIN,
        Action::Last => isize::MAX,
        other => {
            if let Some(act) = WizardAct::of(other) {
                change(sheet, act);
            }
            return;
        }
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

/// Changes the model, or what is looked at.
fn change(sheet: &mut Sheet, act: WizardAct) {
    match act {
        WizardAct::Toggle => sheet.toggle(),
        WizardAct::AddField => {
            if let Some(entity) = sheet.owner() {
                sheet.folded.remove(&entity);
                sheet.type_into(Node::AddField(entity));
            }
        }
        WizardAct::AddEntity => sheet.type_into(Node::AddEntity),
        WizardAct::Remove => sheet.remove(),
        WizardAct::Undo => sheet.undo(),
        WizardAct::Findings => {
            sheet.side = match sheet.side {
                Side::Model => Side::Findings,
                Side::Findings => Side::Model,
            };
        }
        // There is no run yet.
        WizardAct::RunTests | WizardAct::ShowRun => {}
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
