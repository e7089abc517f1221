//! Who answers questions: a model behind one trait.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use serde_json::Value;

use super::failure::MindError;
use super::question::Question;
use crate::domain::money::Usd;

/// A document that a model handed in, still unchecked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thought {
    /// The document.
    pub document: Value,
    /// The model that wrote it, `PROVIDER/ID`.
    pub model: String,
    /// What all calls for it cost.
    pub cost: Usd,
}

/// A document on its way; dropping it ends the call.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Thought, MindError>> + Send + 'a>>;

/// Somebody who answers questions with documents.
pub trait Mind: Send + Sync + fmt::Debug {
    /// The model that would answer for the agent with that name, `PROVIDER/ID`; none where rules do.
    fn model_for(&self, agent: &str) -> Option<String>;

    /// Has a model fill in the document of `question`. Faults that pass are waited for in here;
    /// whether the document is right is for the caller to say.
    fn fill(&self, question: Question) -> Answering<'_>;
}
