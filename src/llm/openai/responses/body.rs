//! Writes a request. Nothing of it is kept at the service: the whole conversation is sent each time.

use serde::Serialize;
use serde_json::Value;

use super::item::{Item, items};
use super::provider::Thoughts;
use crate::llm::openai::effort;
use crate::llm::{Request, ToolChoice, ToolSpec};

/// What a thinking model is asked to give, so that it knows its thoughts again.
const ENCRYPTED: &str = "reasoning.encrypted_content";

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    instructions: &'a str,
    input: Vec<Item<'a>>,
    stream: bool,
    store: bool,
    max_output_tokens: u64,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    include: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning: Option<Reasoning>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<Choice<'a>>,
}

#[derive(Serialize)]
struct Reasoning {
    effort: &'static str,
    summary: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Tool<'a> {
    Function {
        name: &'a str,
        description: &'a str,
        parameters: &'a Value,
        /// Strict ones allow a part of JSON Schema only; ours may use all of it.
        strict: bool,
    },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Choice<'a> {
    Function { name: &'a str },
}

/// The JSON of a request.
pub(super) fn body(request: &Request, thoughts: Thoughts) -> Result<Vec<u8>, serde_json::Error> {
    let thinks = thoughts == Thoughts::Kept;
    let effort = effort(request.thinking).filter(|_| thinks);
    let body = Body {
        model: &request.model,
        instructions: &request.system,
        input: items(&request.messages, thoughts),
        stream: true,
        store: false,
        max_output_tokens: request.limit,
        include: if thinks { &[ENCRYPTED] } else { &[] },
        reasoning: effort.map(|effort| Reasoning {
            effort,
            summary: "auto",
        }),
        tools: request.tools.iter().map(tool).collect(),
        tool_choice: match &request.choice {
            ToolChoice::Auto => None,
            ToolChoice::Only(name) => Some(Choice::Function { name }),
        },
    };
    serde_json::to_vec(&body)
}

fn tool(spec: &ToolSpec) -> Tool<'_> {
    Tool::Function {
        name: &spec.name,
        description: &spec.description,
        parameters: &spec.schema,
        strict: false,
    }
}
