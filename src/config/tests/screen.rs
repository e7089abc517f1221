//! Settings of the screen, the model's name, and the person's keymap.

use std::path::Path;

use super::fixture::{TRUST, nothing};
use crate::config::theme::Kind;
use crate::config::{Background, Bell, Icons, Key, KeymapTable, Layer, Mouse, Wrap};
use crate::domain::model_name::ModelName;

#[test]
fn the_screen_has_defaults_and_takes_what_is_set() {
    let screen = nothing().config().screen;
    assert_eq!(screen.theme_name(), None);
    assert_eq!(screen.editor.tab_width.value, 4);
    assert_eq!(
        (screen.icons.value, screen.mouse.value),
        (Icons::Plain, Mouse::All)
    );

    let config = nothing()
        .user(
            "ui: {theme: dusk, icons: nerd, mouse: scroll, bell: osc777, background: light}\n\
             editor: {wrap: on, tab_width: 2}\nmodel: nim/some/model\n",
        )
        .config();
    let screen = &config.screen;
    assert_eq!(screen.theme_name(), Some("dusk"));
    assert_eq!(
        (screen.icons.value, screen.mouse.value),
        (Icons::Nerd, Mouse::Scroll)
    );
    assert_eq!(
        (screen.bell.value, screen.editor.wrap.value),
        (Bell::Osc777, Wrap::On)
    );
    assert_eq!(screen.background.value.kind(Some("15;0")), Kind::Light);
    assert_eq!(Background::Auto.kind(Some("0;15")), Kind::Light);
    assert_eq!(screen.editor.tab_width.value, 2);
    assert_eq!(config.models.chosen.value.to_string(), "nim/some/model");
    assert_eq!(config.models.chosen.origin.layer, Layer::User);
}

#[test]
fn what_the_screen_cannot_use_is_named_with_its_line() {
    for (text, problem) in [
        (
            "ui: {theme: ../x}",
            "ui.theme: it is not the name of a theme",
        ),
        (
            "ui: {icons: emoji}",
            "ui.icons: 'emoji' is not one of plain, nerd",
        ),
        (
            "ui: {mouse: on}",
            "ui.mouse: 'on' is not one of all, scroll, off",
        ),
        (
            "ui: {bell: loud}",
            "ui.bell: 'loud' is not one of bell, osc9, osc777, off",
        ),
        (
            "ui: {background: grey}",
            "ui.background: 'grey' is not one of auto, dark, light",
        ),
        (
            "editor: {wrap: maybe}",
            "editor.wrap: 'maybe' is not one of on, off",
        ),
        (
            "editor: {tab_width: 17}",
            "editor.tab_width: '17' is not a number of columns from 1 to 16",
        ),
        (
            "model: gpt",
            "model: 'gpt' is not a model: write PROVIDER/ID (vibecober models list",
        ),
        (
            "model: openai/",
            "model: the model's name must follow 'openai/', without blanks",
        ),
        (
            "model: openai/a b",
            "model: the model's name must follow 'openai/', without blanks",
        ),
    ] {
        let refusal = nothing().user(text).refusal();
        assert!(
            refusal.contains(&format!("config.yaml:1: {problem}")),
            "{refusal}"
        );
    }
}

#[test]
fn only_a_trusted_workspace_chooses_the_model() {
    let dot_env = "VIBECOBER_MODEL=openai/dear\nVIBECOBER_THEME=paper\n";
    let config = nothing().dot_env(dot_env).config();
    assert_eq!(config.models.chosen.value, ModelName::default());
    assert_eq!(config.screen.theme_name(), Some("paper"));
    assert!(config.notices[0].contains("only a trusted workspace may choose the model"));

    let sources = nothing().user(TRUST).dot_env(dot_env);
    let chosen = sources.config().models.chosen.value;
    assert_eq!(chosen.provider.as_str(), "openai");
    assert_eq!(sources.shown(Key::Model).layer, Layer::DotEnv);
}

fn keymap(text: &str) -> Result<KeymapTable, String> {
    KeymapTable::parse(Path::new("/c/keymap.yaml"), text).map_err(|error| error.to_string())
}

#[test]
fn a_keymap_is_read_as_focus_keys_action_and_line() {
    let table = keymap("tree:\n  ctrl-n: new-file\n  '.': none\neditor:\nglobal: {}\n").unwrap();
    let found: Vec<_> = table
        .bindings
        .iter()
        .map(|one| {
            (
                one.focus.as_str(),
                one.chord.as_str(),
                one.action.as_deref(),
                one.line,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("tree", "ctrl-n", Some("new-file"), 2),
            ("tree", ".", None, 3)
        ]
    );
    assert_eq!(keymap("").unwrap().bindings, []);
}

#[test]
fn a_keymap_that_cannot_be_meant_is_refused_with_line_and_keys() {
    for (text, problem) in [
        ("ctrl-s: save", ":1: ctrl-s: a binding stands below a focus"),
        ("tree:\n  f2:\n", ":2: tree.f2: it has no action"),
        (
            "tree:\n  f2: [a, b]\n",
            ":2: tree.f2: it needs one action, not a list",
        ),
        (
            "tree:\n  f2: a\n  f2: b\n",
            ":3: 'tree.f2' stands here and in line 2",
        ),
        (
            "tree: {f2: {a: b}}",
            ":1: the value of 'tree.f2' is nested too deep",
        ),
    ] {
        let error = keymap(text).unwrap_err();
        assert!(
            error.starts_with(&format!("/c/keymap.yaml{problem}")),
            "{error}"
        );
    }
}
