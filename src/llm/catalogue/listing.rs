//! What the catalogue says of providers and models.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::config::document::nearest;
use crate::domain::model_name::{ModelName, ProviderName};
use crate::domain::price::Price;

/// How a provider is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Api {
    /// Anthropic's Messages.
    Anthropic,
    /// Chat Completions.
    Chat,
    /// Responses.
    Responses,
}

/// Whether a provider wants a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyNeed {
    /// It answers nobody without one.
    #[default]
    Required,
    /// It may be set up to want one.
    Optional,
}

/// What Chat Completions calls the output limit at a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKey {
    /// The older name, which nearly all know.
    #[default]
    MaxTokens,
    /// The newer name, which `OpenAI`'s thinking models insist on.
    MaxCompletionTokens,
}

/// Something that a model can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// Ask for tools.
    Tools,
    /// Be made to ask for one.
    ForcedTools,
    /// See pictures.
    Images,
    /// Think before it answers.
    Thinking,
    /// Decide itself how much it thinks.
    AdaptiveThinking,
    /// Keep what it read for the next call.
    Caching,
}

/// What a model can do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Abilities(BTreeSet<Ability>);

/// A model, as whoever calls it needs to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelSpec {
    /// Its name.
    pub name: ModelName,
    /// The most tokens that a call can take in all.
    pub context: u64,
    /// The most tokens that it can write.
    pub output: u64,
    /// What it costs; nobody knows where it is none, and it is not called then.
    pub price: Option<Price>,
    /// What it can do.
    pub can: Abilities,
}

/// A provider and its models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its name.
    pub name: ProviderName,
    /// What it is, in a few words.
    pub about: String,
    /// How it is spoken to.
    pub api: Api,
    /// True when the person's own file chose that.
    pub is_api_chosen: bool,
    /// Where it is.
    pub base_url: String,
    /// The variable that holds its key.
    pub key_env: Option<String>,
    /// Whether it wants one.
    pub key: KeyNeed,
    /// What it calls the output limit.
    pub limit_key: LimitKey,
    /// The model that answers when none was chosen.
    pub usual: Option<String>,
    /// Its models by id.
    pub models: BTreeMap<String, ModelSpec>,
    /// What holds for models that are not listed; none where they must be.
    pub unlisted: Option<ModelSpec>,
}

/// All providers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// By name.
    pub offers: BTreeMap<String, Offer>,
}

/// Whose usual model answers when none was chosen, the first first.
pub const PREFERRED: [&str; 4] = ["anthropic", "openai", "nim", "openrouter"];

impl Catalogue {
    /// The model that is named as an example: the usual one of the first provider that has one.
    pub fn usual(&self) -> Option<ModelName> {
        PREFERRED.into_iter().find_map(|provider| {
            let offer = self.offers.get(provider)?;
            Some(offer.named(offer.usual.as_ref()?))
        })
    }

    /// The model that was probably meant by a name without its provider.
    pub fn meant(&self, id: &str) -> Option<ModelName> {
        let preferred = PREFERRED
            .into_iter()
            .filter_map(|name| self.offers.get(name));
        let offers: Vec<&Offer> = preferred.chain(self.offers.values()).collect();
        let known = offers.iter().flat_map(|offer| offer.models.keys());
        let near = nearest(id, known.map(String::as_str))?;
        let offer = offers
            .iter()
            .find(|offer| offer.models.contains_key(near))?;
        Some(offer.named(near))
    }
}

impl Ability {
    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::ForcedTools => "forced_tools",
            Self::Images => "images",
            Self::Thinking => "thinking",
            Self::AdaptiveThinking => "adaptive_thinking",
            Self::Caching => "caching",
        }
    }
}

impl Abilities {
    /// Those.
    pub fn of(abilities: impl IntoIterator<Item = Ability>) -> Self {
        Self(abilities.into_iter().collect())
    }

    /// True when that is among them.
    pub fn has(&self, ability: Ability) -> bool {
        self.0.contains(&ability)
    }

    /// Their names, in a fixed order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|one| one.name())
    }
}

impl Api {
    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Anthropic => "anthropic",
            Self::Chat => "chat",
            Self::Responses => "responses",
        }
    }
}

impl Offer {
    /// The model with that id: a listed one, or what holds for all others.
    pub fn model(&self, id: &str) -> Option<ModelSpec> {
        if let Some(listed) = self.models.get(id) {
            return Some(listed.clone());
        }
        let unlisted = self.unlisted.as_ref()?;
        Some(ModelSpec {
            name: self.named(id),
            ..unlisted.clone()
        })
    }

    /// The full name of a model of this provider.
    pub fn named(&self, id: &str) -> ModelName {
        ModelName {
            provider: self.name.clone(),
            id: id.to_owned(),
        }
    }
}
