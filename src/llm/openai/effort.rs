//! How much a model may think, in the words that `OpenAI`'s protocols have for it.

use crate::llm::Thinking;

/// What a limit of thought is called, for services that take only such words.
pub(super) fn effort(thinking: Thinking) -> Option<&'static str> {
    match thinking {
        Thinking::Off => None,
        Thinking::Budget(0..=4_096) => Some("low"),
        Thinking::Budget(4_097..=16_384) => Some("medium"),
        Thinking::Budget(_) => Some("high"),
    }
}
