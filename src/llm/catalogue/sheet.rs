//! The form of a catalogue file: every key may be missing, for one file is laid over another.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::listing::{Abilities, Api, KeyNeed, LimitKey};
use crate::domain::money::Usd;
use crate::domain::price::Price;

/// A file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Sheet {
    /// Providers by name.
    pub providers: BTreeMap<String, ProviderSheet>,
}

/// What a file says of a provider.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ProviderSheet {
    pub about: Option<String>,
    pub api: Option<Api>,
    pub base_url: Option<String>,
    pub key_env: Option<String>,
    pub key: Option<KeyNeed>,
    pub limit_key: Option<LimitKey>,
    pub usual: Option<String>,
    pub unlisted: Option<ModelSheet>,
    pub models: BTreeMap<String, ModelSheet>,
}

/// What a file says of a model.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ModelSheet {
    pub context: Option<u64>,
    pub output: Option<u64>,
    #[serde(deserialize_with = "price")]
    pub price: Option<Price>,
    pub can: Option<Abilities>,
}

/// A price by kind of token; caches cost what input does unless the file knows better.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceSheet {
    input: Usd,
    output: Usd,
    cache_read: Option<Usd>,
    cache_write: Option<Usd>,
}

impl ProviderSheet {
    /// This, with what it does not say taken from `below`.
    pub(super) fn over(mut self, below: Self) -> Self {
        let mut models = below.models;
        for (id, model) in std::mem::take(&mut self.models) {
            let under = models.remove(&id).unwrap_or_default();
            models.insert(id, model.over(under));
        }
        let unlisted = match (self.unlisted, below.unlisted) {
            (Some(above), Some(under)) => Some(above.over(under)),
            (above, under) => above.or(under),
        };
        Self {
            about: self.about.or(below.about),
            api: self.api.or(below.api),
            base_url: self.base_url.or(below.base_url),
            key_env: self.key_env.or(below.key_env),
            key: self.key.or(below.key),
            limit_key: self.limit_key.or(below.limit_key),
            usual: self.usual.or(below.usual),
            unlisted,
            models,
        }
    }
}

impl ModelSheet {
    /// This, with what it does not say taken from `below`.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            context: self.context.or(below.context),
            output: self.output.or(below.output),
            price: self.price.or(below.price),
            can: self.can.or(below.can),
        }
    }
}

/// Reads `free`, or a price by kind of token.
fn price<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Price>, D::Error> {
    struct Reader;

    impl<'de> Visitor<'de> for Reader {
        type Value = Option<Price>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("'free', or dollars for a million tokens: {input: \"3\", output: \"15\"}")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            match text {
                "free" => Ok(Some(Price::FREE)),
                other => Err(E::invalid_value(serde::de::Unexpected::Str(other), &self)),
            }
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            let sheet = PriceSheet::deserialize(MapAccessDeserializer::new(map))
                .map_err(A::Error::custom)?;
            Ok(Some(Price {
                input: sheet.input,
                output: sheet.output,
                cache_read: sheet.cache_read.unwrap_or(sheet.input),
                cache_write: sheet.cache_write.unwrap_or(sheet.input),
            }))
        }
    }

    from.deserialize_any(Reader)
}
