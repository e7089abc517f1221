//! The name of a model: who offers it, and what it is called there.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest that the name of a provider or a model may be, in bytes.
const LONGEST: usize = 128;

/// Who offers a model: `rules`, `scripted`, or a provider of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProviderName(String);

/// A model, `PROVIDER/ID`, or `rules`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ModelName {
    /// Who offers it.
    pub provider: ProviderName,
    /// What it is called there; empty for the rules.
    pub id: String,
}

/// Why a text is no name of a model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelNameError {
    /// It names no provider.
    #[error("'{0}' is not a model: write PROVIDER/ID (vibecober models list shows them), or rules")]
    NoProvider(String),
    /// Nothing that can be used follows the provider.
    #[error("the model's name must follow '{0}/', without blanks")]
    NoId(String),
}

impl ProviderName {
    /// The rules of this program: no model, no network.
    pub const RULES: &str = "rules";
    /// A recorded file of replies.
    pub const SCRIPTED: &str = "scripted";

    /// The provider called `name`: lower-case letters, digits, `-` and `_`; none for anything else.
    pub fn new(name: &str) -> Option<Self> {
        let fits =
            |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || "-_".contains(one);
        let is_name = !name.is_empty() && name.len() <= LONGEST && name.chars().all(fits);
        is_name.then(|| Self(name.to_owned()))
    }

    /// The name used in files and on screen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProviderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl ModelName {
    /// The rules of this program.
    pub fn rules() -> Self {
        Self {
            provider: ProviderName(ProviderName::RULES.to_owned()),
            id: String::new(),
        }
    }

    /// True for the rules, which are no model.
    pub fn is_rules(&self) -> bool {
        self.provider.as_str() == ProviderName::RULES
    }
}

impl Default for ModelName {
    fn default() -> Self {
        Self::rules()
    }
}

impl FromStr for ModelName {
    type Err = ModelNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == ProviderName::RULES {
            return Ok(Self::rules());
        }
        let (provider, id) = text.split_once('/').unwrap_or((text, ""));
        let nobody = || ModelNameError::NoProvider(text.to_owned());
        let name = ProviderName::new(provider).ok_or_else(nobody)?;
        if name.as_str() == ProviderName::RULES || !text.contains('/') {
            return Err(nobody());
        }
        let is_name = id.chars().all(|one| one.is_ascii_graphic()) && id.len() <= LONGEST;
        if id.is_empty() || !is_name {
            return Err(ModelNameError::NoId(provider.to_owned()));
        }
        Ok(Self {
            provider: name,
            id: id.to_owned(),
        })
    }
}

impl TryFrom<String> for ModelName {
    type Error = ModelNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ModelName> for String {
    fn from(name: ModelName) -> Self {
        name.to_string()
    }
}

impl fmt::Display for ModelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_rules() {
            return f.pad(ProviderName::RULES);
        }
        f.pad(&format!("{}/{}", self.provider, self.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_and_written_the_same() {
        for text in [
            "rules",
            "anthropic/claude-sonnet-4-20250514",
            "nim/meta/llama-3.1-8b",
        ] {
            assert_eq!(text.parse::<ModelName>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in [
            "",
            "gpt",
            "openai/",
            "/x",
            "openai/a b",
            "Open/x",
            "rules/x",
        ] {
            assert!(text.parse::<ModelName>().is_err(), "{text}");
        }
    }
}
