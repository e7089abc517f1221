//! A request for a tool whose arguments come in pieces.

use serde_json::Value;

use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::ToolUse;
use crate::llm::ToolSpec;
use crate::text::printable;

/// A request for a tool, as far as it came.
#[derive(Debug, Clone)]
pub(super) struct ToolCall {
    pub(super) index: usize,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) json: String,
}

impl ToolCall {
    /// The request, when the tool was offered and its arguments are whole.
    pub(super) fn finish(&self, offered: &[ToolSpec]) -> Result<ToolUse, Fault> {
        let name = shown(&self.name);
        if !offered.iter().any(|tool| tool.name == self.name) {
            let text = format!("the model asked for the tool '{name}', which it was not offered");
            return Err(Fault::new(FaultClass::UnknownTool, text));
        }
        let bad = |why: String| {
            let text = format!("the arguments for the tool '{name}' {why}; the tool was not run");
            Fault::new(FaultClass::BadToolArgs, text)
        };
        if self.id.is_empty() {
            return Err(bad("belong to a call without an id".to_owned()));
        }
        let input: Value = serde_json::from_str(&self.json).map_err(|error| {
            let place = if error.is_eof() {
                "are cut off"
            } else {
                "are no JSON"
            };
            bad(format!("{place} (column {})", error.column()))
        })?;
        if !input.is_object() {
            return Err(bad("are no JSON object".to_owned()));
        }
        Ok(ToolUse {
            id: self.id.clone(),
            name: self.name.clone(),
            input,
        })
    }
}

/// A name that a model wrote, fit for a message.
fn shown(name: &str) -> String {
    let begin: String = name.chars().take(64).collect();
    printable(&begin).into_owned()
}
