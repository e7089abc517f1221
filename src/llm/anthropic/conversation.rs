//! The conversation as the service wants it: turns that alternate, without blocks that it refuses.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::body::Mark;
use crate::domain::message::{Block, Message, Role, Seal, ToolStatus};

#[derive(Serialize)]
pub(super) struct Turn<'a> {
    role: Role,
    content: Vec<Content<'a>>,
}

/// A block, and the mark behind it.
#[derive(Serialize)]
struct Content<'a> {
    #[serde(flatten)]
    part: Part<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_control: Option<Mark>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Part<'a> {
    Text {
        text: &'a str,
    },
    Thinking {
        thinking: &'a str,
        signature: &'a str,
    },
    RedactedThinking {
        data: &'a str,
    },
    ToolUse {
        id: Cow<'a, str>,
        name: &'a str,
        input: &'a Value,
    },
    ToolResult {
        tool_use_id: Cow<'a, str>,
        #[serde(skip_serializing_if = "str::is_empty")]
        content: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        is_error: Option<bool>,
    },
    Image {
        source: Source<'a>,
    },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Source<'a> {
    Base64 { media_type: &'a str, data: &'a str },
}

/// The turns of a conversation; the last two of the person are marked.
pub(super) fn turns(messages: &[Arc<Message>], mark: Option<Mark>) -> Vec<Turn<'_>> {
    let mut turns: Vec<Turn<'_>> = Vec::with_capacity(messages.len());
    for message in messages {
        let parts = message.blocks.iter().filter_map(part);
        let content: Vec<_> = parts
            .map(|part| Content {
                part,
                cache_control: None,
            })
            .collect();
        if content.is_empty() {
            continue;
        }
        match turns.last_mut().filter(|turn| turn.role == message.role) {
            Some(turn) => turn.content.extend(content),
            None => turns.push(Turn {
                role: message.role,
                content,
            }),
        }
    }
    for turn in &mut turns {
        // What tools answered must come first, or the service misses it.
        turn.content.sort_by_key(|content| match content.part {
            Part::ToolResult { .. } => 0,
            Part::Text { .. }
            | Part::Thinking { .. }
            | Part::RedactedThinking { .. }
            | Part::ToolUse { .. }
            | Part::Image { .. } => 1,
        });
    }
    let people = turns
        .iter_mut()
        .rev()
        .filter(|turn| turn.role == Role::User);
    for turn in people.take(2) {
        if let Some(last) = turn.content.last_mut() {
            last.cache_control = mark;
        }
    }
    turns
}

/// A block as the service wants it; none for one that it refuses or that another provider sealed.
fn part(block: &Block) -> Option<Part<'_>> {
    Some(match block {
        Block::Text { text } if text.trim().is_empty() => return None,
        Block::Text { text } => Part::Text { text },
        Block::Thinking { text, seal } => match seal.as_ref()? {
            Seal::Signature { signature } => Part::Thinking {
                thinking: text,
                signature,
            },
            Seal::Redacted { data } => Part::RedactedThinking { data },
            Seal::Reasoning { .. } => return None,
        },
        Block::ToolUse(call) => Part::ToolUse {
            id: id(&call.id),
            name: &call.name,
            input: &call.input,
        },
        Block::ToolResult {
            id: of,
            content,
            status,
        } => match status {
            ToolStatus::Done => Part::ToolResult {
                tool_use_id: id(of),
                content,
                is_error: None,
            },
            ToolStatus::Failed => Part::ToolResult {
                tool_use_id: id(of),
                // A failure without a word is refused.
                content: if content.is_empty() {
                    "failed"
                } else {
                    content
                },
                is_error: Some(true),
            },
        },
        Block::Image { media_type, data } => Part::Image {
            source: Source::Base64 { media_type, data },
        },
    })
}

/// The id of a call as the service takes it: other providers use letters that it refuses.
fn id(id: &str) -> Cow<'_, str> {
    let fits = |one: char| one.is_ascii_alphanumeric() || one == '_' || one == '-';
    if id.chars().all(fits) {
        return Cow::Borrowed(id);
    }
    Cow::Owned(id.replace(|one| !fits(one), "_"))
}
