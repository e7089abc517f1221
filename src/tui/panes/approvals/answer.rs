//! When a key counts as an answer: not by accident, not twice, not for something else.

use std::collections::BTreeMap;
use std::time::Duration;

use super::state::{Row, State, What, Writing};
use super::update::Effect;
use crate::app::{Allowance, Unseen, Verdict};
use crate::domain::approval::Choice;
use crate::domain::ids::ApprovalId;
use crate::domain::wish::{AgentWish, Amendment, Wish};
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
    if let Some(asked) = subject.wish() {
        let Ok(amendment) = taken(row, asked) else {
            return told("No place is taken: deny it instead, or take one");
        };
        let hidden = asked.hidden(amendment.as_ref());
        if hidden > 0 && !row.warned {
            if let Some(row) = state.chosen_mut() {
                row.warned = true;
            }
            return told(&format!(
                "{hidden} lines of it are not shown: press the key again to accept them unseen"
            ));
        }
        let unseen = if hidden > 0 {
            Unseen::Accepted
        } else {
            Unseen::Refused
        };
        return allow(state, approval, (amendment, unseen));
    }
    let mut choices = row.said();
    if !subject.undecided(&choices).is_empty() {
        choices.choice = Some(choice);
    }
    state.mark(approval, Some("accepted, going on"));
    let verdict = Verdict::Accept { choices };
    vec![RootEffect::Approvals(Effect::Decide { approval, verdict })]
}

fn allow(
    state: &mut State,
    approval: ApprovalId,
    (amendment, unseen): (Option<Amendment>, Unseen),
) -> Vec<RootEffect> {
    state.mark(approval, Some("accepted"));
    let verdict = Verdict::Allow(Allowance {
        amendment,
        unseen,
        ..Allowance::default()
    });
    vec![RootEffect::Approvals(Effect::Decide { approval, verdict })]
}

/// True where all of what would change is shown.
pub(super) fn shows_all(row: &Row) -> bool {
    let asked = row.approval.question.subject.wish();
    asked.is_none_or(|asked| asked.hidden(None) == 0)
}

/// Nothing of what an agent wants to change was taken.
struct Nothing;

/// The places that are taken, where that is less than all of them.
fn taken(row: &Row, asked: &AgentWish) -> Result<Option<Amendment>, Nothing> {
    let Wish::Changes { files } = &asked.wish else {
        return Ok(None);
    };
    if row.left.is_empty() {
        return Ok(None);
    }
    let mut hunks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, (file, place)) in row.places().into_iter().enumerate() {
        if let Some(file) = files.get(file).filter(|_| !row.left.contains(&number)) {
            hunks.entry(file.path.clone()).or_default().push(place);
        }
    }
    if hunks.is_empty() {
        return Err(Nothing);
    }
    Ok(Some(Amendment::Hunks(hunks)))
}

/// Says whose content counts in the file that is looked at; said again, it is taken back. Of what an
/// agent wants to change, leaves or takes the place that is looked at. Nothing is answered by that.
pub(super) fn choose(state: &mut State, choice: Choice, ctx: &Ctx) -> Vec<RootEffect> {
    if let Err(refused) = open(state, ctx) {
        return refused;
    }
    let looked = state.file;
    let Some(row) = state.chosen_mut() else {
        return Vec::new();
    };
    let subject = &row.approval.question.subject;
    if subject.wish().is_some() {
        return take_place(state, choice, looked);
    }
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

/// Leaves or takes a place, and goes on to the next one.
fn take_place(state: &mut State, choice: Choice, place: usize) -> Vec<RootEffect> {
    let Some(row) = state.chosen_mut() else {
        return Vec::new();
    };
    if row.places().len() < 2 {
        return told("There is one place: accept it, or deny it");
    }
    match choice {
        Choice::KeepEdits => row.left.insert(place),
        Choice::TakeNew => row.left.remove(&place),
        Choice::Both => return told("A place is taken, or left as it is"),
    };
    state.look_at(1);
    Vec::new()
}

/// Begins to say no: asks for the reason.
pub(super) fn begin_denial(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    begin(state, What::Reason, Field::default(), ctx)
}

/// Begins to change the command that is asked for.
pub(super) fn begin_edit(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    let wish = state
        .chosen()
        .and_then(|row| row.approval.question.subject.wish());
    match wish.map(|asked| &asked.wish) {
        Some(Wish::Command { command, .. }) => {
            let field = Field::with(command.clone());
            begin(state, What::Command, field, ctx)
        }
        Some(
            Wish::Changes { .. } | Wish::Read { .. } | Wish::Address { .. } | Wish::GoOn { .. },
        )
        | None => told("Only a command can be changed here"),
    }
}

fn begin(state: &mut State, what: What, field: Field, ctx: &Ctx) -> Vec<RootEffect> {
    match open(state, ctx) {
        Ok(approval) => {
            state.writing = Some(Writing {
                approval,
                what,
                field,
            });
            state.lay_out();
            Vec::new()
        }
        Err(refused) => refused,
    }
}

/// Answers with what was typed: no for that reason, or yes to that command.
pub(super) fn end_writing(state: &mut State) -> Vec<RootEffect> {
    let Some(mut writing) = state.writing.take() else {
        return Vec::new();
    };
    let text = writing.field.take();
    let effects = match writing.what {
        What::Reason => {
            state.mark(writing.approval, Some("denied"));
            let reason = text.trim().to_owned();
            vec![RootEffect::Approvals(Effect::Decide {
                approval: writing.approval,
                verdict: Verdict::Deny { reason, rule: None },
            })]
        }
        What::Rule => Vec::new(),
        What::Command if text.trim().is_empty() => told("The command is empty: deny it instead"),
        What::Command => {
            let asked = state
                .chosen()
                .and_then(|row| row.approval.question.subject.wish());
            let same = asked.is_some_and(|asked| match &asked.wish {
                Wish::Command { command, .. } => *command == text,
                Wish::Changes { .. }
                | Wish::Read { .. }
                | Wish::Address { .. }
                | Wish::GoOn { .. } => false,
            });
            let amendment = (!same).then_some(Amendment::Command(text));
            allow(state, writing.approval, (amendment, Unseen::Refused))
        }
    };
    state.lay_out();
    effects
}

/// The chosen approval, when an answer to it counts now; else what the person is told.
pub(super) fn open(state: &State, ctx: &Ctx) -> Result<ApprovalId, Vec<RootEffect>> {
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

pub(super) fn told(text: &str) -> Vec<RootEffect> {
    vec![RootEffect::send(Notice::info(text))]
}
