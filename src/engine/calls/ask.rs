//! What is asked of a model, and what came of it.

use std::sync::Arc;

use crate::domain::call::Call;
use crate::domain::ids::RunId;
use crate::domain::message::Message;
use crate::domain::model_name::ModelName;
use crate::llm::gather::Reply;
use crate::llm::{Thinking, ToolChoice, ToolSpec, Work};

/// What is asked of a model, whichever answers in the end.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The run or session that it is for, and is paid from.
    pub run: RunId,
    /// Who asks: an agent's name, `chat`, or `exec`. The routes of the configuration go by it.
    pub agent: String,
    /// The model that a person chose for this; none leaves it to the routes.
    pub model: Option<ModelName>,
    /// What the model is told before the conversation; may be empty.
    pub system: Arc<str>,
    /// The conversation so far.
    pub messages: Vec<Arc<Message>>,
    /// The tools that it may ask for.
    pub tools: Arc<[ToolSpec]>,
    /// Whether it must ask for one.
    pub choice: ToolChoice,
    /// The most tokens that it may write; none for the most that the model can.
    pub limit: Option<u64>,
    /// How much it may think before it answers.
    pub thinking: Thinking,
}

/// A whole reply, and the calls that it took.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The reply.
    pub reply: Reply,
    /// Every call that was made for it, the failed ones too; the last one gave the reply.
    pub calls: Vec<Call>,
}

impl Ask {
    /// What is decided about when a model is chosen.
    pub fn work(&self) -> Work<'_> {
        Work {
            // Several that race as one agent are told apart by a number.
            role: self.agent.split('#').next().unwrap_or_default(),
            complexity: None,
            chosen: self.model.as_ref(),
        }
    }
}
