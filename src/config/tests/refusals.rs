//! What is refused, in which words, and at which place.

use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::fixture::{TRUST, nothing};
use crate::config::gather::{read, read_dot_env};
use crate::config::{Config, ConfigError, Key};

const USER: &str = "/home/ada/.config/vibecober/config.yaml";

fn refused(text: &str) -> String {
    let line = nothing().user(text).refusal();
    let rest = line.strip_prefix(USER).unwrap_or(&line);
    rest.to_owned()
}

#[test]
fn an_unknown_key_is_named_with_its_line_and_the_nearest_known_one() {
    assert_eq!(
        refused("mode: full\n\ncolour: never\n"),
        ":3: unknown key 'colour': did you mean 'color'?"
    );
    assert_eq!(
        refused("log:\n  levle: info\n"),
        ":2: unknown key 'log.levle': did you mean 'log.level'?"
    );
    assert_eq!(
        refused("check_timeout: 5\n"),
        ":1: unknown key 'check_timeout': did you mean 'verify.check_timeout'?"
    );
    assert_eq!(
        refused("zzz: 1\n"),
        ":1: unknown key 'zzz': `vibecober config show` lists the keys"
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_named_with_its_line_and_key() {
    for (text, problem) in [
        (
            "tier: gold",
            ":1: tier: 'gold' is not one of free, pro, enterprise",
        ),
        ("mode: [full]", ":1: mode: it needs one value, not a list"),
        (
            "mode:\n",
            ":1: mode: it has no value: give it one or remove the line",
        ),
        ("mode: {}\n", ":1: mode: it needs a value, not a group"),
        (
            "mode: {fast: 1}\n",
            ":1: unknown key 'mode.fast': did you mean 'mode'?",
        ),
        (
            "artifacts: {keep: many}",
            ":1: artifacts.keep: 'many' is not a number of builds from 1 to 1000",
        ),
        (
            "models: {max_retries: -1}",
            ":1: models.max_retries: '-1' is not a number of retries from 0 to 100",
        ),
        (
            "verify: {check_timeout: -1}",
            ":1: verify.check_timeout: '-1' is not a number of seconds from 1 to 86400",
        ),
        (
            "verify: {check_timeout: 1.5}",
            ":1: verify.check_timeout: '1.5' is not a number of seconds from 1 to 86400",
        ),
        (
            "daily_caps: {free: -1}",
            ":1: daily_caps.free: -1 is below zero: give an amount of 0 or more",
        ),
        (
            "models: {openai_base_url: ftp://x}",
            ":1: models.openai_base_url: it is not an address: write http:// or https:// and a host",
        ),
        (
            "mode: \"a\\nb\\e[31m\"",
            ":1: mode: 'a\\nb\\u{1b}[31m' is not one of simple, full, production",
        ),
    ] {
        assert_eq!(refused(text), problem, "{text}");
    }
}

#[test]
fn a_mistake_in_a_file_is_shown_even_where_a_flag_hides_the_value() {
    let sources = nothing()
        .user("tier: gold")
        .flag(Key::Tier, "--tier", "pro");
    assert!(sources.refusal().contains(":1: tier"));
}

#[test]
fn a_bad_variable_or_flag_is_named() {
    let line = nothing().variable("FREE_DAILY_CAP_USD", "much").refusal();
    assert!(line.starts_with("FREE_DAILY_CAP_USD: daily_caps.free: 'much' is not an amount"));
    let line = nothing().flag(Key::Tier, "--tier", "gold").refusal();
    assert!(line.starts_with("--tier: tier: 'gold'"));
    let line = nothing().dot_env("\nVIBECOBER_MODE=fast\n").refusal();
    assert!(line.starts_with("/work/blog/.env:2 (VIBECOBER_MODE): mode: 'fast'"));

    let mut sources = nothing();
    let value = std::ffi::OsString::from_vec(vec![b'p', 0xff]);
    sources
        .environment
        .insert("VIBECOBER_TIER".to_owned(), value);
    assert_eq!(
        sources.refusal(),
        "VIBECOBER_TIER: tier: it is not valid UTF-8"
    );
}

#[test]
fn a_secret_is_not_repeated_in_its_own_refusal() {
    let line = nothing()
        .variable("ANTHROPIC_API_KEY", "sk-secret two words")
        .refusal();
    assert!(line.starts_with("ANTHROPIC_API_KEY: models.anthropic_api_key: it holds blanks"));
    assert!(!line.contains("sk-secret"));
}

#[test]
fn other_databases_than_sqlite_are_refused() {
    for (address, problem) in [
        (
            "postgresql://a:secret@h/db",
            "a postgresql database is not supported: use sqlite:///path",
        ),
        (
            "postgresql+psycopg://h/db",
            "a postgresql database is not supported: use sqlite:///path",
        ),
        (
            "sqlite://",
            "it must name a file: sqlite:///relative/path or sqlite:////absolute/path",
        ),
        (
            "sqlite:///:memory:",
            "it must name a file: sqlite:///relative/path or sqlite:////absolute/path",
        ),
        (
            "sqlite:///a.db?mode=ro",
            "it must name a file: sqlite:///relative/path or sqlite:////absolute/path",
        ),
    ] {
        let line = nothing().variable("DATABASE_URL", address).refusal();
        assert_eq!(line, format!("DATABASE_URL: database: {problem}"));
    }
    // A stronger setting makes the address of somebody else's database harmless.
    let config = nothing()
        .variable("DATABASE_URL", "postgresql://h/db")
        .flag(Key::Database, "--database", "v.db")
        .config();
    assert_eq!(config.database.value, Path::new("/work/blog/v.db"));
}

#[test]
fn a_workspaces_file_may_not_hold_what_reaches_beyond_it() {
    for key in Key::ALL {
        let Some(why) = key.reach().refusal() else {
            continue;
        };
        let text = match key.name().split_once('.') {
            Some((group, name)) => format!("{group}:\n  {name}: 1\n"),
            None => format!("\n{}: 1\n", key.name()),
        };
        let error = nothing().user(TRUST).workspace(&text).error();
        let path = PathBuf::from("/work/blog/.vibecober/config.yaml");
        let (line, key) = (2, key.name());
        assert_eq!(
            error,
            ConfigError::Forbidden {
                path,
                line,
                key,
                why
            }
        );
    }
    // Hooks are no settings at all.
    let line = nothing().user(TRUST).workspace("hooks: [rm]").refusal();
    assert!(line.contains(":1: unknown key 'hooks'"));
}

#[test]
fn yaml_that_cannot_be_meant_is_refused_with_its_line() {
    for (text, problem) in [
        (
            "mode: full\ntier: pro\nmode: simple\n",
            ":3: 'mode' stands here and in line 1",
        ),
        (
            "log: {level: info}\nlog: {level: warn}\n",
            ":2: 'log' stands here and in line 1",
        ),
        ("a: &x [1]\nb: *x\n", ":1: anchors and aliases"),
        ("mode: full\n---\nmode: full\n", ":2: a second document"),
        (
            "- mode\n",
            ":1: the file must be a list of 'key: value' lines",
        ),
        (
            "just words\n",
            ":1: the file must be a list of 'key: value' lines",
        ),
        (
            "log: {level: {deep: 1}}\n",
            ":1: the value of 'log.level' is nested too deep",
        ),
        (
            "trusted_workspaces: [[a]]\n",
            ":1: the list of 'trusted_workspaces' must hold",
        ),
        ("mode: 'full\n", ":"),
        ("mode: full\n\ttier: pro\n", ":"),
        ("[a]: b\n", ":1: a key must be a plain word"),
    ] {
        let line = refused(text);
        assert!(line.starts_with(problem), "{text}: {line}");
    }
    for nothing_in_it in ["", "\n# only a comment\n", "---\n", "~"] {
        nothing().user(nothing_in_it).config();
    }
}

#[test]
fn without_a_home_the_store_must_be_named() {
    let mut sources = nothing();
    sources.places.state = None;
    sources.places.home = None;
    assert_eq!(sources.error(), ConfigError::NoHome);
    let named = sources.clone().flag(Key::Database, "--database", "/v.db");
    assert_eq!(named.config().database.value, Path::new("/v.db"));
    let tilde = sources.flag(Key::Database, "--database", "~/v.db");
    assert!(tilde.refusal().contains("set HOME"));
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    assert_eq!(read(at("none")).text, Ok(None));
    fs::create_dir(at("folder")).unwrap();
    assert_eq!(
        read(at("folder")).text,
        Err(ConfigError::NotAFile(at("folder")))
    );
    // A folder called .env is a Python environment.
    assert_eq!(read_dot_env(at("folder")).text, Ok(None));
    fs::write(at("large"), vec![b'#'; 10_000_000]).unwrap();
    assert!(matches!(
        read(at("large")).text,
        Err(ConfigError::TooLarge {
            bytes: 10_000_000,
            ..
        })
    ));
    fs::write(at("latin"), b"mode: full\n# caf\xe9\n").unwrap();
    let path = at("latin");
    assert_eq!(
        read(at("latin")).text,
        Err(ConfigError::NotText { path, line: 2 })
    );
    fs::write(at("mark"), "\u{feff}mode: simple\n").unwrap();
    assert_eq!(read(at("mark")).text, Ok(Some("mode: simple\n".to_owned())));
    fs::write(at("file"), "").unwrap();
    assert!(matches!(
        read(at("file/config.yaml")).text,
        Err(ConfigError::Unreadable { .. })
    ));
}

#[test]
fn lines_of_other_programs_in_a_dot_env_are_none_of_our_business() {
    let config = nothing()
        .dot_env("THEIRS=two words\n!!!\nNIM_API_KEY=abc # note\n")
        .config();
    assert_eq!(config.models.nim_key.value.unwrap().reveal(), "abc");
    let line = nothing().dot_env("A=1\nNIM_API_KEY=two words\n").refusal();
    assert!(line.starts_with("/work/blog/.env:2: the value of NIM_API_KEY cannot be read"));
}

proptest! {
    #[test]
    fn no_text_makes_the_readers_panic(text in "[a-z:{}\\[\\]&*'\" \n\t#~!|>?,-]{0,80}") {
        let sources = nothing().user(&text).dot_env(&text);
        let _ = Config::resolve(&sources);
        let sources = nothing().user(TRUST).workspace(&text);
        if let Err(error) = Config::resolve(&sources) {
            prop_assert!(!error.to_string().contains('\n'));
        }
    }
}
