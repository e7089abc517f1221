//! Turns messages into items: what is said, asked of tools, answered by them, and thought.

use std::sync::Arc;

use serde::Serialize;

use super::provider::Thoughts;
use crate::domain::message::{Block, Message, Role, Seal};
use crate::llm::openai::picture;

/// An item of the conversation.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Item<'a> {
    Message {
        role: &'static str,
        content: Vec<Part<'a>>,
    },
    FunctionCall {
        call_id: &'a str,
        name: &'a str,
        arguments: String,
    },
    FunctionCallOutput {
        call_id: &'a str,
        output: &'a str,
    },
    Reasoning {
        id: &'a str,
        summary: Vec<Summary<'a>>,
        encrypted_content: &'a str,
    },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Part<'a> {
    InputText { text: &'a str },
    InputImage { image_url: String },
    OutputText { text: &'a str },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Summary<'a> {
    SummaryText { text: &'a str },
}

/// The conversation as items, in order.
pub(super) fn items(messages: &[Arc<Message>], thoughts: Thoughts) -> Vec<Item<'_>> {
    let mut items = Vec::with_capacity(messages.len());
    for message in messages {
        let role = match message.role {
            Role::User => "user",
            Role::Assistant => "assistant",
        };
        let mut content = Vec::new();
        for block in &message.blocks {
            match (part(block, message.role), apart(block, thoughts)) {
                (Some(part), _) => content.push(part),
                (None, Some(item)) => {
                    close(role, &mut content, &mut items);
                    items.push(item);
                }
                (None, None) => {}
            }
        }
        close(role, &mut content, &mut items);
    }
    items
}

fn close<'a>(role: &'static str, content: &mut Vec<Part<'a>>, items: &mut Vec<Item<'a>>) {
    if !content.is_empty() {
        let content = std::mem::take(content);
        items.push(Item::Message { role, content });
    }
}

/// A block that is a part of what is said.
fn part(block: &Block, role: Role) -> Option<Part<'_>> {
    match (block, role) {
        (Block::Text { text }, Role::User) => Some(Part::InputText { text }),
        (Block::Text { text }, Role::Assistant) => Some(Part::OutputText { text }),
        (Block::Image { media_type, data }, Role::User) => Some(Part::InputImage {
            image_url: picture::address(media_type, data),
        }),
        (
            Block::Image { .. }
            | Block::Thinking { .. }
            | Block::ToolUse(_)
            | Block::ToolResult { .. },
            _,
        ) => None,
    }
}

/// A block that is an item of its own.
fn apart(block: &Block, thoughts: Thoughts) -> Option<Item<'_>> {
    match block {
        Block::ToolUse(call) => Some(Item::FunctionCall {
            call_id: &call.id,
            name: &call.name,
            arguments: call.input.to_string(),
        }),
        Block::ToolResult { id, content, .. } => Some(Item::FunctionCallOutput {
            call_id: id,
            output: content,
        }),
        // A thought is of use only where the service can read it again.
        Block::Thinking {
            text,
            seal:
                Some(Seal::Reasoning {
                    id,
                    encrypted: Some(encrypted),
                }),
        } if thoughts == Thoughts::Kept => Some(Item::Reasoning {
            id,
            summary: summary(text),
            encrypted_content: encrypted,
        }),
        Block::Text { .. } | Block::Image { .. } | Block::Thinking { .. } => None,
    }
}

fn summary(text: &str) -> Vec<Summary<'_>> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![Summary::SummaryText { text }]
}
