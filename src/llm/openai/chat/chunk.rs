//! The form of an event. Everything may be missing or `null`: services differ.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use crate::domain::usage::Usage;
use crate::llm::count::count;
use crate::llm::openai::tokens::Counted;

/// An event.
#[derive(Debug, Deserialize)]
pub(super) struct Chunk<'a> {
    #[serde(borrow)]
    pub id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub model: Option<Cow<'a, str>>,
    /// `error` where the whole event is one.
    #[serde(borrow)]
    pub object: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub choices: Option<Vec<Choice<'a>>>,
    pub usage: Option<Count>,
    pub error: Option<Value>,
}

/// One of the answers; only the first was asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Choice<'a> {
    #[serde(default)]
    pub index: u64,
    #[serde(borrow)]
    pub delta: Option<Piece<'a>>,
    #[serde(borrow)]
    pub finish_reason: Option<Cow<'a, str>>,
}

/// A piece of the answer.
#[derive(Debug, Deserialize)]
pub(super) struct Piece<'a> {
    #[serde(borrow)]
    pub content: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub reasoning_content: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub reasoning: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub refusal: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub tool_calls: Option<Vec<CallPiece<'a>>>,
}

/// A piece of a tool call.
#[derive(Debug, Deserialize)]
pub(super) struct CallPiece<'a> {
    pub index: Option<usize>,
    #[serde(borrow)]
    pub id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub function: Option<FunctionPiece<'a>>,
}

/// Its function.
#[derive(Debug, Deserialize)]
pub(super) struct FunctionPiece<'a> {
    #[serde(borrow)]
    pub name: Option<Cow<'a, str>>,
    /// A piece of JSON text, or, from some services, the object itself.
    pub arguments: Option<Value>,
}

/// The tokens so far.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Count {
    #[serde(default, deserialize_with = "count")]
    prompt_tokens: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    completion_tokens: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    total_tokens: Option<u64>,
    prompt_tokens_details: Option<InputDetails>,
    completion_tokens_details: Option<OutputDetails>,
    /// What some call the tokens that their cache held.
    #[serde(default, deserialize_with = "count")]
    prompt_cache_hit_tokens: Option<u64>,
}

#[derive(Debug, Default, Deserialize)]
struct InputDetails {
    #[serde(default, deserialize_with = "count")]
    cached_tokens: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    cache_write_tokens: Option<u64>,
}

#[derive(Debug, Default, Deserialize)]
struct OutputDetails {
    #[serde(default, deserialize_with = "count")]
    reasoning_tokens: Option<u64>,
}

impl Count {
    /// In our kinds.
    pub(super) fn usage(&self) -> Usage {
        let details = self.prompt_tokens_details.as_ref();
        let thought = self.completion_tokens_details.as_ref();
        let counted = Counted {
            read: self.prompt_tokens,
            cached: details
                .and_then(|one| one.cached_tokens)
                .or(self.prompt_cache_hit_tokens),
            kept: details.and_then(|one| one.cache_write_tokens),
            written: self.completion_tokens,
            thought: thought.and_then(|one| one.reasoning_tokens),
            total: self.total_tokens,
        };
        counted.usage()
    }
}
