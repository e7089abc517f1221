//! Which layer wins, what each says, and what is shown of it.

use std::path::Path;
use std::time::Duration;

use super::fixture::{TRUST, nothing, origin};
use crate::config::{Color, Key, Layer, LogLevel};
use crate::domain::plan::Mode;
use crate::domain::run::Tier;

#[test]
fn without_any_source_the_defaults_hold() {
    let config = nothing().config();
    assert_eq!(
        config.database.value,
        Path::new("/home/ada/.local/state/vibecober/vibecober.db")
    );
    assert_eq!(config.output.value, Path::new("/work/blog"));
    assert_eq!(
        (config.mode.value, config.tier.value),
        (Mode::Full, Tier::Free)
    );
    assert_eq!(config.daily_cap().unwrap().to_string(), "$1.00");
    assert_eq!(config.budgets.daily.pro.value.to_string(), "$10.00");
    assert_eq!(config.budgets.daily.enterprise.value, None);
    assert_eq!(config.verify.python.value, Path::new("python3"));
    assert_eq!(config.models.anthropic_key.value, None);
    assert_eq!(config.notices, Vec::<String>::new());
    assert!(
        config
            .show()
            .iter()
            .all(|shown| shown.layer == Layer::Default && shown.origin.is_none())
    );
}

#[test]
fn each_layer_is_stronger_than_the_one_before() {
    let mut sources = nothing();
    let expect = |sources: &super::super::Sources, level, layer, place: &str| {
        let config = sources.config();
        assert_eq!(config.log_level.value, level);
        assert_eq!(origin(&config.log_level), (layer, place));
    };
    expect(&sources, LogLevel::Info, Layer::Default, "");

    sources = sources.user(&format!("{TRUST}log:\n  level: warn\n"));
    let user = "/home/ada/.config/vibecober/config.yaml:3";
    expect(&sources, LogLevel::Warn, Layer::User, user);

    sources = sources.workspace("# ours\nlog: {level: error}\n");
    let workspace = "/work/blog/.vibecober/config.yaml:2";
    expect(&sources, LogLevel::Error, Layer::Workspace, workspace);

    sources = sources.dot_env("A=1\n\nexport VIBECOBER_LOG_LEVEL='debug'\n");
    let dot_env = "/work/blog/.env:3 (VIBECOBER_LOG_LEVEL)";
    expect(&sources, LogLevel::Debug, Layer::DotEnv, dot_env);

    sources = sources.variable("VIBECOBER_LOG_LEVEL", "trace");
    let variable = "VIBECOBER_LOG_LEVEL";
    expect(&sources, LogLevel::Trace, Layer::Environment, variable);

    sources = sources.flag(Key::LogLevel, "--log-level", "off");
    expect(&sources, LogLevel::Off, Layer::Flag, "--log-level");
}

#[test]
fn every_setting_can_stand_in_the_users_file() {
    let config = nothing()
        .user(
            "database: ~/v.db\noutput: out\nmode: production\ntier: enterprise\n\
             daily_caps: {free: 0.50, pro: 7, enterprise: '120.25'}\n\
             budgets: {call: 0.05, run: 2}\npython: ../py/bin/python\n\
             verify:\n  setup_timeout: 60\n  check_timeout: 61\nartifacts: {keep: 3}\n\
             color: never\ntrusted_workspaces:\n  - /a\n  - ~/b\nmodels:\n\
             \x20 anthropic_api_key: sk-ant-0123456789-abcd\n  anthropic_base_url: http://a/\n\
             \x20 openai_api_key: k\n  openai_base_url: https://o/v1\n  nim_api_key: n\n",
        )
        .config();
    assert_eq!(config.database.value, Path::new("/home/ada/v.db"));
    let folder = Path::new("/home/ada/.config/vibecober");
    assert_eq!(config.output.value, folder.join("out"));
    assert_eq!(config.mode.value, Mode::Production);
    assert_eq!(config.daily_cap().unwrap().to_string(), "$120.25");
    assert_eq!(config.budgets.daily.free.value.to_string(), "$0.50");
    let caps = config.caps();
    assert_eq!(
        (caps.call, caps.run),
        ("0.05".parse().ok(), "2".parse().ok())
    );
    assert_eq!(caps.day, config.daily_cap());
    assert_eq!(config.verify.python.value, folder.join("../py/bin/python"));
    assert_eq!(config.verify.setup_timeout.value, Duration::from_mins(1));
    assert_eq!(config.verify.check_timeout.value, Duration::from_secs(61));
    assert_eq!(
        (config.kept_builds.value, config.screen.color.value),
        (3, Color::Never)
    );
    let trusted = [Path::new("/a"), Path::new("/home/ada/b")];
    assert_eq!(config.agent.trusted_workspaces.value, trusted);
    assert_eq!(
        config.models.anthropic_url.value.as_deref(),
        Some("http://a")
    );
    assert_eq!(config.models.nim_key.value.unwrap().reveal(), "n");
    assert_eq!(config.models.openai_url.origin.layer, Layer::User);
}

