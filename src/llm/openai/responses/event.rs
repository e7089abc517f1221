//! The form of an event. Everything but its kind may be missing: services differ.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use crate::domain::usage::Usage;
use crate::llm::count::count;
use crate::llm::openai::tokens::Counted;

/// The kind of an event, where its name does not tell it.
#[derive(Debug, Deserialize)]
pub(super) struct Kind<'a> {
    #[serde(borrow)]
    pub r#type: Option<Cow<'a, str>>,
}

/// A piece of something.
#[derive(Debug, Deserialize)]
pub(super) struct Piece<'a> {
    #[serde(borrow)]
    pub delta: Cow<'a, str>,
    #[serde(default)]
    pub output_index: u64,
}

/// An item begins or is whole.
#[derive(Debug, Deserialize)]
pub(super) struct Listed {
    #[serde(default)]
    pub output_index: u64,
    pub item: Item,
}

/// A call's arguments are whole.
#[derive(Debug, Deserialize)]
pub(super) struct Arguments {
    #[serde(default)]
    pub output_index: u64,
    pub arguments: Option<String>,
}

/// A part of a summary begins.
#[derive(Debug, Deserialize)]
pub(super) struct Part {
    #[serde(default)]
    pub summary_index: u64,
}

/// An answer begins or ends.
#[derive(Debug, Deserialize)]
pub(super) struct Told {
    pub response: Response,
}

/// The answer.
#[derive(Debug, Deserialize)]
pub(super) struct Response {
    pub id: Option<String>,
    pub model: Option<String>,
    pub output: Option<Vec<Item>>,
    pub usage: Option<Count>,
    pub error: Option<Value>,
    pub incomplete_details: Option<Incomplete>,
}

/// Why an answer is not whole.
#[derive(Debug, Deserialize)]
pub(super) struct Incomplete {
    pub reason: Option<String>,
}

/// A part of the answer.
#[derive(Debug, Deserialize)]
pub(super) struct Item {
    pub r#type: Option<String>,
    pub id: Option<String>,
    pub call_id: Option<String>,
    pub name: Option<String>,
    pub arguments: Option<String>,
    pub encrypted_content: Option<String>,
    pub content: Option<Vec<Words>>,
    pub summary: Option<Vec<Words>>,
}

impl Item {
    /// The name that it is known by: a call's is the one that its result carries.
    pub(super) fn known_by(&self) -> &str {
        let id = self.call_id.as_deref().or(self.id.as_deref());
        id.unwrap_or_default()
    }
}

/// Words in an item.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    pub text: Option<String>,
    pub refusal: Option<String>,
}

/// The tokens of the answer.
#[derive(Debug, Deserialize)]
pub(super) struct Count {
    #[serde(default, deserialize_with = "count")]
    input_tokens: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    output_tokens: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    total_tokens: Option<u64>,
    input_tokens_details: Option<InputDetails>,
    output_tokens_details: Option<OutputDetails>,
}

#[derive(Debug, Deserialize)]
struct InputDetails {
    #[serde(default, deserialize_with = "count")]
    cached_tokens: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    cache_write_tokens: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct OutputDetails {
    #[serde(default, deserialize_with = "count")]
    reasoning_tokens: Option<u64>,
}

impl Count {
    /// In our kinds.
    pub(super) fn usage(&self) -> Usage {
        let read = self.input_tokens_details.as_ref();
        let written = self.output_tokens_details.as_ref();
        let counted = Counted {
            read: self.input_tokens,
            cached: read.and_then(|one| one.cached_tokens),
            kept: read.and_then(|one| one.cache_write_tokens),
            written: self.output_tokens,
            thought: written.and_then(|one| one.reasoning_tokens),
            total: self.total_tokens,
        };
        counted.usage()
    }
}
