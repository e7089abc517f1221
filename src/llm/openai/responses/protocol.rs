//! Understands the events of one answer.

use std::borrow::Cow;
use std::collections::VecDeque;

use serde::Deserialize;

use super::event::{Arguments, Kind, Listed, Part, Piece, Response, Told};
use super::output::Output;
use crate::domain::fault::{Fault, FaultClass};
use crate::llm::http::{Endpoint, Protocol};
use crate::llm::openai::failure::failure;
use crate::llm::sse::Event;
use crate::llm::{Delta, Stop};

/// How far an answer has come.
#[derive(Debug)]
pub(super) struct Stream {
    endpoint: Endpoint,
    has_begun: bool,
    output: Output,
}

impl Stream {
    /// An answer of that service.
    pub(super) fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            has_begun: false,
            output: Output::default(),
        }
    }

    fn parse<'a, T: Deserialize<'a>>(&self, event: &'a Event) -> Result<T, Fault> {
        serde_json::from_slice(event.bytes())
            .map_err(|error| self.endpoint.malformed(&error.to_string()))
    }

    fn begin(&mut self, response: &Response, into: &mut VecDeque<Delta>) {
        if !std::mem::replace(&mut self.has_begun, true) {
            into.push_back(Delta::Started {
                id: response.id.clone().unwrap_or_default(),
                model: response.model.clone().unwrap_or_default(),
            });
        }
    }

    /// The answer is whole, or as much of it as there will be.
    fn end(&mut self, event: &Event, into: &mut VecDeque<Delta>) -> Result<(), Fault> {
        let mut response = self.parse::<Told>(event)?.response;
        self.begin(&response, into);
        let cut = response.incomplete_details.take();
        let reason = cut.map(|cut| cut.reason.unwrap_or_default());
        // What a limit cut off was told in pieces; its last item is no whole one.
        if reason.is_none() {
            let items = response.output.take().unwrap_or_default();
            self.output.conclude(items, into);
        }
        if let Some(tokens) = &response.usage {
            into.push_back(Delta::Usage(tokens.usage()));
        }
        let stop = match reason.as_deref() {
            _ if self.output.refused => Stop::Filtered,
            None if self.output.asks() => Stop::ToolUse,
            None => Stop::End,
            Some("max_output_tokens" | "max_tokens" | "") => Stop::Limit,
            Some("content_filter") => Stop::Filtered,
            Some(other) => {
                let shown = self.endpoint.shown();
                let other = self.endpoint.safe(other);
                let text = format!("{shown} broke off the answer: {other}");
                return Err(Fault::new(FaultClass::ServerError, text));
            }
        };
        into.push_back(Delta::Done(stop));
        Ok(())
    }

    fn failed(&self, event: &Event) -> Result<(), Fault> {
        let response = self.parse::<Told>(event)?.response;
        let error = response.error.unwrap_or_default();
        Err(failure(&self.endpoint, &error))
    }

    /// An error outside of an answer; some wrap it up.
    fn error(&self, event: &Event) -> Result<(), Fault> {
        let whole: serde_json::Value = self.parse(event)?;
        let inner = whole.get("error").filter(|error| !error.is_null());
        Err(failure(&self.endpoint, inner.unwrap_or(&whole)))
    }

    fn event(
        &mut self,
        kind: &str,
        event: &Event,
        into: &mut VecDeque<Delta>,
    ) -> Result<(), Fault> {
        match kind {
            "response.created" | "response.in_progress" => {
                let response = self.parse::<Told>(event)?.response;
                self.begin(&response, into);
            }
            "response.output_text.delta" | "response.refusal.delta" => {
                let piece: Piece<'_> = self.parse(event)?;
                self.output.piece(piece.output_index);
                self.output.refused |= kind == "response.refusal.delta";
                into.push_back(Delta::Text(piece.delta.into_owned()));
            }
            "response.reasoning_summary_text.delta" | "response.reasoning_text.delta" => {
                let piece: Piece<'_> = self.parse(event)?;
                self.output.piece(piece.output_index);
                into.push_back(Delta::Thinking(piece.delta.into_owned()));
            }
            "response.reasoning_summary_part.added" => {
                // A summary has several parts; a blank line keeps them apart.
                let follows = self.parse::<Part>(event)?.summary_index > 0;
                into.extend(follows.then(|| Delta::Thinking("\n\n".to_owned())));
            }
            "response.function_call_arguments.delta" => {
                let piece: Piece<'_> = self.parse(event)?;
                let json = piece.delta.into_owned();
                self.output.arguments(piece.output_index, json, into);
            }
            "response.function_call_arguments.done" => {
                let whole: Arguments = self.parse(event)?;
                let json = whole.arguments.unwrap_or_default();
                self.output.all_arguments(whole.output_index, json, into);
            }
            "response.output_item.added" => {
                let listed: Listed = self.parse(event)?;
                self.output.begin(listed.output_index, &listed.item, into);
            }
            "response.output_item.done" => {
                let listed: Listed = self.parse(event)?;
                self.output.finish(listed.output_index, listed.item, into);
            }
            "response.completed" | "response.incomplete" => self.end(event, into)?,
            "response.failed" | "response.cancelled" => self.failed(event)?,
            "error" => self.error(event)?,
            // The rest tells again what is told elsewhere, or belongs to tools that we do not use.
            _ => {}
        }
        Ok(())
    }
}

impl Protocol for Stream {
    fn read(&mut self, event: &Event, into: &mut VecDeque<Delta>) -> Result<(), Fault> {
        if event.name() != "message" {
            return self.event(event.name(), event, into);
        }
        if event.data().trim() == "[DONE]" {
            // Not a part of this protocol, but some add it; a whole answer ended before it.
            return Ok(());
        }
        let kind: Kind<'_> = self.parse(event)?;
        let kind: Cow<'_, str> = kind.r#type.unwrap_or(Cow::Borrowed("error"));
        self.event(&kind, event, into)
    }
}