#[test]
fn every_variable_sets_its_setting_and_aliases_are_weaker() {
    let value = |key: Key| match key {
        Key::Database => "sqlite:////data/v.db",
        Key::Mode => "simple",
        Key::Tier => "pro",
        Key::CapFree | Key::CapPro | Key::CapEnterprise | Key::BudgetCall | Key::BudgetRun => {
            "3.25"
        }
        Key::SetupTimeout | Key::CheckTimeout | Key::KeptBuilds => "77",
        Key::MaxRetries => "0",
        Key::Sandbox => "read-only",
        Key::Approve => "auto",
        Key::LogLevel => "WARNING",
        Key::Color => "Always",
        Key::Theme => "paper",
        Key::Background => "light",
        Key::Icons => "nerd",
        Key::Mouse => "off",
        Key::Bell => "osc9",
        Key::Wrap | Key::Network => "on",
        Key::TabWidth => "8",
        Key::Model => "anthropic/some-model",
        Key::NimModel => "meta/some-model",
        Key::Routes => "planner=anthropic/some-model",
        Key::Fallback => "openai/some-model",
        Key::AnthropicUrl | Key::OpenaiUrl | Key::NimUrl => "http://127.0.0.1:9",
        Key::Output | Key::Python | Key::TrustedWorkspaces | Key::Record | Key::Replay => "./x",
        Key::AnthropicKey | Key::OpenaiKey | Key::NimKey => "secret",
    };
    for key in Key::ALL {
        for (place, name) in key.variables().iter().enumerate() {
            let mut sources = nothing().variable(name, value(key));
            for weaker in &key.variables()[place + 1..] {
                sources = sources.variable(weaker, "not even valid");
            }
            let shown = sources.shown(key);
            assert_eq!(shown.origin.as_deref(), Some(*name));
            assert_ne!(shown.value, nothing().shown(key).value, "{name}");
        }
    }
}

#[test]
fn a_database_may_be_an_address_or_a_path() {
    let of = |text: &str| {
        let config = nothing().variable("DATABASE_URL", text).config();
        config.database.value.display().to_string()
    };
    assert_eq!(of("sqlite:///data.db"), "/work/blog/data.db");
    assert_eq!(of("sqlite:////data/v.db"), "/data/v.db");
    assert_eq!(of("sqlite+aiosqlite:///./v.db"), "/work/blog/v.db");
    assert_eq!(of("/data/./v.db"), "/data/v.db");
    assert_eq!(of("~/v.db"), "/home/ada/v.db");
}

#[test]
fn an_empty_variable_says_nothing() {
    let sources = nothing()
        .dot_env("VIBECOBER_TIER=\nNIM_API_KEY=''\n")
        .variable("VIBECOBER_MODE", "");
    let config = sources.config();
    assert_eq!(
        (config.mode.value, config.tier.value),
        (Mode::Full, Tier::Free)
    );
    assert_eq!(config.models.nim_key.value, None);
}

#[test]
fn only_a_listed_workspace_is_read() {
    let sources = nothing().workspace("mode: simple\n");
    let config = sources.config();
    assert_eq!(config.mode.value, Mode::Full);
    assert_eq!(
        config.notices,
        [
            "/work/blog/.vibecober/config.yaml is not read: to trust it, add /work/blog to \
          trusted_workspaces in /home/ada/.config/vibecober/config.yaml"
        ]
    );
    for listed in ["[/work]", "/work/blo", "[/work/blog/x]"] {
        let sources = sources
            .clone()
            .user(&format!("trusted_workspaces: {listed}"));
        assert_eq!(sources.config().mode.value, Mode::Full, "{listed}");
    }
    let config = sources
        .user("trusted_workspaces: [/x, /work/blog/]")
        .config();
    assert_eq!(config.mode.value, Mode::Simple);
    assert!(config.notices.is_empty());
}

