//! The answer as JSON, one object a line; the last one is `finished`.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::exit::Failure;
use crate::cli::report;
use crate::domain::call::{Call, Ending};
use crate::domain::evidence::Evidence;
use crate::domain::ids::RunId;
use crate::domain::live::Live;
use crate::domain::message::Message;
use crate::domain::money::Usd;
use crate::domain::usage::Usage;
use crate::engine::session::{TurnEnd, TurnError};

/// Tells a turn line by line.
#[derive(Debug, Default)]
pub struct Lines {
    /// True when something of an answer was told that may not count in the end.
    has_told: bool,
}

impl Lines {
    /// Tells a piece of what goes on.
    ///
    /// # Errors
    /// When standard output cannot be written, or nobody reads it.
    pub fn live(&mut self, piece: &Live) -> Result<(), Failure> {
        match piece {
            Live::Text(_) | Live::Thinking(_) => self.has_told = true,
            // A whole answer counts, also where another one follows it.
            Live::Settled(call) if call.ending == Ending::Whole => self.has_told = false,
            Live::Calling { .. } if std::mem::take(&mut self.has_told) => void()?,
            Live::Calling { .. }
            | Live::Waiting { .. }
            | Live::Warning(_)
            | Live::Settled(_)
            | Live::ToolCalled { .. }
            | Live::ToolStarted { .. }
            | Live::ToolPrinted { .. }
            | Live::ToolEnded { .. }
            | Live::Joined(_)
            | Live::Asked(_)
            | Live::Checking(_)
            | Live::Checked { .. }
            | Live::Usage(_) => {}
        }
        tell(piece)
    }
}

/// Tells that the session works.
///
/// # Errors
/// When standard output cannot be written, or nobody reads it.
pub fn started(session: RunId) -> Result<(), Failure> {
    line(&json!({ "type": "started", "session": session }))
}

/// Tells that the answer begins anew.
fn void() -> Result<(), Failure> {
    line(&json!({
        "type": "notice", "kind": "void",
        "message": "the text and thinking told so far do not count: the answer begins anew",
    }))
}

fn tell(piece: &Live) -> Result<(), Failure> {
    match piece {
        Live::Text(text) => report::object(&Told { kind: "text", text }),
        Live::Thinking(text) => report::object(&Told {
            kind: "thinking",
            text,
        }),
        Live::Calling {
            model,
            why,
            attempt,
        } => line(&json!({
            "type": "notice", "kind": "calling", "model": model, "why": why, "attempt": attempt,
        })),
        Live::Waiting {
            fault,
            wait,
            attempt,
        } => line(&json!({
            "type": "notice", "kind": "waiting", "class": fault.class, "message": fault.message,
            "wait_ms": u64::try_from(wait.as_millis()).unwrap_or(u64::MAX), "attempt": attempt,
        })),
        Live::Warning(text) => line(&json!({
            "type": "notice", "kind": "warning", "message": text,
        })),
        Live::Settled(call) => line(&json!({
            "type": "usage", "call": call.id, "model": call.model, "usage": call.bill.usage,
            "count": call.bill.count.name(), "cost_usd": call.bill.cost, "ending": call.ending.name(),
        })),
        Live::ToolStarted {
            id,
            name,
            about,
            diff,
            command: _,
        } => line(&json!({
            "type": "tool_started", "id": id, "name": name, "about": about, "diff": diff,
        })),
        Live::ToolPrinted { id, text } => line(&json!({
            "type": "tool_output", "id": id, "text": text,
        })),
        Live::ToolEnded { id, state, about } => line(&json!({
            "type": "tool_finished", "id": id, "state": state.name(), "summary": about,
        })),
        Live::Asked(approval) => line(&json!({ "type": "approval", "approval": approval })),
        Live::Checking(command) => line(&json!({
            "type": "notice", "kind": "checking", "message": command,
        })),
        Live::Checked {
            check,
            attempt,
            attempts,
        } => line(&json!({
            "type": "notice", "kind": "checked", "message": check.summary, "outcome": check.outcome.name(),
            "attempt": attempt, "attempts": attempts,
        })),
        // The whole call stands in the last line; a half one is of use to nobody.
        Live::ToolCalled { .. } | Live::Usage(_) | Live::Joined(_) => Ok(()),
    }
}

/// Tells how it ended: the last line.
///
/// # Errors
/// When standard output cannot be written.
pub fn finished(end: &TurnEnd) -> Result<(), Failure> {
    if let Some(error) = &end.error {
        line(&json!({ "type": "error", "error": problem(error) }))?;
    }
    let message = end.message.as_deref();
    let calls: Vec<Value> = end
        .tools
        .iter()
        .map(|call| json!({ "id": call.id, "name": call.name, "args": call.input }))
        .collect();
    let (usage, cost) = totals(&end.calls);
    report::object(&Finished {
        kind: "finished",
        text: message.map(Message::words).unwrap_or_default(),
        tool_calls: calls,
        stop_reason: end.stop.map(crate::llm::Stop::name),
        error: end.error.as_ref().map(problem),
        usage,
        cost_usd: cost,
        session: end.run.id,
        evidence: end.evidence.as_ref(),
    })
}

/// Tells that it ended before a turn did: the last line all the same.
///
/// # Errors
/// When standard output cannot be written.
pub fn broke_off(failure: &Failure) -> Result<(), Failure> {
    line(&json!({
        "type": "finished", "text": "", "tool_calls": [], "stop_reason": null,
        "error": {
            "class": failure.exit.name(), "message": failure.message, "retryable": false,
        },
        "usage": Usage::default(), "cost_usd": Usd::default(), "session": null, "evidence": null,
    }))
}

/// The last line. Its text may be long, and is written from where it lies.
#[derive(Serialize)]
struct Finished<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    text: Cow<'a, str>,
    tool_calls: Vec<Value>,
    stop_reason: Option<&'static str>,
    error: Option<Value>,
    usage: Usage,
    cost_usd: Usd,
    session: RunId,
    evidence: Option<&'a Evidence>,
}

/// A piece of a text, as it came.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    text: &'a str,
}

/// What all calls together took and cost.
pub fn totals(calls: &[Call]) -> (Usage, Usd) {
    calls
        .iter()
        .fold((Usage::default(), Usd::ZERO), |(usage, cost), call| {
            (usage + call.bill.usage, cost.plus(call.bill.cost))
        })
}

fn problem(error: &TurnError) -> Value {
    let (class, retryable) = match error {
        TurnError::Call(error) => (error.class(), error.can_pass()),
        TurnError::Interrupted => ("interrupted", true),
        TurnError::Waiting(_) => ("waiting", false),
        TurnError::Limit(_) => ("limit", false),
        TurnError::Unproven(_) => ("unproven", false),
    };
    json!({ "class": class, "message": error.to_string(), "retryable": retryable })
}

/// One object on one line, as it is.
fn line(value: &Value) -> Result<(), Failure> {
    report::object(value)
}
