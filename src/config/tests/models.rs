//! The settings that say which models work.

use super::fixture::nothing;
use crate::config::Key;

#[test]
fn nim_alone_stands_for_the_model_that_another_setting_names() {
    let sources = nothing().variable("NIM_MODEL", "meta/llama-3.1-8b-instruct");
    let config = sources.flag(Key::Model, "--model", "nim").config();
    let name = config.models.chosen.value.to_string();
    assert_eq!(name, "nim/meta/llama-3.1-8b-instruct");
    let said = nothing().flag(Key::Model, "--model", "nim").refusal();
    assert_eq!(
        said,
        "--model: model: name the model too, as nim/MODEL, or set NIM_MODEL"
    );
    let file = nothing().user("model: nim\n").variable("NIM_MODEL", "a/b");
    assert_eq!(file.config().models.chosen.value.to_string(), "nim/a/b");
}

#[test]
fn routes_are_a_table_a_list_or_one_line() {
    let routes = |text: &str| {
        nothing()
            .user(text)
            .config()
            .models
            .routes
            .value
            .to_string()
    };
    let same = "coder=openai/a,coder.complex=nim/b/c";
    let table = "models:\n  routes:\n    coder: openai/a\n    coder.complex: nim/b/c\n";
    assert_eq!(routes(table), same);
    assert_eq!(
        routes("models: {routes: {coder: openai/a, coder.complex: nim/b/c}}"),
        same
    );
    let list = "models:\n  routes: ['coder=openai/a', 'coder.complex=nim/b/c']\n";
    assert_eq!(routes(list), same);
    assert_eq!(routes("models:\n  routes: {}\n"), "");
    let line = nothing().variable("VIBECOBER_MODELS_ROUTES", same);
    assert_eq!(line.config().models.routes.value.to_string(), same);
}

#[test]
fn a_route_that_is_none_is_told_with_its_line() {
    let said = |text: &str| nothing().user(text).refusal();
    let file = "/home/ada/.config/vibecober/config.yaml";
    assert_eq!(
        said("models:\n  routes:\n    codr: openai/a\n"),
        format!("{file}:2: models.routes: 'codr' is no role: did you mean 'coder'?")
    );
    assert!(
        said("models:\n  routes:\n    coder: [a]\n")
            .contains(":3: the value of 'models.routes.coder' is nested too deep")
    );
    assert!(said("models: {routes: {coder: gpt}}").contains("'gpt' is not a model"));
    assert!(said("models: {routes: coder}").contains("write ROLE=PROVIDER/ID"));
}

#[test]
fn a_workspace_that_is_not_trusted_chooses_no_models() {
    let sources = nothing().dot_env("VIBECOBER_MODELS_FALLBACK=openai/a\nNIM_MODEL=x\n");
    let config = sources.config();
    assert!(config.models.fallback.value.is_empty());
    assert_eq!(config.models.nim_model.value, None);
    assert_eq!(config.notices.len(), 2);
}
