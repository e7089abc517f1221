//! `models`: which there are, what they cost, and whether they can be called here.

use serde_json::{Value, json};

use super::exit::{Exit, Failure};
use super::keeping::ModelsCommand;
use super::model_test;
use super::report::{self, Voice, line};
use super::style::{CROSS, FAINT, GOOD, STRONG, TICK, WARN, paint, table};
use crate::config::Config;
use crate::domain::model_name::ModelName;
use crate::domain::price::Price;
use crate::llm::catalogue::{Catalogue, ModelSpec};
use crate::llm::models::{Listed, Models};
use crate::text::printable;

/// Carries out a `models` command; as JSON, `{"models"}`, `{"model"}`, or what a test tells.
///
/// # Errors
/// A catalogue that cannot be read, or a model that nobody knows.
pub async fn models(
    config: Config,
    command: &ModelsCommand,
    voice: Voice,
) -> Result<Exit, Failure> {
    let models = Models::read(&config).map_err(Failure::usage)?;
    match command {
        ModelsCommand::List { part, usable } => {
            let mut list = models.list();
            list.retain(|one| !usable || one.usable.is_ok());
            if let Some(part) = part {
                list.retain(|one| one.spec.name.to_string().contains(part.as_str()));
            }
            show_all(&list, voice)
        }
        ModelsCommand::Show { model } => show(&models, &named(model)?, voice),
        ModelsCommand::Test { model } => model_test::test(config, model, voice).await,
    }
}

/// The model of that name, which is none of the rules.
///
/// # Errors
/// What is no name of a model.
pub fn named(text: &str) -> Result<ModelName, Failure> {
    let name: ModelName = text
        .parse()
        .map_err(|error| Failure::usage(format!("{error}{}", meant(text))))?;
    if name.is_rules() {
        return Err(Failure::usage(
            "the rules are no model: they need no key and cost nothing",
        ));
    }
    Ok(name)
}

/// The model that was probably meant by a name without its provider, as the end of a line.
pub fn meant(text: &str) -> String {
    let catalogue = Catalogue::built_in().ok();
    let model = catalogue.and_then(|catalogue| catalogue.meant(text));
    model.map_or_else(String::new, |model| format!(": did you mean {model}?"))
}

fn show_all(list: &[Listed], voice: Voice) -> Result<Exit, Failure> {
    if !voice.is_human() {
        let models: Vec<Value> = list.iter().map(as_json).collect();
        report::json(&json!({ "models": models }))?;
        return Ok(Exit::Done);
    }
    let mut rows = table(["model", "context", "output", "in / out", "can", "key"]);
    for one in list {
        let spec = &one.spec;
        let can: Vec<&str> = spec.can.names().collect();
        let key = match &one.usable {
            Ok(None) => paint(GOOD, TICK),
            Ok(Some(source)) => {
                format!("{} {}", paint(GOOD, TICK), printable(&source.to_string()))
            }
            Err(_) if spec.price.is_none() => paint(WARN, "no price"),
            Err(_) => paint(FAINT, "no key"),
        };
        rows.add_row([
            paint(STRONG, printable(&spec.name.to_string())),
            tokens(spec.context),
            tokens(spec.output),
            price(spec.price.as_ref()),
            paint(FAINT, can.join(" ")),
            key,
        ]);
    }
    line(&rows.to_string())?;
    line(&paint(
        FAINT,
        "prices are dollars for a million tokens; choose a model with --model, VIBECOBER_MODEL or `model:`",
    ))?;
    Ok(Exit::Done)
}

fn show(models: &Models, name: &ModelName, voice: Voice) -> Result<Exit, Failure> {
    let spec = models
        .spec(name)
        .map_err(|fault| Failure::usage(fault.message))?;
    let offer = models
        .offer(name)
        .map_err(|fault| Failure::usage(fault.message))?;
    let usable = models.readiness(offer, &spec);
    let listed = Listed { spec, usable };
    if !voice.is_human() {
        let mut model = as_json(&listed);
        model["about"] = json!(offer.about);
        model["api"] = json!(offer.api.name());
        model["base_url"] = json!(offer.base_url);
        model["key_variable"] = json!(offer.key_env);
        report::json(&json!({ "model": model }))?;
        return Ok(Exit::Done);
    }
    let spec = &listed.spec;
    line(&paint(STRONG, printable(&spec.name.to_string())))?;
    let mut rows = vec![
        ("provider", offer.about.clone()),
        (
            "spoken to",
            format!("{} at {}", offer.api.name(), offer.base_url),
        ),
        ("context", format!("{} tokens", spec.context)),
        ("output", format!("at most {} tokens", spec.output)),
    ];
    rows.extend(match &spec.price {
        None => vec![("price", "unknown".to_owned())],
        Some(price) if *price == Price::FREE => vec![("price", "free".to_owned())],
        Some(price) => vec![
            ("input", dollars(price.input)),
            ("output", dollars(price.output)),
            ("cache read", dollars(price.cache_read)),
            ("cache write", dollars(price.cache_write)),
        ],
    });
    let can: Vec<&str> = spec.can.names().collect();
    rows.push(("can", can.join(", ")));
    for (head, value) in rows {
        line(&format!("  {head:<12} {}", printable(&value)))?;
    }
    match &listed.usable {
        Ok(None) => line(&format!("  {} it needs no key", paint(GOOD, TICK))),
        Ok(Some(source)) => line(&format!(
            "  {} the key comes from {}",
            paint(GOOD, TICK),
            printable(&source.to_string())
        )),
        Err(problem) => line(&format!("  {} {}", paint(WARN, CROSS), printable(problem))),
    }?;
    Ok(Exit::Done)
}

fn as_json(one: &Listed) -> Value {
    let ModelSpec {
        name,
        context,
        output,
        price,
        can,
    } = &one.spec;
    let (source, problem) = match &one.usable {
        Ok(source) => (source.as_ref().map(ToString::to_string), None),
        Err(problem) => (None, Some(problem)),
    };
    json!({
        "name": name,
        "context": context,
        "output": output,
        "price": price,
        "can": can,
        "usable": problem.is_none(),
        "key_from": source,
        "problem": problem,
    })
}

/// `200k`, `1M`.
fn tokens(count: u64) -> String {
    match count {
        1_000_000.. => format!("{}M", count / 1_000_000),
        1_000.. => format!("{}k", count / 1_000),
        _ => count.to_string(),
    }
}

fn price(price: Option<&Price>) -> String {
    match price {
        None => paint(WARN, "unknown"),
        Some(price) if *price == Price::FREE => "free".to_owned(),
        Some(price) => format!("{} / {}", amount(price.input), amount(price.output)),
    }
}

fn amount(usd: crate::domain::money::Usd) -> String {
    usd.amount().normalize().to_string()
}

fn dollars(usd: crate::domain::money::Usd) -> String {
    format!("${} for a million tokens", amount(usd))
}
