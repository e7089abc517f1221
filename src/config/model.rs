//! The setting that names the model that works.

use super::error::ConfigError;
use super::key::Key;
use super::value::Candidate;
use crate::domain::model_name::{ModelName, ModelNameError};

impl Candidate {
    /// The model that works.
    pub(super) fn model(&self) -> Result<ModelName, ConfigError> {
        let parsed = self.one(Key::Model)?.parse();
        parsed.map_err(|problem: ModelNameError| self.wrong(Key::Model, &problem.to_string()))
    }
}
