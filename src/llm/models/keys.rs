//! Where keys come from: the settings, the environment, the file of `vibecober auth`, and where the
//! person has none, the `.env` file of a folder that is not trusted.

use std::collections::BTreeMap;
use std::fmt;

use crate::config::{Credentials, Layer, ModelSettings, Secret, Setting};
use crate::llm::catalogue::Catalogue;

/// Where a key comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// A setting: the variable, or the file and line.
    Setting(String),
    /// A variable of the environment.
    Variable(String),
    /// The file of `vibecober auth`.
    File,
    /// A file of a folder that is not trusted, with the line: not the person's own.
    Lent(String),
}

/// The keys by provider, each with its source.
#[derive(Debug, Clone, Default)]
pub struct Keys(BTreeMap<String, (Secret, KeySource)>);

impl Keys {
    /// Finds the key of every provider; `variable` reads the environment.
    pub fn find(
        catalogue: &Catalogue,
        settings: &ModelSettings,
        credentials: &Credentials,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let mut found = BTreeMap::new();
        let (lent, own): (Vec<_>, Vec<_>) = settings_of(settings)
            .into_iter()
            .partition(|(_, setting)| setting.origin.layer == Layer::Lent);
        for (name, setting) in lent {
            if let Some(key) = &setting.value {
                let source = KeySource::Lent(setting.origin.place.clone());
                found.insert(name.to_owned(), (key.clone(), source));
            }
        }
        for provider in credentials.providers() {
            if let Some(key) = credentials.key(provider) {
                found.insert(provider.to_owned(), (key.clone(), KeySource::File));
            }
        }
        for (name, offer) in &catalogue.offers {
            let Some(named) = &offer.key_env else {
                continue;
            };
            let key = variable(named).map(|key| key.trim().to_owned());
            if let Some(key) = key.filter(|key| !key.is_empty()) {
                let source = KeySource::Variable(named.clone());
                found.insert(name.clone(), (Secret::new(key), source));
            }
        }
        for (name, setting) in own {
            if let Some(key) = &setting.value {
                let source = KeySource::Setting(setting.origin.place.clone());
                found.insert(name.to_owned(), (key.clone(), source));
            }
        }
        Self(found)
    }

    /// The key for a provider, and where it comes from.
    pub fn of(&self, provider: &str) -> Option<(&Secret, &KeySource)> {
        self.0.get(provider).map(|(key, source)| (key, source))
    }

    /// The providers that there is a key for.
    pub fn providers(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Every key, for whoever must keep them out of a text.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.0.values().map(|(key, _)| key)
    }
}

/// The keys that settings hold, which know more layers than the environment.
fn settings_of(settings: &ModelSettings) -> [(&'static str, &Setting<Option<Secret>>); 3] {
    [
        ("anthropic", &settings.anthropic_key),
        ("openai", &settings.openai_key),
        ("nim", &settings.nim_key),
    ]
}

impl KeySource {
    /// True when it counts before the file of `vibecober auth`.
    pub fn hides_the_file(&self) -> bool {
        match self {
            Self::Setting(_) | Self::Variable(_) => true,
            Self::File | Self::Lent(_) => false,
        }
    }
}

impl fmt::Display for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(place) => f.write_str(place),
            Self::Variable(name) => f.write_str(name),
            Self::File => f.write_str("vibecober auth"),
            Self::Lent(place) => write!(f, "{place}, of a folder that is not trusted"),
        }
    }
}
