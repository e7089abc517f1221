//! Lays the person's file over what the program knows, and checks that the whole can be used.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::listing::{Api, Catalogue, ModelSpec, Offer};
use super::sheet::{ModelSheet, ProviderSheet, Sheet};
use crate::config::ConfigError;
use crate::config::document::{self, Document};
use crate::domain::model_name::{ModelName, ProviderName};

/// What the program knows.
const BUILT_IN: &str = include_str!("models.yaml");

/// The names that are no providers of models.
const TAKEN: [&str; 2] = [ProviderName::RULES, ProviderName::SCRIPTED];

/// The most tokens that a limit may be, which no model comes near.
const MOST: u64 = 1_000_000_000;

impl Catalogue {
    /// What the program knows, without a file of the person.
    ///
    /// # Errors
    /// None, unless the program was built with a broken catalogue.
    pub fn built_in() -> Result<Self, ConfigError> {
        Self::read(None)
    }

    /// What the program knows, under the text of the person's file at that path.
    ///
    /// # Errors
    /// What is wrong with that file: file, line and key in one line.
    pub fn read(own: Option<(&Path, &str)>) -> Result<Self, ConfigError> {
        let path = PathBuf::from("models.yaml (built in)");
        let built_in = document::parse::<Sheet>(&path, BUILT_IN)?;
        let own = own.map(|(path, text)| document::parse::<Sheet>(path, text));
        let own = own.transpose()?;
        let mut below = built_in.content.providers.clone();
        let mut offers = BTreeMap::new();
        for (name, above) in own.iter().flat_map(|own| &own.content.providers) {
            let under = below.remove(name).unwrap_or_default();
            let at = own.as_ref().unwrap_or(&built_in);
            let is_api_chosen = above.api.is_some();
            let whole = above.clone().over(under);
            let mut offer = offer(name, whole, Some(above), at)?;
            offer.is_api_chosen = is_api_chosen;
            offers.insert(name.clone(), offer);
        }
        for (name, sheet) in below {
            let offer = offer(&name, sheet, None, &built_in)?;
            offers.insert(name, offer);
        }
        Ok(Self { offers })
    }
}

/// The provider that a sheet makes; `own` is the person's part of it, which mistakes are told of.
fn offer(
    name: &str,
    sheet: ProviderSheet,
    own: Option<&ProviderSheet>,
    at: &Document<Sheet>,
) -> Result<Offer, ConfigError> {
    let (provider, api, base_url) = service(name, &sheet, at)?;
    let unlisted = sheet.unlisted.as_ref();
    let complete = |id: &str, model: ModelSheet, keys: &[&str]| {
        let own = own.is_some_and(|own| own.models.contains_key(id));
        let keys = if own || id.is_empty() {
            keys
        } else {
            &keys[..2]
        };
        let name = ModelName {
            provider: provider.clone(),
            id: id.to_owned(),
        };
        spec(name, model, at, keys)
    };
    let fallback = unlisted.cloned().unwrap_or_default();
    let mut models = BTreeMap::new();
    for (id, model) in sheet.models {
        let keys = ["providers", name, "models", &id];
        let full = format!("{name}/{id}");
        if let Err(problem) = full.parse::<ModelName>() {
            return Err(at.wrong(&keys, &problem.to_string()));
        }
        let spec = complete(&id, model.over(fallback.clone()), &keys)?;
        models.insert(id, spec);
    }
    let unlisted = unlisted
        .cloned()
        .map(|model| complete("", model, &["providers", name, "unlisted"]));
    let is_known = |id: &String| models.contains_key(id) || sheet.unlisted.is_some();
    if sheet.usual.as_ref().is_some_and(|usual| !is_known(usual)) {
        let keys = ["providers", name, "usual"];
        return Err(at.wrong(&keys, "this is not one of the provider's models"));
    }
    Ok(Offer {
        about: sheet.about.unwrap_or_else(|| name.to_owned()),
        name: provider.clone(),
        api,
        is_api_chosen: false,
        base_url,
        key_env: sheet.key_env,
        key: sheet.key.unwrap_or_default(),
        limit_key: sheet.limit_key.unwrap_or_default(),
        usual: sheet.usual,
        models,
        unlisted: unlisted.transpose()?,
    })
}

/// Who a provider is, how it is spoken to, and where.
fn service(
    name: &str,
    sheet: &ProviderSheet,
    at: &Document<Sheet>,
) -> Result<(ProviderName, Api, String), ConfigError> {
    let wrong = |key: &str, problem: &str| at.wrong(&["providers", name, key], problem);
    let here = |problem: &str| at.wrong(&["providers", name], problem);
    let provider = ProviderName::new(name)
        .filter(|_| !TAKEN.contains(&name))
        .ok_or_else(|| here("this cannot be the name of a provider: use a-z, 0-9, - and _"))?;
    let api = sheet
        .api
        .ok_or_else(|| here("'api' is missing: write anthropic, chat or responses"))?;
    let base_url = sheet
        .base_url
        .as_deref()
        .ok_or_else(|| here("'base_url' is missing: write where the service is"))?;
    let base_url = address(base_url).map_err(|problem| wrong("base_url", &problem))?;
    if sheet
        .key_env
        .as_deref()
        .is_some_and(|name| !is_variable(name))
    {
        return Err(wrong("key_env", "this is not the name of a variable"));
    }
    Ok((provider, api, base_url))
}

/// A model with nothing missing but, perhaps, its price.
fn spec(
    name: ModelName,
    sheet: ModelSheet,
    at: &Document<Sheet>,
    keys: &[&str],
) -> Result<ModelSpec, ConfigError> {
    let limit = |value: Option<u64>, key: &str, meaning: &str| match value {
        Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
        Some(_) => {
            let keys: Vec<&str> = keys.iter().copied().chain([key]).collect();
            Err(at.wrong(&keys, &format!("write a number of tokens from 1 to {MOST}")))
        }
        None => Err(at.wrong(keys, &format!("'{key}' is missing: write {meaning}"))),
    };
    let context = limit(sheet.context, "context", "how many tokens a call can take")?;
    let output = limit(sheet.output, "output", "how many tokens it can write")?;
    if output > context {
        let keys: Vec<&str> = keys.iter().copied().chain(["output"]).collect();
        let problem = format!("it is more than the context of {context} tokens");
        return Err(at.wrong(&keys, &problem));
    }
    Ok(ModelSpec {
        name,
        context,
        output,
        price: sheet.price,
        can: sheet.can.unwrap_or_default(),
    })
}

/// The address of a service, without a slash at its end.
fn address(text: &str) -> Result<String, String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split('/').next());
    let is_whole = host.is_some_and(|host| !host.is_empty() && !host.contains('@'));
    let is_plain = !text.contains(|one: char| one.is_whitespace() || "?#".contains(one));
    if is_whole && is_plain {
        return Ok(text.trim_end_matches('/').to_owned());
    }
    Err("it is not an address: write http:// or https:// and a host".to_owned())
}

fn is_variable(name: &str) -> bool {
    let fits = |one: char| one.is_ascii_alphanumeric() || one == '_';
    !name.is_empty()
        && name.chars().all(fits)
        && !name.starts_with(|one: char| one.is_ascii_digit())
}
