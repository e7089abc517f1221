//! What comes while a model works: words, calls of tools and what they print, what was paid.

use std::path::Path;
use std::time::Duration;

use super::answer::Answer;
use super::asked;
use super::deed::{CHECK, Deed};
use super::item::{Item, Voice};
use super::leads::{Leads, Ordered};
use super::state::State;
use super::stream::label;
use super::talk::{Pause, Wait};
use crate::domain::approval::Approval;
use crate::domain::call::{Call, Ending};
use crate::domain::evidence::Check;
use crate::domain::fault::Fault;
use crate::domain::ids::ApprovalId;
use crate::domain::live::Live;
use crate::domain::model_name::ModelName;
use crate::domain::tool_call::ToolState;
use crate::domain::wish::Wish;
use crate::tui::root::Ctx;
use crate::tui::theme::Token;

/// Applies a piece of what goes on in the turn.
pub(super) fn live(state: &mut State, piece: Live, ctx: &Ctx) {
    let (now, workspace) = (ctx.now, ctx.workspace);
    if let Live::Calling {
        model,
        why,
        attempt,
    } = piece
    {
        return calling(state, &model, why, attempt, now);
    }
    let Some(turn) = &mut state.talk.turn else {
        return;
    };
    let Some(answer) = state.transcript.answer(turn.item) else {
        return;
    };
    match piece {
        Live::Text(text) => {
            answer.thought.end(now);
            answer.page.push(&text);
        }
        Live::Thinking(text) => answer.thought.push(&text, now),
        Live::ToolCalled { .. }
        | Live::ToolStarted { .. }
        | Live::ToolPrinted { .. }
        | Live::ToolEnded { .. } => {
            answer.thought.end(now);
            tool(answer, piece, workspace);
            turn.pause = pause(answer);
        }
        Live::Asked(approval) => {
            waits(answer, &approval);
            turn.pause = Pause::Person;
        }
        Live::Checking(command) => answer.deeds.push(Deed::check(&command, workspace)),
        Live::Checked {
            check,
            attempt,
            attempts,
        } => checked(answer, &check, (attempt, attempts)),
        Live::Usage(usage) => state.talk.taken = usage.read().saturating_add(usage.output),
        Live::Waiting {
            fault,
            wait,
            attempt,
        } => {
            turn.pause = Pause::Try;
            answer.waits = Some(next_try(&fault, now + wait, attempt));
        }
        Live::Settled(call) => {
            answer.among.whole |= call.ending == Ending::Whole;
            settled(state, &call);
        }
        Live::Warning(text) => answer.notes.push((text, Token::Warn)),
        Live::Joined(count) => joined(state, count),
        Live::Calling { .. } => {}
    }
}

/// What is waited for before a failed call is made again.
fn next_try(fault: &Fault, until: Duration, attempt: u32) -> Wait {
    Wait {
        why: fault.class.name().replace('_', " "),
        until,
        attempt,
    }
}

/// What a check found out: what it printed stands below its line.
fn checked(answer: &mut Answer, check: &Check, (attempt, attempts): (u32, u32)) {
    let Some(deed) = answer.deed(CHECK) else {
        return;
    };
    deed.print(&check.output);
    let summary = &check.summary;
    if check.passed() {
        deed.end(ToolState::Done, summary);
    } else {
        let text = format!("attempt {attempt} of {attempts} · {summary}");
        deed.end(ToolState::Failed, &text);
    }
}

/// A call of the model begins: another try of the answer, or the next answer of the turn.
fn calling(state: &mut State, model: &ModelName, why: String, attempt: u32, now: Duration) {
    let chosen = &state.talk.chosen.name;
    let Some(turn) = &mut state.talk.turn else {
        return;
    };
    turn.pause = Pause::None;
    let last = state.transcript.items.last().map(|item| item.id);
    let stands = last == Some(turn.item);
    let Some(answer) = state.transcript.answer(turn.item) else {
        return;
    };
    if answer.is_done() {
        answer.thought.end(now);
        answer.page.finish();
        // What the person said meanwhile stands between both.
        answer.among.followed = stands;
        let mut next = Answer::of(label(model));
        next.among.continues = stands;
        turn.has_worked = true;
        let next = Item::new(Voice::Model(Box::new(next)), String::new());
        turn.item = state.transcript.add(next);
    } else {
        answer.begin_anew(label(model));
    }
    let told = attempt == 1 && model.to_string() != *chosen && !why.is_empty();
    if let Some(answer) = state.transcript.answer(turn.item).filter(|_| told) {
        answer.notes.push((why, Token::Muted));
    }
}

