//! What a model is asked: the same for every provider.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::message::Message;

/// One request to a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What the model is called at its provider.
    pub model: String,
    /// What it is told before the conversation; may be empty.
    pub system: Arc<str>,
    /// The conversation so far; the last message is the person's or a tool's.
    pub messages: Vec<Arc<Message>>,
    /// The tools that it may ask for.
    pub tools: Arc<[ToolSpec]>,
    /// Whether it must ask for one.
    pub choice: ToolChoice,
    /// The most tokens that it may write.
    pub limit: u64,
    /// How much it may think before it answers.
    pub thinking: Thinking,
    /// Whether the provider should keep what it reads for the next call.
    pub caching: Caching,
}

/// A tool as the model sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolSpec {
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// The JSON Schema of its arguments: an object.
    pub schema: Value,
}

/// Whether a model must ask for a tool.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ToolChoice {
    /// As it likes.
    #[default]
    Auto,
    /// It must ask for the tool with this name.
    Only(String),
}

/// How much a model may think before it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Thinking {
    /// As the provider does unasked.
    #[default]
    Off,
    /// With this many tokens at most, a part of the limit.
    Budget(u64),
}

/// Whether the provider should keep what it reads for the next call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Caching {
    /// Mark the ends of what stays the same, where the protocol wants marks.
    #[default]
    Marked,
    /// Do not.
    Off,
}
