//! `auth`: the keys for models, kept where only their owner can read them.

use serde_json::{Value, json};

use super::exit::{Exit, Failure};
use super::keeping::AuthCommand;
use super::report::{self, Voice, line};
use super::secret;
use super::style::{FAINT, GOOD, STRONG, TICK, WARN, paint, table};
use crate::config::document::nearest;
use crate::config::{Config, Credentials};
use crate::domain::model_name::ProviderName;
use crate::llm::catalogue::Offer;
use crate::llm::models::Models;
use crate::text::printable;

/// The longest word that is taken for a misspelt name of a provider, in bytes.
const LONGEST_NAME: usize = 16;

/// Carries out an `auth` command; as JSON, `{"keys"}`, or `{"provider", "kept"}`.
///
/// # Errors
/// No such provider, no key to read, or a file that cannot be written.
pub fn auth(config: &Config, command: &AuthCommand, voice: Voice) -> Result<Exit, Failure> {
    let models = Models::read(config).map_err(Failure::usage)?;
    match command {
        AuthCommand::Add { provider } => add(&models, provider, voice),
        AuthCommand::List => list(&models, voice),
        AuthCommand::Remove { provider } => remove(&models, provider, voice),
    }
}

fn add(models: &Models, provider: &str, voice: Voice) -> Result<Exit, Failure> {
    let offer = find(models, provider)?;
    let mut credentials = Credentials::of_user().map_err(Failure::usage)?;
    let key = secret::read(&format!("Key for {provider} (not shown): "))?;
    credentials.add(&offer.name, &key).map_err(Failure::usage)?;
    let stronger = models.keys().of(provider).map(|(_, source)| source);
    let stronger = stronger.filter(|source| source.hides_the_file());
    if !voice.is_human() {
        report::json(&json!({
            "provider": provider,
            "kept": true,
            "hidden_by": stronger.map(ToString::to_string),
        }))?;
        return Ok(Exit::Done);
    }
    let path = credentials.path().map(|path| path.display().to_string());
    let path = path.unwrap_or_default();
    line(&format!(
        "{} the key for {provider} is kept in {}; only you can read it",
        paint(GOOD, TICK),
        printable(&path)
    ))?;
    if let Some(source) = stronger {
        line(&format!(
            "{} {} counts before it",
            paint(WARN, "!"),
            printable(&source.to_string())
        ))?;
    }
    Ok(Exit::Done)
}

fn remove(models: &Models, provider: &str, voice: Voice) -> Result<Exit, Failure> {
    let mut credentials = Credentials::of_user().map_err(Failure::usage)?;
    if !credentials.remove(provider).map_err(Failure::usage)? {
        let hint = match models.keys().of(provider) {
            Some((_, source)) => format!(": the one that counts comes from {source}"),
            None => " (vibecober auth list)".to_owned(),
        };
        return Err(Failure::usage(format!(
            "no key is kept for '{provider}'{hint}"
        )));
    }
    if voice.is_human() {
        line(&format!("the key for {} is gone", printable(provider)))?;
    } else {
        report::json(&json!({ "provider": provider, "kept": false }))?;
    }
    Ok(Exit::Done)
}

fn list(models: &Models, voice: Voice) -> Result<Exit, Failure> {
    let kept = Credentials::of_user().map_err(Failure::usage)?;
    let keys = models.keys();
    if !voice.is_human() {
        let shown: Vec<Value> = keys
            .providers()
            .filter_map(|provider| {
                let (key, source) = keys.of(provider)?;
                Some(json!({
                    "provider": provider,
                    "key": key.masked(),
                    "from": source.to_string(),
                    "kept": kept.key(provider).is_some(),
                }))
            })
            .collect();
        report::json(&json!({ "keys": shown, "file": kept.path() }))?;
        return Ok(Exit::Done);
    }
    let mut rows = table(["provider", "key", "from"]);
    for provider in keys.providers() {
        let Some((key, source)) = keys.of(provider) else {
            continue;
        };
        let hides = source.hides_the_file() && kept.key(provider).is_some();
        let note = if hides { ", before the kept one" } else { "" };
        rows.add_row([
            paint(STRONG, printable(provider)),
            key.masked(),
            format!("{}{note}", printable(&source.to_string())),
        ]);
    }
    if keys.providers().next().is_none() {
        line("no key is set")?;
    } else {
        line(&rows.to_string())?;
    }
    let missing: Vec<&str> = models
        .offers()
        .filter(|offer| offer.key_env.is_some() && keys.of(offer.name.as_str()).is_none())
        .map(|offer| offer.name.as_str())
        .collect();
    let text = format!(
        "vibecober auth add PROVIDER takes one for {}",
        missing.join(", ")
    );
    if missing.is_empty() {
        return Ok(Exit::Done);
    }
    line(&paint(FAINT, text))?;
    Ok(Exit::Done)
}

/// The provider of that name, which takes a key.
fn find<'a>(models: &'a Models, provider: &str) -> Result<&'a Offer, Failure> {
    let known: Vec<&str> = models.offers().map(|offer| offer.name.as_str()).collect();
    let found = models
        .offers()
        .find(|offer| offer.name.as_str() == provider);
    let hint = || match nearest(provider, known.iter().copied()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("use one of {}", known.join(", ")),
    };
    match found {
        Some(offer) if offer.key_env.is_some() => Ok(offer),
        Some(_) => Err(Failure::usage(format!("{provider} takes no key"))),
        // It may be the key itself, which is not repeated.
        None if ProviderName::new(provider).is_none() || provider.len() > LONGEST_NAME => {
            Err(Failure::usage(format!(
                "that is not the name of a provider: {}; a key itself is typed when asked",
                hint()
            )))
        }
        None => Err(Failure::usage(format!(
            "there is no provider '{provider}': {}",
            hint()
        ))),
    }
}
