//! Reads talks that were kept, a page at a time, their answers read as Markdown already.

use std::path::Path;

use super::perform::{found, refused};
use crate::domain::call::Call;
use crate::domain::ids::RunId;
use crate::domain::message::{Block, Message, Role, ToolStatus, ToolUse};
use crate::domain::run::{Run, RunKind};
use crate::domain::tool_call::{ToolCall, ToolState};
use crate::domain::wish::Amendment;
use crate::store::{MessageState, ReadTx, StoreError, StoredMessage};
use crate::text::Markdown;
use crate::tui::driver::Hands;
use crate::tui::panes::chat::footer as footer_of;
use crate::tui::panes::chat::{Deed, Done, Found, Opened, PAGE, Told, Words, label};
use crate::tui::root::Msg as RootMsg;

/// A longer answer is shown as it was written, without being read as Markdown.
const LONGEST: usize = 2 * 1024 * 1024;

/// Reads a page of a talk.
pub(super) fn read(run: RunId, from: u64, hands: &Hands) -> Option<RootMsg> {
    let app = hands.engine().app()?;
    let page = app.store().read(|tx| page(tx, run, Some(from)));
    Some(match page {
        Ok(messages) => found(Found::Read(run, messages)),
        Err(error) => refused(error.to_string()),
    })
}

/// Takes up the talk whose id begins so, or the last one of this folder.
pub(super) fn resume(prefix: Option<&str>, hands: &Hands) -> RootMsg {
    let Some(app) = hands.engine().app() else {
        return refused("the store is not open: try again in a moment".to_owned());
    };
    let here = hands.workspace();
    let opened = app.store().read(|tx| {
        let run = match prefix {
            Some(prefix) => Some(tx.find_run(prefix)?),
            None => tx.sessions(Some(&here), 1)?.into_iter().next(),
        };
        run.map(|run| open(tx, &run)).transpose()
    });
    match opened {
        Ok(Some(Some(opened))) => found(Found::Opened(Box::new(opened))),
        Ok(Some(None)) => refused("that run is no talk: /run shows it".to_owned()),
        Ok(None) => refused("there is no earlier talk in this folder".to_owned()),
        Err(error) => refused(error.to_string()),
    }
}

fn open(tx: &ReadTx, run: &Run) -> Result<Option<Opened>, StoreError> {
    if run.request.kind != RunKind::Session {
        return Ok(None);
    }
    let newest = page(tx, run.id, None)?;
    let messages = tx.count_messages(run.id)?;
    let taken = last_call(tx, run.id)?.map_or(0, |call| {
        let usage = call.bill.usage;
        usage.read().saturating_add(usage.output)
    });
    Ok(Some(Opened {
        run: run.id,
        messages,
        newest,
        cost: tx.spending_of_run(run.id)?.spent,
        taken,
    }))
}

fn last_call(tx: &ReadTx, run: RunId) -> Result<Option<Call>, StoreError> {
    let newest = tx.messages(run, None, 2)?;
    let call = newest.iter().rev().find_map(|message| message.call);
    call.map(|call| tx.call(call)).transpose()
}

/// The messages from a number on; the newest without one.
fn page(tx: &ReadTx, run: RunId, from: Option<u64>) -> Result<Vec<Told>, StoreError> {
    let mut stored = match from {
        Some(from) => tx.messages_from(run, from, PAGE)?,
        None => tx.messages(run, None, PAGE)?,
    };
    let workspace = tx.run(run)?.request.target.unwrap_or_default();
    // Two before, because they say whether the first of the page goes on with something; one after,
    // because it may hold what tools answered.
    let first = stored.first().map_or(1, |message| message.number);
    let last = stored.last().map_or(0, |message| message.number);
    let begin = first.saturating_sub(2).max(1);
    let mut around = tx.messages_from(run, begin, u32::try_from(first - begin).unwrap_or(0))?;
    let before = around.len();
    let shown = stored.len();
    around.append(&mut stored);
    around.extend(tx.messages_from(run, last + 1, 1)?);
    let told = (before..before + shown).filter_map(|at| {
        let message = around.get(at)?;
        let call = message.call.map(|call| tx.call(call)).transpose();
        let done = Done {
            deeds: deeds(tx, run, message, around.get(at + 1), &workspace),
            continues: at > 1
                && around
                    .get(at - 1)
                    .is_some_and(|one| only_answers(&one.message))
                && around
                    .get(at - 2)
                    .is_some_and(|one| one.message.role == Role::Assistant),
        };
        // An answer whose call is gone is shown without what it took.
        Some(told(message, call.ok().flatten().as_ref(), done))
    });
    Ok(told.collect())
}

