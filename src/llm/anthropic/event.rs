//! The events of the Messages API, as they lie in JSON.
//!
//! One flat structure for all of them: what one lacks is simply absent, and reading it needs no
//! copy of the whole event first, as a choice by its tag would.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use crate::domain::usage::Usage;
use crate::llm::count::count;

/// Any event.
#[derive(Deserialize)]
pub(super) struct Raw<'a> {
    #[serde(rename = "type", borrow)]
    pub(super) kind: Cow<'a, str>,
    #[serde(default)]
    pub(super) index: usize,
    #[serde(borrow)]
    pub(super) delta: Option<RawDelta<'a>>,
    #[serde(borrow)]
    pub(super) content_block: Option<RawBlock<'a>>,
    pub(super) message: Option<RawMessage>,
    pub(super) usage: Option<RawUsage>,
    pub(super) error: Option<RawError>,
}

/// The name of an event whose other parts cannot be read.
#[derive(Deserialize)]
pub(super) struct RawKind<'a> {
    #[serde(rename = "type", borrow)]
    pub(super) kind: Cow<'a, str>,
}

#[derive(Deserialize)]
pub(super) struct RawDelta<'a> {
    #[serde(rename = "type", borrow, default)]
    pub(super) kind: Cow<'a, str>,
    pub(super) text: Option<String>,
    pub(super) thinking: Option<String>,
    pub(super) signature: Option<String>,
    pub(super) partial_json: Option<String>,
    pub(super) stop_reason: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct RawBlock<'a> {
    #[serde(rename = "type", borrow)]
    pub(super) kind: Cow<'a, str>,
    pub(super) text: Option<String>,
    pub(super) thinking: Option<String>,
    pub(super) signature: Option<String>,
    pub(super) data: Option<String>,
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) input: Option<Value>,
}

#[derive(Deserialize)]
pub(super) struct RawMessage {
    #[serde(default)]
    pub(super) id: String,
    #[serde(default)]
    pub(super) model: String,
    pub(super) usage: Option<RawUsage>,
}

/// Counts; each event tells some of them, and what it tells holds from then on.
#[derive(Deserialize)]
pub(super) struct RawUsage {
    #[serde(default, deserialize_with = "count")]
    input_tokens: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    cache_creation_input_tokens: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    cache_read_input_tokens: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    output_tokens: Option<u64>,
    output_tokens_details: Option<RawDetails>,
}

#[derive(Deserialize)]
struct RawDetails {
    #[serde(default, deserialize_with = "count")]
    thinking_tokens: Option<u64>,
}

#[derive(Deserialize)]
pub(super) struct RawError {
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) message: String,
}

impl RawUsage {
    /// What is known after this event.
    pub(super) fn after(&self, known: Usage) -> Usage {
        let thought = self.output_tokens_details.as_ref();
        Usage {
            input: self.input_tokens.unwrap_or(known.input),
            cache_read: self.cache_read_input_tokens.unwrap_or(known.cache_read),
            cache_write: self
                .cache_creation_input_tokens
                .unwrap_or(known.cache_write),
            output: self.output_tokens.unwrap_or(known.output),
            reasoning: thought
                .and_then(|all| all.thinking_tokens)
                .unwrap_or(known.reasoning),
        }
    }
}
