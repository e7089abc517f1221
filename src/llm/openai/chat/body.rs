//! Writes a request.

use serde::Serialize;
use serde_json::Value;

use super::said::{Said, messages};
use crate::llm::catalogue::LimitKey;
use crate::llm::openai::effort;
use crate::llm::{Request, ToolChoice, ToolSpec};

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: Vec<Said<'a>>,
    stream: bool,
    stream_options: StreamOptions,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<Choice<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning_effort: Option<&'static str>,
}

#[derive(Serialize)]
struct StreamOptions {
    include_usage: bool,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Tool<'a> {
    Function { function: Function<'a> },
}

#[derive(Serialize)]
struct Function<'a> {
    name: &'a str,
    description: &'a str,
    parameters: &'a Value,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Choice<'a> {
    Function { function: Named<'a> },
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
}

/// The JSON of a request.
pub(super) fn body(request: &Request, limit_key: LimitKey) -> Result<Vec<u8>, serde_json::Error> {
    let limit = |key| (limit_key == key).then_some(request.limit);
    let body = Body {
        model: &request.model,
        messages: messages(&request.system, &request.messages),
        stream: true,
        stream_options: StreamOptions {
            include_usage: true,
        },
        max_tokens: limit(LimitKey::MaxTokens),
        max_completion_tokens: limit(LimitKey::MaxCompletionTokens),
        tools: request.tools.iter().map(tool).collect(),
        tool_choice: match &request.choice {
            ToolChoice::Auto => None,
            ToolChoice::Only(name) => Some(Choice::Function {
                function: Named { name },
            }),
        },
        reasoning_effort: effort(request.thinking),
    };
    serde_json::to_vec(&body)
}

fn tool(spec: &ToolSpec) -> Tool<'_> {
    Tool::Function {
        function: Function {
            name: &spec.name,
            description: &spec.description,
            parameters: &spec.schema,
        },
    }
}
