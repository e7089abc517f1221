//! The settings that say which models work.

use super::error::ConfigError;
use super::key::Key;
use super::routes::{RouteKey, Routes};
use super::value::{Candidate, visible};
use crate::domain::model_name::{ModelName, ModelNameError};

/// The most retries that can be asked for; a call is tried less often than that all the same.
const MOST_RETRIES: u32 = 100;

/// The provider that can be named without a model, which another setting names then.
const NIM: &str = "nim";

impl Candidate {
    /// Whether the model that works can be read at all; which one `nim` stands for, another setting
    /// says.
    pub(super) fn model(&self) -> Result<ModelName, ConfigError> {
        self.model_or(Some("any"))
    }

    /// The model that works, where `nim` alone stands for NVIDIA's model of that name.
    pub(super) fn model_or(&self, nim: Option<&str>) -> Result<ModelName, ConfigError> {
        let text = self.one(Key::Model)?;
        if text != NIM {
            return self.named(Key::Model, text);
        }
        let Some(id) = nim else {
            let problem = "name the model too, as nim/MODEL, or set NIM_MODEL";
            return Err(self.wrong(Key::Model, problem));
        };
        self.named(Key::Model, &format!("{NIM}/{id}"))
    }

    /// The one of NVIDIA's models that `nim` alone stands for.
    pub(super) fn nim_model(&self) -> Result<String, ConfigError> {
        let text = self.one(Key::NimModel)?;
        let id = text.strip_prefix("nim/").unwrap_or(text);
        self.named(Key::NimModel, &format!("{NIM}/{id}"))?;
        Ok(id.to_owned())
    }

    /// Which model works for which role: `planner=openai/…`, several in a list or between commas.
    pub(super) fn routes(&self) -> Result<Routes, ConfigError> {
        let mut routes = Routes::default();
        for part in self.parts() {
            let Some((key, model)) = part.split_once('=') else {
                let problem = format!("'{part}' is no route: write ROLE=PROVIDER/ID");
                return Err(self.wrong(Key::Routes, &problem));
            };
            let key: Result<RouteKey, String> = key.trim().parse();
            let key = key.map_err(|problem| self.wrong(Key::Routes, &problem))?;
            routes.insert(key, self.named(Key::Routes, model.trim())?);
        }
        Ok(routes)
    }

    /// The models that step in, in order.
    pub(super) fn fallback(&self) -> Result<Vec<ModelName>, ConfigError> {
        let parts = self.parts();
        parts.map(|part| self.named(Key::Fallback, part)).collect()
    }

    /// How often a failed call is tried again; 0 is once and no more.
    pub(super) fn retries(&self) -> Result<u32, ConfigError> {
        let text = self.one(Key::MaxRetries)?;
        let number = text.parse().ok().filter(|number| *number <= MOST_RETRIES);
        number.ok_or_else(|| {
            let problem = format!("'{text}' is not a number of retries from 0 to {MOST_RETRIES}");
            self.wrong(Key::MaxRetries, &problem)
        })
    }

    /// The items of a list, however it is written.
    fn parts(&self) -> impl Iterator<Item = &str> {
        let texts = self.texts.iter();
        let parts = texts.flat_map(|text| text.split(',')).map(str::trim);
        parts.filter(|part| !part.is_empty())
    }

    fn named(&self, key: Key, text: &str) -> Result<ModelName, ConfigError> {
        let parsed = text.parse();
        parsed.map_err(|problem: ModelNameError| match problem {
            ModelNameError::NoProvider(text) => ConfigError::NotAModel {
                place: self.origin.place.clone(),
                key: key.name(),
                text: visible(&text),
            },
            ModelNameError::NoId(_) => self.wrong(key, &problem.to_string()),
        })
    }
}
