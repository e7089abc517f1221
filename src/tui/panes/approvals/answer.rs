//! When a key counts as an answer: not by accident, not twice, not for something else.

use std::time::Duration;

use super::state::{Reason, State};
use super::update::Effect;
use crate::app::Verdict;
use crate::domain::approval::Choice;
use crate::tui::draw::Field;
use crate::tui::layout::Pane;
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Notice};

/// How long an approval is on the screen before an answer to it counts.
pub(super) const SETTLES: Duration = Duration::from_millis(400);

/// Says yes; where contents meet, `choice` says whose count.
pub(super) fn accept(state: &mut State, choice: Choice, ctx: &Ctx) -> Vec<RootEffect> {
    let approval = match open(state, ctx) {
        Ok(approval) => approval,
        Err(refused) => return refused,
    };
    let Some(row) = state.chosen() else {
        return Vec::new();
    };
    let subject = &row.approval.question.subject;
    if !subject.needs_choice() && choice == Choice::TakeNew {
        return told("Nothing meets here: there is one way to accept");
    }
    let mut choices = row.said();
    if !subject.undecided(&choices).is_empty() {
        choices.choice = Some(choice);
    }
    state.mark(approval, Some("accepted, going on"));
    let verdict = Verdict::Accept { choices };
    vec![RootEffect::Approvals(Effect::Decide { approval, verdict })]
}

/// Says whose content counts in the file that is looked at; said again, it is taken back. Nothing is
/// answered by that.
pub(super) fn choose(state: &mut State, choice: Choice, ctx: &Ctx) -> Vec<RootEffect> {
    if let Err(refused) = open(state, ctx) {
        return refused;
    }
    let looked = state.file;
    let Some(row) = state.chosen_mut() else {
        return Vec::new();
    };
    let subject = &row.approval.question.subject;
    let Some(path) = subject
        .contested()
        .get(looked)
        .map(|path| (*path).to_owned())
    else {
        return told("Nothing meets here: there is one way to accept");
    };
    if choice == Choice::Both && !subject.takes_both(&path) {
        return told("Both cannot stand in this file: keep yours, or take the new output");
    }
    if row.choices.get(&path) == Some(&choice) {
        row.choices.remove(&path);
    } else {
        row.choices.insert(path, choice);
    }
    state.lay_out();
    Vec::new()
}

/// Begins to say no: asks for the reason.
pub(super) fn begin_denial(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    match open(state, ctx) {
        Ok(approval) => {
            let field = Field::default();
            state.reason = Some(Reason { approval, field });
            state.lay_out();
            Vec::new()
        }
        Err(refused) => refused,
    }
}

/// Says no with the reason that was typed.
pub(super) fn end_denial(state: &mut State) -> Vec<RootEffect> {
    let Some(mut reason) = state.reason.take() else {
        return Vec::new();
    };
    let approval = reason.approval;
    state.mark(approval, Some("denied"));
    state.lay_out();
    let reason = reason.field.take().trim().to_owned();
    let verdict = Verdict::Deny { reason };
    vec![RootEffect::Approvals(Effect::Decide { approval, verdict })]
}

/// The chosen approval, when an answer to it counts now; else what the person is told.
fn open(state: &State, ctx: &Ctx) -> Result<crate::domain::ids::ApprovalId, Vec<RootEffect>> {
    if ctx.focus != Focus::Pane(Pane::Approvals) {
        return Err(Vec::new());
    }
    let Some(row) = state.chosen() else {
        return Err(told("Nothing waits for an answer"));
    };
    if !row.waits() {
        return Err(told("It is answered already"));
    }
    if row.answering.is_some() {
        return Err(told("The answer is on its way"));
    }
    let since = row.arrived.max(state.changed);
    if ctx.now < since + SETTLES {
        return Err(told(
            "It has only just come: look at it, then press the key again",
        ));
    }
    Ok(row.approval.id)
}

fn told(text: &str) -> Vec<RootEffect> {
    vec![RootEffect::send(Notice::info(text))]
}
