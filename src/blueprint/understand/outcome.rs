//! What comes of reading an idea.

use serde::{Deserialize, Serialize};

use crate::domain::app_model::AppModel;

/// A model, and an account of how the words of the idea led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understanding {
    /// The model; it always passes [`AppModel::check`].
    pub model: AppModel,
    /// The words that became something.
    pub understood: Vec<Finding>,
    /// What was added without being named.
    pub assumed: Vec<Finding>,
    /// The words that became nothing, and why.
    pub not_understood: Vec<Finding>,
    /// The capabilities that the idea names, for the plan.
    pub named_capabilities: Vec<String>,
}

/// Some words of the idea, and what they became or why they became nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// The words as they stand in the idea.
    pub words: String,
    /// What they became, or why they became nothing.
    pub meaning: String,
}

impl Understanding {
    /// The understanding of a model that a person wrote: all of it is theirs.
    pub fn of_model(model: AppModel) -> Self {
        let named_capabilities = model.capabilities.iter().map(ToString::to_string).collect();
        Self {
            model,
            understood: Vec::new(),
            assumed: Vec::new(),
            not_understood: Vec::new(),
            named_capabilities,
        }
    }
}

impl Finding {
    pub(super) fn new(words: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            meaning: meaning.into(),
        }
    }
}
