//! What the catalogue knows, and how a person's file changes it.

use std::path::Path;

use super::*;
use crate::domain::price::Price;

fn with(text: &str) -> Catalogue {
    Catalogue::read(Some((Path::new("models.yaml"), text))).unwrap()
}

fn refusal(text: &str) -> String {
    let read = Catalogue::read(Some((Path::new("models.yaml"), text)));
    read.unwrap_err().to_string()
}

#[test]
fn the_built_in_catalogue_can_be_used() {
    let known = Catalogue::built_in().unwrap();
    let providers: Vec<_> = known.offers.keys().map(String::as_str).collect();
    for name in [
        "anthropic",
        "openai",
        "nim",
        "openrouter",
        "ollama",
        "vllm",
        "llamacpp",
    ] {
        assert!(providers.contains(&name), "{name}");
    }
    for offer in known.offers.values() {
        for spec in offer.models.values().chain(&offer.unlisted) {
            assert!(spec.price.is_some(), "{}", spec.name);
            assert!(spec.can.has(Ability::Tools), "{}", spec.name);
        }
    }
    let sonnet = known.offers["anthropic"]
        .model("claude-sonnet-4-20250514")
        .unwrap();
    assert_eq!((sonnet.context, sonnet.output), (200_000, 64_000));
    assert_eq!(sonnet.price.unwrap().cache_write.to_string(), "$3.75");
}

#[test]
fn what_caches_cost_is_the_price_of_input_where_nothing_else_is_known() {
    let known = Catalogue::built_in().unwrap();
    let price = known.offers["openai"]
        .model("gpt-4o")
        .unwrap()
        .price
        .unwrap();
    assert_eq!(price.cache_write, price.input);
    assert!(price.cache_read < price.input);
}

#[test]
fn a_model_of_this_machine_needs_no_listing_and_costs_nothing() {
    let known = Catalogue::built_in().unwrap();
    let model = known.offers["ollama"].model("qwen3:8b").unwrap();
    assert_eq!(model.name.to_string(), "ollama/qwen3:8b");
    assert_eq!(model.price, Some(Price::FREE));
    assert_eq!(known.offers["openai"].model("gpt-9"), None);
}

#[test]
fn a_file_of_the_person_changes_what_it_names_and_nothing_else() {
    let known = with(
        "providers:\n  openai:\n    models:\n      gpt-4o:\n        price: {input: 1, output: 2}\n      \
         mine: {context: 1000, output: 10, can: [tools]}\n  here:\n    api: responses\n    \
         base_url: http://127.0.0.1:9/v1/\n    key: optional\n    models:\n      m: {context: 8, output: 8, price: free}\n",
    );
    let openai = &known.offers["openai"];
    let changed = openai.model("gpt-4o").unwrap();
    assert_eq!(changed.price.unwrap().output.to_string(), "$2.00");
    assert_eq!(changed.context, 128_000);
    assert_eq!(openai.model("mine").unwrap().price, None);
    assert!(openai.models.len() > 10 && !openai.is_api_chosen);
    let here = &known.offers["here"];
    assert_eq!(here.base_url, "http://127.0.0.1:9/v1");
    assert!(here.is_api_chosen && here.api == Api::Responses);
    assert!(known.offers.contains_key("anthropic"));
}

#[test]
fn a_mistake_is_told_with_file_line_and_key() {
    let provider =
        "providers:\n  mine:\n    api: chat\n    base_url: http://h\n    models:\n      m:\n";
    for (text, said) in [
        (
            "providers:\n  openai:\n    basurl: x\n".to_owned(),
            "models.yaml:3: providers.openai.basurl: unknown key 'basurl': did you mean 'base_url'?",
        ),
        (
            "providers:\n  openai:\n    base_url: here\n".to_owned(),
            "models.yaml:3: providers.openai.base_url: it is not an address: write http:// or https:// and a host",
        ),
        (
            "providers:\n  mine:\n    api: chat\n".to_owned(),
            "models.yaml:2: providers.mine: 'base_url' is missing: write where the service is",
        ),
        (
            "providers:\n  openai:\n    api: chatt\n".to_owned(),
            "models.yaml:3: providers.openai.api: unknown word 'chatt': did you mean 'chat'?",
        ),
        (
            format!("{provider}        output: 5\n"),
            "models.yaml:6: providers.mine.models.m: 'context' is missing: write how many tokens a call can take",
        ),
        (
            format!("{provider}        context: 5\n        output: 6\n"),
            "models.yaml:8: providers.mine.models.m.output: it is more than the context of 5 tokens",
        ),
        (
            format!("{provider}        context: 5\n        price: cheap\n"),
            "models.yaml:8: providers.mine.models.m.price: invalid value: string \"cheap\", expected 'free', or dollars for a million tokens: {input: \"3\", output: \"15\"}",
        ),
        (
            format!("{provider}        context: 5\n        price: {{input: 1}}\n"),
            "models.yaml:8: providers.mine.models.m.price: missing field 'output'",
        ),
        (
            format!("{provider}        can: [tols]\n"),
            "models.yaml:7: providers.mine.models.m.can[0]: unknown word 'tols': did you mean 'tools'?",
        ),
        (
            "providers:\n  rules: {}\n".to_owned(),
            "models.yaml:2: providers.rules: this cannot be the name of a provider: use a-z, 0-9, - and _",
        ),
    ] {
        assert_eq!(refusal(&text), said, "{text}");
    }
}
