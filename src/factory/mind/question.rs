//! What is asked: everything that the model needs to know, and the document that it must fill in.

use serde_json::Value;

/// A question to a model, answered by one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Who asks: an agent's name, with the number of its attempt in a race (`planner`, `coder#2`).
    pub agent: String,
    /// What the model is told before everything else.
    pub system: String,
    /// What it is asked.
    pub text: String,
    /// The name of the document, by which the model hands it in.
    pub document: String,
    /// What the document is for, in one line.
    pub purpose: String,
    /// The JSON Schema of the document: an object without unknown keys.
    pub schema: Value,
    /// The most tokens that the answer may have: what is held back for the call grows with it.
    pub limit: u64,
}

impl Question {
    /// The same question with what was wrong with the last answer.
    #[must_use]
    pub fn corrected(mut self, last: Option<&Value>, advice: &str) -> Self {
        self.text
            .push_str("\n\n# Your last answer was not accepted\n\n");
        self.text.push_str(advice);
        if let Some(last) = last {
            self.text.push_str("\n\nIt was:\n\n```json\n");
            self.text.push_str(&last.to_string());
            self.text.push_str("\n```");
        }
        self.text
            .push_str("\n\nHand in the whole document again with that put right.");
        self
    }
}