/// Applies what is told of a call of a tool.
fn tool(answer: &mut Answer, piece: Live, workspace: &Path) {
    match piece {
        Live::ToolCalled { id, name } => answer.deeds.push(Deed::named(id, name)),
        Live::ToolStarted {
            id,
            name,
            about,
            diff,
            command,
        } => {
            let leads = match command {
                Some((command, folder)) => Some(Leads::Command(Ordered { command, folder })),
                None => asked::first_place(&diff, workspace).map(Leads::File),
            };
            // A call that was left open when the talk was put aside was named by an earlier answer.
            if answer.deed(&id).is_none() {
                answer.deeds.push(Deed::named(id.clone(), name));
            }
            if let Some(deed) = answer.deed(&id) {
                deed.start(about, &diff, leads);
            }
        }
        Live::ToolPrinted { id, text } => {
            if let Some(deed) = answer.deed(&id) {
                deed.print(&text);
            }
        }
        Live::ToolEnded { id, state, about } => {
            if let Some(deed) = answer.deed(&id) {
                deed.end(state, &about);
            }
        }
        Live::Calling { .. }
        | Live::Text(_)
        | Live::Thinking(_)
        | Live::Joined(_)
        | Live::Asked(_)
        | Live::Checking(_)
        | Live::Checked { .. }
        | Live::Usage(_)
        | Live::Waiting { .. }
        | Live::Settled(_)
        | Live::Warning(_) => {}
    }
}

/// Whether one of the calls waits for a person.
fn pause(answer: &Answer) -> Pause {
    let waits = |deed: &Deed| deed.state == ToolState::Waiting;
    if answer.deeds.iter().any(waits) {
        Pause::Person
    } else {
        Pause::None
    }
}

/// A person has to answer before a call, or the whole turn, goes on.
fn waits(answer: &mut Answer, approval: &Approval) {
    let wish = approval.question.subject.wish();
    let place = wish.and_then(|asked| match asked.wish {
        Wish::GoOn { .. } => None,
        Wish::Command { .. } | Wish::Changes { .. } | Wish::Read { .. } | Wish::Address { .. } => {
            usize::try_from(asked.asker.call.place).ok()
        }
    });
    match place.and_then(|place| answer.deeds.get_mut(place)) {
        Some(deed) => deed.wait(approval.id),
        None => answer
            .notes
            .push((approval.question.title.clone(), Token::Warn)),
    }
}

/// Somebody has answered: what waited for it goes on.
pub(super) fn decided(state: &mut State, approval: ApprovalId) {
    let Some(turn) = &mut state.talk.turn else {
        return;
    };
    let Some(answer) = state.transcript.answer(turn.item) else {
        return;
    };
    for deed in &mut answer.deeds {
        if deed.approval == Some(approval) {
            deed.go_on();
        }
    }
    if turn.pause == Pause::Person {
        turn.pause = pause(answer);
    }
}

/// What waited to join is a message of the talk now.
fn joined(state: &mut State, count: usize) {
    for _ in 0..count.min(state.talk.joining) {
        if let Some(sent) = state.talk.queue.pop_front() {
            state.talk.joining -= 1;
            state.transcript.say(Voice::Person, sent.shown.trim_end());
        }
    }
}

fn settled(state: &mut State, call: &Call) {
    state.talk.cost = state.talk.cost.plus(call.bill.cost);
    let usage = &call.bill.usage;
    if usage.read() > 0 {
        state.talk.taken = usage.read().saturating_add(usage.output);
    }
}
