//! Reads talks that were kept, a page at a time, their answers read as Markdown already.

use super::perform::{found, refused};
use crate::domain::call::Call;
use crate::domain::ids::RunId;
use crate::domain::message::{Block, Message, Role};
use crate::domain::run::{Run, RunKind};
use crate::store::{MessageState, ReadTx, StoreError, StoredMessage};
use crate::text::Markdown;
use crate::tui::driver::Hands;
use crate::tui::panes::chat::{Found, Opened, PAGE, Told, Words, footer, label};
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
    let stored = match from {
        Some(from) => tx.messages_from(run, from, PAGE)?,
        None => tx.messages(run, None, PAGE)?,
    };
    let told = stored.into_iter().map(|message| {
        let call = message.call.map(|call| tx.call(call)).transpose();
        // An answer whose call is gone is shown without what it took.
        told(&message, call.ok().flatten().as_ref())
    });
    Ok(told.collect())
}

fn told(stored: &StoredMessage, call: Option<&Call>) -> Told {
    let message = &stored.message;
    let cut = (stored.state == MessageState::Cut).then(|| match call {
        Some(call) => format!("cut off: {}", call.ending.name().replace('_', " ")),
        None => "cut off".to_owned(),
    });
    let text = words(message);
    let words = match message.role {
        Role::User => Words::Plain(text),
        Role::Assistant if text.len() > LONGEST => {
            Words::Page(Box::new(Markdown::whole(&fenced(&text))))
        }
        Role::Assistant => Words::Page(Box::new(Markdown::whole(&text))),
    };
    Told {
        number: stored.number,
        role: message.role,
        words,
        thought: thought(message),
        label: call.map_or_else(|| "model".to_owned(), |call| label(&call.model)),
        footer: call
            .map(|call| footer(std::slice::from_ref(call)))
            .unwrap_or_default(),
        cut,
    }
}

/// What is seen of a message: its words, and what stands for the rest.
fn words(message: &Message) -> String {
    let parts = message.blocks.iter().map(|block| match block {
        Block::Text { text } => text.clone(),
        Block::Thinking { .. } => String::new(),
        Block::ToolUse(call) => format!("\n\nasks for `{}`\n\n", call.name),
        Block::ToolResult { content, .. } => content.clone(),
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
