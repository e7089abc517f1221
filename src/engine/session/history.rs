//! What of a session is sent again: the newest messages that the model can still read.

use std::sync::Arc;

use crate::domain::ids::RunId;
use crate::domain::message::{Block, Message, Role};
use crate::store::{MessageState, Store, StoreError, StoredMessage};

/// How many messages are read from the store at once.
const PAGE: u32 = 64;

/// The messages of a session that are sent again.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The messages, oldest first; the first is the person's.
    pub messages: Vec<Arc<Message>>,
    /// How many older ones do not fit any more.
    pub left_out: u64,
}

impl History {
    /// Reads the newest messages of `run` that together have at most `room` bytes.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(store: &Store, run: RunId, room: u64) -> Result<Self, StoreError> {
        let mut newest_first: Vec<Arc<Message>> = Vec::new();
        let (mut taken, mut before, mut left_out) = (0_u64, None, 0);
        'pages: loop {
            let page = store.read(|tx| tx.messages(run, before, PAGE))?;
            let Some(oldest) = page.first().map(|one| one.number) else {
                break;
            };
            for stored in page.into_iter().rev() {
                let number = stored.number;
                let Some(message) = sendable(stored) else {
                    continue;
                };
                if newest_first
                    .last()
                    .is_some_and(|next| repeats(&message, next))
                {
                    continue;
                }
                taken = taken.saturating_add(size(&message));
                if taken > room && !newest_first.is_empty() {
                    left_out = number;
                    break 'pages;
                }
                newest_first.push(message);
            }
            before = Some(oldest);
        }
        newest_first.reverse();
        // A talk begins with the person: an answer without its question would be refused.
        let begins = newest_first.iter().position(|message| opens(message));
        let messages = newest_first.split_off(begins.unwrap_or(newest_first.len()));
        let skipped = u64::try_from(newest_first.len()).unwrap_or_default();
        if left_out > 0 {
            left_out += skipped;
        }
        Ok(Self { messages, left_out })
    }
}

/// What is sent of a stored message: of one that was cut off only the words.
fn sendable(stored: StoredMessage) -> Option<Arc<Message>> {
    match stored.state {
        MessageState::Whole => Some(stored.message).filter(|message| !message.blocks.is_empty()),
        MessageState::Cut => {
            let text = stored.message.text();
            let role = stored.message.role;
            let blocks = vec![Block::Text { text }];
            (!stored.message.text().trim().is_empty()).then(|| Arc::new(Message { role, blocks }))
        }
    }
}

/// True for a message with which a talk can begin.
fn opens(message: &Message) -> bool {
    let is_result = |block: &Block| matches!(block, Block::ToolResult { .. });
    message.role == Role::User && !message.blocks.iter().any(is_result)
}

/// True for what the person said and, as nobody answered, said again.
fn repeats(message: &Message, next: &Message) -> bool {
    opens(message) && message == next
}

/// About how many bytes of a request it takes.
fn size(message: &Message) -> u64 {
    let bytes: usize = message.blocks.iter().map(block_size).sum();
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

fn block_size(block: &Block) -> usize {
    match block {
        Block::Text { text } | Block::Thinking { text, .. } => text.len(),
        Block::ToolUse(call) => call.name.len() + call.input.to_string().len(),
        Block::ToolResult { content, .. } => content.len(),
        Block::Image { data, .. } => data.len(),
    }
}
