//! The body of a request.

use serde::Serialize;
use serde_json::Value;

use super::conversation::{Turn, turns};
use super::thinking::{Effort, Mode, mode};
use crate::llm::{Caching, Request, ToolChoice};

/// Marks the end of what the service should keep for the next call.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Mark {
    Ephemeral,
}

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    max_tokens: u64,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    thinking: Option<Mode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_config: Option<Effort>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<Choice<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    system: Vec<System<'a>>,
    messages: Vec<Turn<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    input_schema: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_control: Option<Mark>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Choice<'a> {
    /// One call of this tool, and nothing else.
    Tool {
        name: &'a str,
        disable_parallel_tool_use: bool,
    },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum System<'a> {
    Text {
        text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        cache_control: Option<Mark>,
    },
}

/// The JSON text of a request.
///
/// At most four ends are marked, as many as the service takes: the tools, the system's words, and
/// the last two turns of the person: the older of them was marked by the call before, and is found.
pub(super) fn write(request: &Request) -> serde_json::Result<Vec<u8>> {
    let mark = match request.caching {
        Caching::Marked => Some(Mark::Ephemeral),
        Caching::Off => None,
    };
    let system = System::Text {
        text: &request.system,
        cache_control: mark,
    };
    let system = Some(system).filter(|_| !request.system.trim().is_empty());
    let (thinking, output_config) = mode(request);
    serde_json::to_vec(&Body {
        model: &request.model,
        max_tokens: request.limit,
        stream: true,
        thinking,
        output_config,
        tools: tools(request, mark),
        tool_choice: match &request.choice {
            ToolChoice::Auto => None,
            ToolChoice::Only(name) => Some(Choice::Tool {
                name,
                disable_parallel_tool_use: true,
            }),
        },
        system: system.into_iter().collect(),
        messages: turns(&request.messages, mark),
    })
}

fn tools(request: &Request, mark: Option<Mark>) -> Vec<Tool<'_>> {
    let mut tools: Vec<_> = request
        .tools
        .iter()
        .map(|tool| Tool {
            name: &tool.name,
            description: &tool.description,
            input_schema: &tool.schema,
            cache_control: None,
        })
        .collect();
    if let Some(last) = tools.last_mut() {
        last.cache_control = mark;
    }
    tools
}
