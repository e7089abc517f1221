//! What an action means in the steps beyond moving about, as a table.

use crate::tui::keymap::Action;

/// What is done with the model, or once the run has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WizardAct {
    /// Fold or unfold, take or leave.
    Toggle,
    /// Type a new field.
    AddField,
    /// Type a new entity.
    AddEntity,
    /// Take away what is chosen.
    Remove,
    /// Take the last change back.
    Undo,
    /// Look at the findings, or at the model again.
    Findings,
    /// Run the tests of the result.
    RunTests,
    /// Show the run among the others.
    ShowRun,
}

const ACTS: [(Action, WizardAct); 8] = [
    (Action::Toggle, WizardAct::Toggle),
    (Action::AddField, WizardAct::AddField),
    (Action::AddEntity, WizardAct::AddEntity),
    (Action::Remove, WizardAct::Remove),
    (Action::Undo, WizardAct::Undo),
    (Action::Findings, WizardAct::Findings),
    (Action::RunTests, WizardAct::RunTests),
    (Action::ShowRun, WizardAct::ShowRun),
];

impl WizardAct {
    /// What `action` means here; nothing for one of other parts of the screen.
    pub(super) fn of(action: Action) -> Option<Self> {
        let found = ACTS.iter().find(|(of, _)| *of == action);
        found.map(|(_, act)| *act)
    }
}
