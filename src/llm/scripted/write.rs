//! The text of a recording: one line for each piece, so that a person can read and mend it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::record::Recorded;
use super::script::Step;
use super::scrub::Scrub;
use crate::domain::fault::Fault;
use crate::llm::Delta;

/// The most letters of what a person said that a recording expects to hear again.
const LONGEST_SAID: usize = 120;

/// Takes out of a reply what must not be in it.
pub(super) fn clean(reply: &mut Recorded, scrub: &Scrub) {
    reply.said = scrub.text(&reply.said);
    // Pieces of the same text belong together, whatever comes between them.
    for kind in kinds(&reply.steps) {
        let of_kind = |step: &Step| step.piece.as_ref().ok().and_then(kind_of) == Some(kind);
        let steps = reply.steps.iter_mut().filter(|step| of_kind(step));
        let mut pieces: Vec<&mut String> = steps
            .filter_map(|step| step.piece.as_mut().ok().and_then(text_of))
            .collect();
        scrub.pieces(&mut pieces);
    }
    for step in &mut reply.steps {
        if let Err(fault) = &mut step.piece {
            fault.message = scrub.text(&fault.message);
        }
    }
}

/// Which text a piece belongs to: the answer, the thought, or the arguments of a call.
fn kind_of(delta: &Delta) -> Option<usize> {
    match delta {
        Delta::Text(_) => Some(0),
        Delta::Thinking(_) => Some(1),
        Delta::ToolInput { index, .. } => Some(2 + index),
        Delta::Started { .. }
        | Delta::Usage(_)
        | Delta::Sealed(_)
        | Delta::ToolStarted { .. }
        | Delta::Done(_) => None,
    }
}

fn text_of(delta: &mut Delta) -> Option<&mut String> {
    match delta {
        Delta::Text(text) | Delta::Thinking(text) => Some(text),
        Delta::ToolInput { json, .. } => Some(json),
        Delta::Started { .. }
        | Delta::Usage(_)
        | Delta::Sealed(_)
        | Delta::ToolStarted { .. }
        | Delta::Done(_) => None,
    }
}

fn kinds(steps: &[Step]) -> Vec<usize> {
    let deltas = steps.iter().filter_map(|step| step.piece.as_ref().ok());
    let mut kinds: Vec<usize> = deltas.filter_map(kind_of).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The whole script.
pub(super) fn text(replies: &[Recorded]) -> String {
    let mut text = "# Recorded by vibecober; play it with --replay.\nreplies:\n".to_owned();
    if replies.is_empty() {
        text.push_str("  []\n");
    }
    for reply in replies {
        let said = first_line(&reply.said);
        let mut head = "  -";
        if !said.is_empty() {
            let expect = json!({ "said": said });
            // Writing into a text cannot fail.
            writeln!(text, "{head} expect: {}", plain(&expect)).ok();
            head = "   ";
        }
        let empty = if reply.steps.is_empty() { " []" } else { "" };
        writeln!(text, "{head} stream:{empty}").ok();
        for step in &reply.steps {
            writeln!(text, "      - {}", plain(&piece(step))).ok();
        }
    }
    text
}

/// A value on one line. What YAML takes for the end of a line, or does not take at all, is escaped.
fn plain(value: &Value) -> String {
    let json = value.to_string();
    let mut text = String::with_capacity(json.len());
    for one in json.chars() {
        match one {
            '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                write!(text, "\\u{:04x}", u32::from(one)).ok();
            }
            one => text.push(one),
        }
    }
    text
}

/// The begin of what a person said; enough to see that it is the same.
fn first_line(said: &str) -> String {
    let line = said.lines().next().unwrap_or_default();
    line.chars().take(LONGEST_SAID).collect()
}

/// One piece. JSON is YAML, too, and quotes whatever could be misread.
fn piece(step: &Step) -> Value {
    let mut line = serde_json::Map::new();
    let millis = step.after.as_millis();
    if millis > 0 {
        line.insert("after".to_owned(), json!(format!("{millis}ms")));
    }
    let (key, value) = match &step.piece {
        Ok(Delta::Started { id, model }) => ("started", json!({ "id": id, "model": model })),
        Ok(Delta::Usage(usage)) => ("usage", json!(usage)),
        Ok(Delta::Text(text)) => ("text", json!(text)),
        Ok(Delta::Thinking(text)) => ("thinking", json!(text)),
        Ok(Delta::Sealed(seal)) => ("sealed", json!(seal)),
        Ok(Delta::ToolStarted { index, id, name }) => {
            ("tool", json!({ "index": index, "id": id, "name": name }))
        }
        Ok(Delta::ToolInput { index, json }) => ("input", json!({ "index": index, "json": json })),
        Ok(Delta::Done(reason)) => ("done", json!(reason.name())),
        Err(fault) => ("fault", fault_of(fault)),
    };
    line.insert(key.to_owned(), value);
    Value::Object(line)
}

fn fault_of(fault: &Fault) -> Value {
    let mut told = json!({ "class": fault.class, "message": fault.message });
    if let Some(wait) = fault.retry_after {
        told["retry_after"] = json!(format!("{}ms", wait.as_millis()));
    }
    told
}