/// The calls that a message asks for, with what came of them as far as that is known.
fn deeds(
    tx: &ReadTx,
    run: RunId,
    stored: &StoredMessage,
    next: Option<&StoredMessage>,
    workspace: &Path,
) -> Vec<Deed> {
    let asks = |block: &Block| matches!(block, Block::ToolUse(_));
    if !stored.message.blocks.iter().any(asks) {
        return Vec::new();
    }
    let kept = tx.tool_calls(run, stored.number).unwrap_or_default();
    if !kept.is_empty() {
        let deeds = kept.iter();
        return deeds
            .map(|one| Deed::kept(&as_done(tx, one), one.state, &one.result, workspace))
            .collect();
    }
    // A copy of a talk has only what was said.
    let answers = next.map(|next| next.message.blocks.as_slice());
    let answer = |wanted: &str| {
        answers.into_iter().flatten().find_map(|block| match block {
            Block::ToolResult {
                id,
                content,
                status,
            } if id == wanted => Some((content.as_str(), *status)),
            Block::ToolResult { .. }
            | Block::Text { .. }
            | Block::Thinking { .. }
            | Block::ToolUse(_)
            | Block::Image { .. } => None,
        })
    };
    let calls = stored
        .message
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::ToolUse(call) => Some(call),
            Block::Text { .. }
            | Block::Thinking { .. }
            | Block::ToolResult { .. }
            | Block::Image { .. } => None,
        });
    let deeds = calls.map(|call| {
        let (result, state) = match answer(&call.id) {
            Some((result, ToolStatus::Done)) => (result, ToolState::Done),
            Some((result, ToolStatus::Failed)) => (result, ToolState::Failed),
            None => ("", ToolState::Asked),
        };
        Deed::kept(call, state, result, workspace)
    });
    deeds.collect()
}

/// A call as it was done: with what a person made of it before they said yes.
fn as_done(tx: &ReadTx, one: &ToolCall) -> ToolUse {
    let mut call = one.call.clone();
    let Some(approval) = one.approval.and_then(|id| tx.approval(id).ok()) else {
        return call;
    };
    let wish = approval.question.subject.wish();
    let said = match (approval.amendment(), wish) {
        (Some(Amendment::Command(command)), _) => Some(("command", command.clone())),
        (Some(Amendment::Hunks(hunks)), Some(wish)) => Some(("diff", wish.taken(hunks))),
        (Some(Amendment::Hunks(_)), None) | (None, _) => None,
    };
    if let (Some((name, value)), Some(input)) = (said, call.input.as_object_mut()) {
        input.insert(name.to_owned(), value.into());
    }
    call
}

/// True for a message in which only tools answer.
fn only_answers(message: &Message) -> bool {
    let mut blocks = message.blocks.iter();
    !message.blocks.is_empty() && blocks.all(|block| matches!(block, Block::ToolResult { .. }))
}

fn told(stored: &StoredMessage, call: Option<&Call>, done: Done) -> Told {
    let message = &stored.message;
    let cut = (stored.state == MessageState::Cut).then(|| match call {
        Some(call) => format!("cut off: {}", call.ending.name().replace('_', " ")),
        None => "cut off".to_owned(),
    });
    let text = words(message);
    let words = match message.role {
        Role::User if only_answers(message) => Words::None,
        Role::User => Words::Plain(text),
        Role::Assistant if text.len() > LONGEST => {
            Words::Page(Box::new(Markdown::whole(&fenced(&text))))
        }
        Role::Assistant => Words::Page(Box::new(Markdown::whole(&text))),
    };
    let footer = call.filter(|_| done.deeds.is_empty());
    let footer = footer.map(|call| footer_of(std::slice::from_ref(call)));
    Told {
        number: stored.number,
        role: message.role,
        words,
        thought: thought(message),
        label: call.map_or_else(|| "model".to_owned(), |call| label(&call.model)),
        footer: footer.unwrap_or_default(),
        cut,
        done,
    }
}

/// What is seen of a message: its words, and what stands for the rest.
fn words(message: &Message) -> String {
    let parts = message.blocks.iter().map(|block| match block {
        Block::Text { text } => text.clone(),
        // Calls and what tools answered are shown below the words that asked for them.
        Block::Thinking { .. } | Block::ToolUse(_) | Block::ToolResult { .. } => String::new(),
        Block::Image { media_type, .. } => format!("[{media_type}]"),
    });
    parts.collect()
}

fn thought(message: &Message) -> String {
    let parts = message.blocks.iter().filter_map(|block| match block {
        Block::Thinking { text, .. } => Some(text.as_str()),
        Block::Text { .. } | Block::ToolUse(_) | Block::ToolResult { .. } | Block::Image { .. } => {
            None
        }
    });
    parts.collect::<Vec<_>>().join("\n\n")
}

/// Text between fences that it does not hold, so that it is shown line by line.
fn fenced(text: &str) -> String {
    let fence = "~".repeat(64);
    format!("{fence}\n{text}\n{fence}\n")
}
