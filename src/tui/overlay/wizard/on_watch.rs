//! The run is watched; then its result is opened.

use super::State;
use super::acts::WizardAct;
use super::message::Effect;
use super::state::{Step, effect};
use super::watch::Watch;
use crate::domain::run::RunState;
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::overlay::{Hand, wheel};
use crate::tui::root::{Effect as RootEffect, Notice, Place, Request};

/// Applies what was typed or pressed.
pub(super) fn update(state: &mut State, hand: &Hand) -> Vec<RootEffect> {
    let rows = state.rows();
    let Some(watch) = &mut state.watch else {
        state.step = Step::Target;
        return Vec::new();
    };
    if watch.reader.is_some() {
        read(watch, hand, rows);
        return Vec::new();
    }
    if watch.leaving {
        return leave(watch, hand);
    }
    let agents = watch.progress.agents.len();
    match hand {
        Hand::Act(Action::Cancel) if watch.progress.works() => watch.leaving = true,
        Hand::Act(Action::Cancel) => return vec![RootEffect::send(Request::CloseOverlay)],
        Hand::Act(Action::Up | Action::Previous) => watch.chosen = watch.chosen.saturating_sub(1),
        Hand::Act(Action::Down | Action::Next) => watch.chosen = (watch.chosen + 1).min(agents),
        Hand::Act(Action::Accept) => return accept(state),
        Hand::Act(action) => {
            return WizardAct::of(*action)
                .map(|act| go(watch, act))
                .unwrap_or_default();
        }
        Hand::Key(_) | Hand::Mouse(_) | Hand::Paste(_) => {}
    }
    Vec::new()
}

/// Opens what is chosen: what an agent wrote, else what comes next.
fn accept(state: &mut State) -> Vec<RootEffect> {
    let Some(watch) = &state.watch else {
        return Vec::new();
    };
    let progress = &watch.progress;
    if watch.chosen < progress.agents.len() {
        let document = progress.document(watch.chosen);
        return document
            .map(|document| effect(Effect::Document(document)))
            .into_iter()
            .collect();
    }
    if progress.works() {
        return Vec::new();
    }
    if progress.waits() {
        return vec![
            RootEffect::send(Request::CloseOverlay),
            RootEffect::send(Request::Focus(Pane::Approvals)),
        ];
    }
    let Some(target) = progress.target.clone() else {
        // Nothing was written: the person may choose anew.
        state.watch = None;
        state.step = Step::Target;
        return state.look();
    };
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let text = format!("{name} is open: /test in the chat runs its tests");
    vec![
        RootEffect::send(Request::CloseOverlay),
        RootEffect::send(Request::OpenWorkspace(target.clone())),
        RootEffect::send(Request::Open(Place::file(target.join("README.md")))),
        RootEffect::send(Notice::good(text)),
    ]
}

/// Goes where the result can be seen, once nothing works on it any more.
fn go(watch: &Watch, act: WizardAct) -> Vec<RootEffect> {
    let progress = &watch.progress;
    if progress.works() {
        return Vec::new();
    }
    match (act, &progress.target) {
        (WizardAct::RunTests, Some(target)) => vec![
            RootEffect::send(Request::CloseOverlay),
            RootEffect::send(Request::OpenWorkspace(target.clone())),
            effect(Effect::Test(target.clone())),
        ],
        (WizardAct::ShowRun, _) => vec![
            RootEffect::send(Request::CloseOverlay),
            RootEffect::send(Request::ShowRun(progress.run)),
        ],
        (WizardAct::RunTests, None)
        | (
            WizardAct::Toggle
            | WizardAct::AddField
            | WizardAct::AddEntity
            | WizardAct::Remove
            | WizardAct::Undo
            | WizardAct::Findings,
            _,
        ) => Vec::new(),
    }
}

/// Asks in place whether the run is to end.
fn leave(watch: &mut Watch, hand: &Hand) -> Vec<RootEffect> {
    match hand {
        Hand::Act(Action::CancelRun) => {
            watch.leaving = false;
            return vec![effect(Effect::Cancel(watch.progress.run))];
        }
        Hand::Act(Action::LeaveRunning) => {
            let text = "The run goes on: it is seen in the chat and among the runs";
            return vec![
                RootEffect::send(Request::CloseOverlay),
                RootEffect::send(Notice::info(text)),
            ];
        }
        Hand::Act(Action::Cancel) => watch.leaving = false,
        Hand::Act(_) | Hand::Key(_) | Hand::Mouse(_) | Hand::Paste(_) => {}
    }
    Vec::new()
}

fn read(watch: &mut Watch, hand: &Hand, rows: usize) {
    let Some(reader) = &mut watch.reader else {
        return;
    };
    let (count, page) = (reader.rows.len(), isize::try_from(rows).unwrap_or(1));
    match hand {
        Hand::Act(Action::Cancel | Action::Accept) => watch.reader = None,
        Hand::Act(Action::Up) => reader.scroll.shift(-1, count, rows),
        Hand::Act(Action::Down) => reader.scroll.shift(1, count, rows),
        Hand::Act(Action::PageUp) => reader.scroll.shift(-page, count, rows),
        Hand::Act(Action::PageDown) => reader.scroll.shift(page, count, rows),
        Hand::Mouse(mouse) => reader.scroll.shift(wheel(*mouse), count, rows),
        Hand::Act(_) | Hand::Key(_) | Hand::Paste(_) => {}
    }
}

/// True where the run ended without a result that can be opened.
pub(super) fn came_to_nothing(state: RunState) -> bool {
    matches!(
        state,
        RunState::Failed | RunState::Cancelled | RunState::Timeout
    )
}
