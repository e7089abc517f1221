//! The name of the model that works: who offers it, and what it is called there.

use std::fmt;
use std::str::FromStr;

use super::error::ConfigError;
use super::key::Key;
use super::value::Candidate;

/// The longest name that a model may have, in bytes.
const LONGEST: usize = 128;

/// Who offers a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Provider {
    /// The rules of this program: no model, no network.
    #[default]
    Rules,
    /// Anthropic.
    Anthropic,
    /// `OpenAI`, or whoever speaks its language at another address.
    Openai,
    /// NVIDIA.
    Nim,
}

/// The model that works, `PROVIDER/ID` or `rules`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModelName {
    /// Who offers it.
    pub provider: Provider,
    /// What it is called there; empty for the rules.
    pub id: String,
}

impl Provider {
    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Anthropic => "anthropic",
            Self::Openai => "openai",
            Self::Nim => "nim",
        }
    }
}

impl FromStr for ModelName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Provider::Rules.name() {
            return Ok(Self::default());
        }
        let offering = [Provider::Anthropic, Provider::Openai, Provider::Nim];
        let (provider, id) = text.split_once('/').unwrap_or((text, ""));
        let provider = offering.into_iter().find(|one| one.name() == provider);
        let provider = provider.ok_or_else(|| {
            format!("'{text}' is not a model: write anthropic/ID, openai/ID, nim/ID or rules")
        })?;
        let is_name = id.chars().all(|one| one.is_ascii_graphic()) && id.len() <= LONGEST;
        if id.is_empty() || !is_name {
            let name = provider.name();
            return Err(format!(
                "the model's name must follow '{name}/', without blanks"
            ));
        }
        Ok(Self {
            provider,
            id: id.to_owned(),
        })
    }
}

impl fmt::Display for ModelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.provider {
            Provider::Rules => f.write_str(self.provider.name()),
            Provider::Anthropic | Provider::Openai | Provider::Nim => {
                write!(f, "{}/{}", self.provider.name(), self.id)
            }
        }
    }
}

impl Candidate {
    /// The model that works.
    pub(super) fn model(&self) -> Result<ModelName, ConfigError> {
        let parsed = self.one(Key::Model)?.parse();
        parsed.map_err(|problem: String| self.wrong(Key::Model, &problem))
    }
}
