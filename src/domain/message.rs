//! Messages: what a person, a model and its tools say to each other.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person, or a tool that answers the model.
    User,
    /// The model.
    Assistant,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said, in order.
    pub blocks: Vec<Block>,
}

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// Words.
    Text {
        /// The words.
        text: String,
    },
    /// What the model thought before it answered.
    Thinking {
        /// The thought as far as the provider shows it; may be empty.
        text: String,
        /// What the provider wants back with it, unchanged.
        seal: Option<Seal>,
    },
    /// The model asks for a tool.
    ToolUse(ToolUse),
    /// What a tool answered.
    ToolResult {
        /// The id of the [`ToolUse`].
        id: String,
        /// The answer.
        content: String,
        /// Whether it worked.
        status: ToolStatus,
    },
    /// A picture.
    Image {
        /// `image/png`, `image/jpeg`, `image/gif` or `image/webp`.
        media_type: String,
        /// The file in base64.
        data: String,
    },
}

/// A request of the model for a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolUse {
    /// The name of this request, given by the provider.
    pub id: String,
    /// The tool.
    pub name: String,
    /// Its arguments: an object.
    pub input: Value,
}

/// Whether a tool worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolStatus {
    /// It did what was asked.
    Done,
    /// It could not; the content says why.
    Failed,
}

/// What a provider wants back with a thought, unchanged, so that it knows it as its own. It is of
/// use to the provider that made it only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Seal {
    /// Anthropic's signature of a thinking block.
    Signature {
        /// The signature.
        signature: String,
    },
    /// Anthropic's redacted thinking block.
    Redacted {
        /// Its data.
        data: String,
    },
    /// A reasoning item of the Responses API.
    Reasoning {
        /// The item's id.
        id: String,
        /// Its encrypted content, where the service gives it.
        encrypted: Option<String>,
    },
}

impl Message {
    /// A message of the person.
    pub fn user(text: impl Into<String>) -> Self {
        Self {
            role: Role::User,
            blocks: vec![Block::Text { text: text.into() }],
        }
    }

    /// The words of all text blocks, together.
    pub fn text(&self) -> String {
        self.words().into_owned()
    }

    /// The same; one block of text alone is not copied.
    pub fn words(&self) -> Cow<'_, str> {
        let mut words = self.blocks.iter().filter_map(|block| match block {
            Block::Text { text } => Some(text.as_str()),
            Block::Thinking { .. }
            | Block::ToolUse(_)
            | Block::ToolResult { .. }
            | Block::Image { .. } => None,
        });
        let Some(first) = words.next() else {
            return Cow::Borrowed("");
        };
        words.fold(Cow::Borrowed(first), |all, more| all + more)
    }
}
