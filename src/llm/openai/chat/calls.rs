//! Tells the pieces of tool calls apart, whatever a service leaves out or uses twice.

use std::collections::VecDeque;

use serde_json::Value;

use super::chunk::CallPiece;
use crate::llm::Delta;

/// The calls of one reply.
#[derive(Debug, Default)]
pub(super) struct Calls(Vec<Call>);

#[derive(Debug)]
struct Call {
    /// The place that the service gave it.
    place: Option<usize>,
    /// The id that the service gave it; empty until then.
    id: String,
    /// True once its name is known and was told.
    has_begun: bool,
    /// The arguments that came before the name, or, without an id, all of them: only their end
    /// shows where the next call begins.
    text: String,
}

impl Calls {
    /// True when there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads a piece and adds what it means; `reply` makes an id for a call that has none.
    pub(super) fn read(&mut self, piece: &CallPiece<'_>, reply: &str, into: &mut VecDeque<Delta>) {
        let function = piece.function.as_ref();
        let id = piece.id.as_deref().unwrap_or_default();
        let name = function.and_then(|one| one.name.as_deref());
        let name = name.unwrap_or_default();
        let index = self.place(piece.index, id, name);
        let Some(call) = self.0.get_mut(index) else {
            return;
        };
        if call.id.is_empty() {
            id.clone_into(&mut call.id);
        }
        if !call.has_begun && !name.is_empty() {
            call.has_begun = true;
            let id = match call.id.as_str() {
                "" => made_up(reply, index),
                id => id.to_owned(),
            };
            let name = name.to_owned();
            into.push_back(Delta::ToolStarted { index, id, name });
            if !call.text.is_empty() {
                let json = call.text.clone();
                into.push_back(Delta::ToolInput { index, json });
            }
        }
        let Some(json) = function
            .and_then(|one| one.arguments.as_ref())
            .and_then(text)
        else {
            return;
        };
        if call.id.is_empty() || !call.has_begun {
            call.text.push_str(&json);
        }
        if call.has_begun {
            into.push_back(Delta::ToolInput { index, json });
        }
    }

    /// The call that a piece belongs to, made where it begins one.
    fn place(&mut self, given: Option<usize>, id: &str, name: &str) -> usize {
        let at = match given {
            Some(given) => self.0.iter().rposition(|call| call.place == Some(given)),
            None if id.is_empty() => self.0.len().checked_sub(1),
            None => self.0.iter().rposition(|call| call.id == id),
        };
        if let Some(at) = at.filter(|at| self.0[*at].goes_on(id, name)) {
            return at;
        }
        self.0.push(Call {
            place: given,
            id: String::new(),
            has_begun: false,
            text: String::new(),
        });
        self.0.len() - 1
    }
}

impl Call {
    /// True when a piece with that id and name is one of this call. Some services give all calls
    /// the same place, some give them no ids.
    fn goes_on(&self, id: &str, name: &str) -> bool {
        if !id.is_empty() && !self.id.is_empty() {
            return id == self.id;
        }
        let begins = !name.is_empty() && self.has_begun;
        let is_whole = || serde_json::from_str::<Value>(&self.text).is_ok();
        !(begins && id.is_empty() && self.id.is_empty() && is_whole())
    }
}

/// An id for a call that was given none; the results of tools are told apart by it.
fn made_up(reply: &str, index: usize) -> String {
    let plain = |one: &char| one.is_ascii_alphanumeric() || "-_".contains(*one);
    let reply: String = reply.chars().filter(plain).take(40).collect();
    format!("call_{reply}_{index}")
}

/// The text of arguments; none where there is none.
fn text(arguments: &Value) -> Option<String> {
    match arguments {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        whole => Some(whole.to_string()),
    }
}
