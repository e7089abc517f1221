//! Turns messages into those of the protocol, which has one more kind: what a tool answers.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use crate::domain::message::{Block, Message, Role, ToolUse};
use crate::llm::openai::picture;

/// A message as the protocol has it.
#[derive(Serialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub(super) enum Said<'a> {
    System {
        content: &'a str,
    },
    User {
        content: Content<'a>,
    },
    Assistant {
        content: Option<Cow<'a, str>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tool_calls: Vec<Call<'a>>,
    },
    Tool {
        tool_call_id: &'a str,
        content: &'a str,
    },
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Content<'a> {
    Words(&'a str),
    Parts(Vec<Part<'a>>),
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Part<'a> {
    Text { text: &'a str },
    ImageUrl { image_url: Address },
}

#[derive(Serialize)]
pub(super) struct Address {
    url: String,
}

#[derive(Serialize)]
pub(super) struct Call<'a> {
    id: &'a str,
    r#type: &'static str,
    function: Called<'a>,
}

#[derive(Serialize)]
struct Called<'a> {
    name: &'a str,
    arguments: String,
}

/// All that is said, in order.
pub(super) fn messages<'a>(system: &'a str, messages: &'a [Arc<Message>]) -> Vec<Said<'a>> {
    let mut said = Vec::with_capacity(messages.len() + 1);
    if !system.is_empty() {
        said.push(Said::System { content: system });
    }
    for message in messages {
        match message.role {
            Role::User => user(message, &mut said),
            Role::Assistant => assistant(message, &mut said),
        }
    }
    said
}

/// What tools answered stands alone; words and pictures between such answers stay together.
fn user<'a>(message: &'a Message, said: &mut Vec<Said<'a>>) {
    let mut parts = Vec::new();
    for block in &message.blocks {
        match block {
            Block::Text { text } => parts.push(Part::Text { text }),
            Block::Image { media_type, data } => parts.push(Part::ImageUrl {
                image_url: Address {
                    url: picture::address(media_type, data),
                },
            }),
            Block::ToolResult { id, content, .. } => {
                close(&mut parts, said);
                said.push(Said::Tool {
                    tool_call_id: id,
                    content,
                });
            }
            // A person neither thinks for the model nor asks for its tools.
            Block::Thinking { .. } | Block::ToolUse(_) => {}
        }
    }
    close(&mut parts, said);
}

fn close<'a>(parts: &mut Vec<Part<'a>>, said: &mut Vec<Said<'a>>) {
    let content = match parts.as_slice() {
        [] => return,
        [Part::Text { text }] => Content::Words(text),
        [..] => Content::Parts(std::mem::take(parts)),
    };
    parts.clear();
    said.push(Said::User { content });
}

/// Thoughts are not sent back: the protocol has no place for them.
fn assistant<'a>(message: &'a Message, said: &mut Vec<Said<'a>>) {
    let mut words: Option<Cow<'a, str>> = None;
    let mut calls = Vec::new();
    for block in &message.blocks {
        match block {
            Block::Text { text } => match &mut words {
                Some(words) => words.to_mut().push_str(text),
                None => words = Some(Cow::Borrowed(text)),
            },
            Block::ToolUse(call) => calls.push(called(call)),
            Block::Thinking { .. } | Block::ToolResult { .. } | Block::Image { .. } => {}
        }
    }
    if words.is_none() && calls.is_empty() {
        return;
    }
    said.push(Said::Assistant {
        content: words,
        tool_calls: calls,
    });
}

fn called(call: &ToolUse) -> Call<'_> {
    Call {
        id: &call.id,
        r#type: "function",
        function: Called {
            name: &call.name,
            arguments: call.input.to_string(),
        },
    }
}