#[test]
fn what_an_untrusted_workspaces_file_holds_does_no_harm() {
    let config = nothing().workspace("[}{: *x\n\0").config();
    assert_eq!(config.notices.len(), 1);
}

#[test]
fn a_dot_env_of_an_untrusted_workspace_runs_nothing_and_draws_no_key_away() {
    // A value can hold the value of another variable, so bringing a key along changes nothing.
    let text = "VIBECOBER_PYTHON=./evil\nANTHROPIC_BASE_URL=http://evil\n\
                OPENAI_API_KEY=$HOME\nOPENAI_BASE_URL=http://theirs\n";
    let untrusted = nothing()
        .dot_env(text)
        .variable("ANTHROPIC_API_KEY", "mine");
    let config = untrusted.config();
    assert_eq!(config.verify.python.value, Path::new("python3"));
    assert_eq!(config.models.anthropic_url.value, None);
    assert_eq!(config.models.openai_url.value, None);
    assert_eq!(config.notices.len(), 3);
    assert!(config.notices[1].contains("/work/blog/.env:2 (ANTHROPIC_BASE_URL) is not used"));

    let trusted = untrusted.user(TRUST).config();
    assert_eq!(trusted.verify.python.value, Path::new("/work/blog/evil"));
    assert_eq!(
        trusted.models.anthropic_url.value.as_deref(),
        Some("http://evil")
    );
    assert!(trusted.notices.is_empty());
}

#[test]
fn a_key_in_the_dot_env_of_an_untrusted_workspace_does_not_hide_the_persons_own() {
    let theirs = nothing().dot_env("NIM_API_KEY=theirs\n");
    let lent = theirs.shown(Key::NimKey);
    assert_eq!(lent.layer, Layer::Lent);
    let own = theirs.clone().user("models: {nim_api_key: own}\n");
    let config = own.config();
    assert_eq!(config.models.nim_key.value.unwrap().reveal(), "own");
    assert!(
        config.notices[0].contains("your own key counts before it"),
        "{:?}",
        config.notices
    );
    let own = theirs.clone().variable("NIM_API_KEY", "own");
    assert_eq!(own.shown(Key::NimKey).layer, Layer::Environment);
    assert_eq!(theirs.user(TRUST).shown(Key::NimKey).layer, Layer::DotEnv);
}

#[test]
fn a_projects_own_database_is_not_taken_for_the_store() {
    let config = nothing()
        .dot_env("DATABASE_URL=postgresql://app:app@db/app\n")
        .config();
    assert_eq!(config.database.origin.layer, Layer::Default);
    assert!(config.notices[0].contains("the project's own database"));
    // A development server keeps its data there: our tables must not come between its own.
    let sqlite = nothing().dot_env("DATABASE_URL=sqlite:///v.db\n");
    assert_eq!(sqlite.config().database.origin.layer, Layer::Default);
    let trusted = sqlite.user(TRUST).config();
    assert_eq!(trusted.database.value, Path::new("/work/blog/v.db"));
    let ours = nothing().dot_env("VIBECOBER_DATABASE=v.db\n").config();
    assert_eq!(ours.database.value, Path::new("/work/blog/v.db"));
}

#[test]
fn secrets_are_masked_wherever_they_are_shown() {
    let sources = nothing()
        .variable("ANTHROPIC_API_KEY", "sk-ant-very-secret-0042")
        .dot_env("NIM_API_KEY=short-secret\n");
    let config = sources.config();
    let json = serde_json::to_string(&config.show()).unwrap();
    let debug = format!("{config:?}");
    for text in [json, debug] {
        assert!(!text.contains("very-secret") && !text.contains("short-secret"));
        assert!(text.contains("********0042"));
        assert_eq!(text.matches("********").count(), 2);
    }
    let shown = sources.shown(Key::AnthropicKey);
    assert_eq!(shown.origin.as_deref(), Some("ANTHROPIC_API_KEY"));
}

#[test]
fn a_variable_that_only_looks_like_ours_is_pointed_out() {
    let notices = nothing()
        .variable("VIBECOBER_TEIR", "never")
        .variable("VIBECOBER_XYZ", "1")
        .config()
        .notices;
    assert_eq!(
        notices,
        [
            "VIBECOBER_TEIR is not the variable of a setting: did you mean VIBECOBER_TIER?",
            "VIBECOBER_XYZ is not the variable of a setting"
        ]
    );
}
