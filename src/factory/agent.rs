//! What an agent is: it reads the board, writes one document, and is held to its schema.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::blueprint::{RenderOptions, RenderedFile, Understanding, render};
use crate::domain::app_model::AppModel;
use crate::domain::plan::AgentName;
use crate::domain::review::Review;
use crate::factory::mind::Question;

/// What all agents of a run see and fill in.
#[derive(Debug)]
pub struct Board {
    /// What was understood of the idea, or the model that a person wrote.
    pub understanding: Understanding,
    /// The typed model, once the planner has decided it.
    pub model: Option<AppModel>,
    /// How the project is rendered.
    pub options: RenderOptions,
    /// Where it goes; none for a preview.
    pub target: Option<PathBuf>,
    /// The agents that take part.
    pub team: Vec<AgentName>,
    /// The whole rendered project, from which each agent takes its share; filled on first use.
    pub rendered: OnceLock<Vec<RenderedFile>>,
    /// The project's files so far, sorted by path.
    pub files: Vec<RenderedFile>,
    /// The reviewer's score.
    pub review: Option<Review>,
    /// The documents so far.
    pub documents: BTreeMap<AgentName, Value>,
}

/// One attempt's result, before it is checked.
#[derive(Debug, Clone)]
pub struct Output {
    /// The document, still unchecked.
    pub document: Value,
    /// The files that the agent wrote.
    pub files: Vec<RenderedFile>,
}

/// Why an attempt counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgentError {
    /// The output does not hold to the agent's schema; another attempt is given this reason.
    #[error("the output is not valid: {0}")]
    Invalid(String),
    /// The agent cannot work: what it needs is not on the board, or the renderer failed.
    #[error("{0}")]
    Unable(String),
}

/// A member of the team.
pub trait Agent: Send + Sync {
    /// Who it is.
    fn name(&self) -> AgentName;

    /// Makes one attempt; `advice` says what was wrong with the last one.
    ///
    /// # Errors
    /// [`AgentError::Unable`] when no attempt is possible.
    fn work(&self, board: &Board, advice: Option<&str>) -> Result<Output, AgentError>;

    /// What a model is asked in place of an attempt by rules; none for who decides by rules alone.
    ///
    /// # Errors
    /// [`AgentError::Unable`] when what it needs is not on the board.
    fn question(&self, _board: &Board) -> Result<Option<Question>, AgentError> {
        Ok(None)
    }

    /// The attempt that a model made by handing in `document`.
    ///
    /// # Errors
    /// [`AgentError::Invalid`] with what is wrong with it.
    fn answered(&self, _board: &Board, document: Value) -> Result<Output, AgentError> {
        Ok(Output {
            document,
            files: Vec::new(),
        })
    }

    /// Checks an attempt against the agent's schema and puts it on the board; answers one line
    /// for people.
    ///
    /// # Errors
    /// [`AgentError::Invalid`] with what is wrong; the board is as it was.
    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError>;
}

impl Board {
    /// A board with the same task, on which nobody has worked.
    #[must_use]
    pub fn again(&self) -> Self {
        Self {
            understanding: self.understanding.clone(),
            model: None,
            options: self.options,
            target: self.target.clone(),
            team: self.team.clone(),
            rendered: OnceLock::new(),
            files: Vec::new(),
            review: None,
            documents: BTreeMap::new(),
        }
    }

    /// The typed model.
    ///
    /// # Errors
    /// [`AgentError::Unable`] while the planner has not decided it.
    pub fn model(&self) -> Result<&AppModel, AgentError> {
        self.model
            .as_ref()
            .ok_or_else(|| AgentError::Unable("the planner has not decided the model".to_owned()))
    }

    /// The whole rendered project.
    ///
    /// # Errors
    /// [`AgentError::Unable`] when there is no model yet, or the renderer refuses it.
    pub fn rendered(&self) -> Result<&[RenderedFile], AgentError> {
        if let Some(files) = self.rendered.get() {
            return Ok(files);
        }
        let files = render(self.model()?, &self.options)
            .map_err(|error| AgentError::Unable(error.to_string()))?;
        Ok(self.rendered.get_or_init(|| files))
    }

    /// Puts other content into a file that was rendered and written already.
    pub fn replace(&mut self, path: &str, content: &str) {
        let rendered = self.rendered.get_mut().into_iter().flatten();
        for file in rendered.chain(&mut self.files) {
            if file.path == path {
                content.clone_into(&mut file.content);
            }
        }
    }

    /// Adds an agent's files, replacing those of an earlier attempt.
    pub fn add_files(&mut self, files: &[RenderedFile]) {
        self.files
            .retain(|old| files.iter().all(|new| new.path != old.path));
        self.files.extend_from_slice(files);
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

/// Reads a document by its schema: unknown keys, missing keys and wrong types are violations.
///
/// # Errors
/// [`AgentError::Invalid`] names the key.
pub fn read<T: DeserializeOwned>(document: &Value) -> Result<T, AgentError> {
    serde_path_to_error::deserialize(document)
        .map_err(|error| AgentError::Invalid(format!("{}: {}", error.path(), error.inner())))
}

/// Writes a document.
///
/// # Errors
/// [`AgentError::Unable`] when it cannot be expressed in JSON.
pub fn write(document: &impl serde::Serialize) -> Result<Value, AgentError> {
    serde_json::to_value(document).map_err(|error| AgentError::Unable(error.to_string()))
}

/// A document as a model reads it best.
///
/// # Errors
/// [`AgentError::Unable`] when it cannot be expressed in JSON.
pub fn pretty(document: &impl serde::Serialize) -> Result<String, AgentError> {
    serde_json::to_string_pretty(document).map_err(|error| AgentError::Unable(error.to_string()))
}

/// Refuses an output for `reason` unless `holds`.
///
/// # Errors
/// [`AgentError::Invalid`] with the reason.
pub fn require(holds: bool, reason: impl FnOnce() -> String) -> Result<(), AgentError> {
    if holds {
        return Ok(());
    }
    Err(AgentError::Invalid(reason()))
}
