//! Understands the events of one answer.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::calls::Calls;
use super::chunk::{Choice, Chunk, Piece};
use crate::domain::fault::{Fault, FaultClass};
use crate::llm::http::{Endpoint, Protocol};
use crate::llm::openai::failure::failure;
use crate::llm::sse::Event;
use crate::llm::{Delta, Stop};

/// What ends the stream.
const DONE: &str = "[DONE]";

/// How far an answer has come.
#[derive(Debug)]
pub(super) struct Stream {
    endpoint: Endpoint,
    /// The id of the reply, once it has begun.
    reply: Option<String>,
    calls: Calls,
    refused: bool,
    stop: Option<Stop>,
}

impl Stream {
    /// An answer of that service.
    pub(super) fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            reply: None,
            calls: Calls::default(),
            refused: false,
            stop: None,
        }
    }

    fn begin(&mut self, chunk: &Chunk<'_>, into: &mut VecDeque<Delta>) {
        if self.reply.is_some() {
            return;
        }
        let text = |text: &Option<Cow<'_, str>>| text.as_deref().unwrap_or_default().to_owned();
        let id = text(&chunk.id);
        self.reply = Some(id.clone());
        into.push_back(Delta::Started {
            id,
            model: text(&chunk.model),
        });
    }

    fn choice(&mut self, choice: Choice<'_>, into: &mut VecDeque<Delta>) -> Result<(), Fault> {
        if let Some(piece) = choice.delta {
            self.piece(piece, into);
        }
        match choice.finish_reason.as_deref() {
            None | Some("") => {}
            Some(reason) => self.stop = Some(self.stop_for(reason)?),
        }
        Ok(())
    }

    fn piece(&mut self, piece: Piece<'_>, into: &mut VecDeque<Delta>) {
        let words = |text: Option<Cow<'_, str>>| {
            let text = text.filter(|text| !text.is_empty());
            text.map(Cow::into_owned)
        };
        // Services that have both names for it send the same words twice.
        let thought = words(piece.reasoning_content).or(words(piece.reasoning));
        into.extend(thought.map(Delta::Thinking));
        into.extend(words(piece.content).map(Delta::Text));
        if let Some(refusal) = words(piece.refusal) {
            self.refused = true;
            into.push_back(Delta::Text(refusal));
        }
        let reply = self.reply.as_deref().unwrap_or_default();
        for call in piece.tool_calls.iter().flatten() {
            self.calls.read(call, reply, into);
        }
    }

    fn stop_for(&self, reason: &str) -> Result<Stop, Fault> {
        let shown = self.endpoint.shown();
        match reason {
            _ if self.refused => Ok(Stop::Filtered),
            "length" | "max_tokens" => Ok(Stop::Limit),
            "content_filter" => Ok(Stop::Filtered),
            "tool_calls" | "function_call" | "tool_use" => Ok(Stop::ToolUse),
            // Some say that a reply just ends which asks for tools.
            "stop" | "end_turn" | "eos" | "eos_token" | "stop_sequence" => {
                let asks = !self.calls.is_empty();
                Ok(if asks { Stop::ToolUse } else { Stop::End })
            }
            "error" | "abort" | "cancelled" => Err(Fault::new(
                FaultClass::ServerError,
                format!("{shown} broke off the answer without a reason"),
            )),
            other => {
                let other = self.endpoint.safe(other);
                let text = format!("{shown} ended the answer for an unknown reason, '{other}'");
                Err(Fault::new(FaultClass::MalformedEvent, text))
            }
        }
    }
}

impl Protocol for Stream {
    fn read(&mut self, event: &Event, into: &mut VecDeque<Delta>) -> Result<(), Fault> {
        let data = event.data();
        if data.trim() == DONE {
            let cut = || {
                let shown = self.endpoint.shown();
                let text = format!("the stream from {shown} ended before the reply was whole");
                Fault::new(FaultClass::StreamTruncated, text)
            };
            into.push_back(Delta::Done(self.stop.ok_or_else(cut)?));
            return Ok(());
        }
        let chunk: Chunk<'_> = serde_json::from_slice(event.bytes())
            .map_err(|error| self.endpoint.malformed(&error.to_string()))?;
        if let Some(error) = &chunk.error {
            return Err(failure(&self.endpoint, error));
        }
        if chunk.object.as_deref() == Some("error") || event.name() == "error" {
            let whole = serde_json::from_slice(event.bytes()).unwrap_or_default();
            return Err(failure(&self.endpoint, &whole));
        }
        self.begin(&chunk, into);
        for choice in chunk.choices.into_iter().flatten() {
            if choice.index == 0 {
                self.choice(choice, into)?;
            }
        }
        if let Some(tokens) = &chunk.usage {
            into.push_back(Delta::Usage(tokens.usage()));
        }
        Ok(())
    }
}
