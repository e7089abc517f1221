//! A whole reply.

use crate::domain::message::{Block, Message, ToolUse};
use crate::domain::usage::Usage;
use crate::llm::Stop;

/// A whole reply: its stream came to its end, its tools exist and their arguments can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its id at the provider; empty when the provider gives none.
    pub id: String,
    /// The model that answered, as the provider calls it.
    pub model: String,
    /// What it says.
    pub message: Message,
    /// Why it stopped: [`Stop::ToolUse`] when it asks for tools, else [`Stop::End`].
    pub stop: Stop,
    /// The tokens that it took.
    pub usage: Usage,
}

impl Reply {
    /// The tools that it asks for, in order.
    pub fn calls(&self) -> impl Iterator<Item = &ToolUse> {
        self.message.blocks.iter().filter_map(|block| match block {
            Block::ToolUse(call) => Some(call),
            Block::Text { .. }
            | Block::Thinking { .. }
            | Block::ToolResult { .. }
            | Block::Image { .. } => None,
        })
    }
}
