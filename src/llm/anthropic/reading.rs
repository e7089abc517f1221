//! What the events of one answer mean.

use std::collections::VecDeque;

use super::event::{Raw, RawBlock, RawDelta, RawKind, RawMessage, RawUsage};
use crate::domain::fault::Fault;
use crate::domain::message::Seal;
use crate::domain::usage::Usage;
use crate::llm::http::{Endpoint, Protocol};
use crate::llm::sse::Event;
use crate::llm::{Delta, Stop};

/// Understands the events of one answer.
#[derive(Debug)]
pub struct Reading {
    endpoint: Endpoint,
    usage: Usage,
    stop: Option<Stop>,
    /// The blocks that have begun and not ended, each with its place: seldom more than one.
    open: Vec<(usize, Open)>,
    calls: usize,
}

/// A block that has begun.
#[derive(Debug)]
enum Open {
    Text,
    Thought {
        signature: String,
    },
    Call {
        place: usize,
        /// Its arguments as they stood at its begin; none once pieces of them came.
        input: Option<String>,
    },
    /// Of a kind that this program did not ask for.
    Other,
}

impl Reading {
    /// Understands an answer of this endpoint.
    pub fn new(endpoint: &Endpoint) -> Self {
        Self {
            endpoint: endpoint.clone(),
            usage: Usage::default(),
            stop: None,
            open: Vec::new(),
            calls: 0,
        }
    }

    fn start_message(&mut self, message: RawMessage, into: &mut VecDeque<Delta>) {
        into.push_back(Delta::Started {
            id: message.id,
            model: message.model,
        });
        self.count(message.usage.as_ref(), into);
    }

    fn count(&mut self, usage: Option<&RawUsage>, into: &mut VecDeque<Delta>) {
        if let Some(usage) = usage {
            self.usage = usage.after(self.usage);
            into.push_back(Delta::Usage(self.usage));
        }
    }

    fn start_block(&mut self, index: usize, block: RawBlock<'_>, into: &mut VecDeque<Delta>) {
        let open = match block.kind.as_ref() {
            "text" => {
                into.extend(block.text.filter(|text| !text.is_empty()).map(Delta::Text));
                Open::Text
            }
            "thinking" => {
                let text = block.thinking.filter(|text| !text.is_empty());
                into.extend(text.map(Delta::Thinking));
                let signature = block.signature.unwrap_or_default();
                Open::Thought { signature }
            }
            "redacted_thinking" => {
                let data = block.data.unwrap_or_default();
                into.push_back(Delta::Sealed(Seal::Redacted { data }));
                Open::Other
            }
            "tool_use" => {
                let place = self.calls;
                self.calls += 1;
                into.push_back(Delta::ToolStarted {
                    index: place,
                    id: block.id.unwrap_or_default(),
                    name: block.name.unwrap_or_default(),
                });
                let input = block
                    .input
                    .map_or("{}".to_owned(), |input| input.to_string());
                let input = Some(input);
                Open::Call { place, input }
            }
            _ => Open::Other,
        };
        self.open.push((index, open));
    }

    fn grow_block(&mut self, index: usize, delta: RawDelta<'_>) -> Result<Option<Delta>, Fault> {
        let found = self.open.iter_mut().find(|(place, _)| *place == index);
        let Some((_, open)) = found else {
            return Err(self
                .endpoint
                .malformed("a piece came for a block that has not begun"));
        };
        let grown = match (delta.kind.as_ref(), open) {
            ("text_delta", Open::Text) => delta.text.map(Delta::Text),
            ("thinking_delta", Open::Thought { .. }) => delta.thinking.map(Delta::Thinking),
            ("signature_delta", Open::Thought { signature }) => {
                *signature = delta.signature.unwrap_or_default();
                None
            }
            ("input_json_delta", Open::Call { place, input }) => {
                let json = delta.partial_json.filter(|json| !json.is_empty());
                json.map(|json| {
                    *input = None;
                    Delta::ToolInput {
                        index: *place,
                        json,
                    }
                })
            }
            ("text_delta" | "thinking_delta" | "input_json_delta", Open::Other) => None,
            ("text_delta" | "thinking_delta" | "signature_delta" | "input_json_delta", _) => {
                return Err(self
                    .endpoint
                    .malformed("a piece came for a block of another kind"));
            }
            _ => None,
        };
        Ok(grown)
    }

    fn end_block(&mut self, index: usize) -> Option<Delta> {
        let found = self.open.iter().position(|(place, _)| *place == index)?;
        match self.open.swap_remove(found).1 {
            Open::Thought { signature } if !signature.is_empty() => {
                Some(Delta::Sealed(Seal::Signature { signature }))
            }
            Open::Call { place, input } => {
                input.map(|json| Delta::ToolInput { index: place, json })
            }
            Open::Thought { .. } | Open::Text | Open::Other => None,
        }
    }

    fn end_message(&self) -> Result<Delta, Fault> {
        let no_reason = || self.endpoint.malformed("the reply ends without a reason");
        self.stop.map(Delta::Done).ok_or_else(no_reason)
    }
}

impl Protocol for Reading {
    fn read(&mut self, event: &Event, into: &mut VecDeque<Delta>) -> Result<(), Fault> {
        let raw: Raw<'_> = match serde_json::from_str(event.data()) {
            Ok(raw) => raw,
            Err(error) => {
                // A kind that is not known may look as it likes.
                let kind = serde_json::from_str(event.data());
                return match kind.map(|RawKind { kind }| is_known(&kind)) {
                    Ok(false) => Ok(()),
                    Ok(true) | Err(_) => Err(self.endpoint.malformed(&error.to_string())),
                };
            }
        };
        match (raw.kind.as_ref(), raw.delta, raw.content_block) {
            ("content_block_delta", Some(delta), _) => {
                into.extend(self.grow_block(raw.index, delta)?);
            }
            ("content_block_start", _, Some(block)) => self.start_block(raw.index, block, into),
            ("content_block_stop", _, _) => into.extend(self.end_block(raw.index)),
            ("message_delta", delta, _) => {
                let reason = delta.and_then(|delta| delta.stop_reason);
                self.stop = reason.map(|reason| stop(&reason)).or(self.stop);
                self.count(raw.usage.as_ref(), into);
            }
            ("message_start", _, _) => match raw.message {
                Some(message) => self.start_message(message, into),
                None => return Err(self.endpoint.malformed("the begin of a reply is empty")),
            },
            ("message_stop", _, _) => into.push_back(self.end_message()?),
            ("error", _, _) => {
                let error = raw.error.as_ref();
                let kind = error.and_then(|error| error.kind.as_deref());
                let words = error
                    .map(|error| error.message.as_str())
                    .unwrap_or_default();
                return Err(self.endpoint.reported(kind, None, words));
            }
            ("content_block_delta" | "content_block_start", _, _) => {
                return Err(self
                    .endpoint
                    .malformed("a block came without what is in it"));
            }
            // `ping`, and whatever the service adds one day.
            _ => {}
        }
        Ok(())
    }
}

/// True for a kind of event that means something here.
fn is_known(kind: &str) -> bool {
    kind.starts_with("content_block_") || kind.starts_with("message_") || kind == "error"
}

/// What a reason means; one that is not known ends the reply as any other.
fn stop(reason: &str) -> Stop {
    match reason {
        "tool_use" => Stop::ToolUse,
        "max_tokens" | "model_context_window_exceeded" => Stop::Limit,
        "refusal" => Stop::Filtered,
        _ => Stop::End,
    }
}
