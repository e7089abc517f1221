//! Keys and models from the command line: kept for one person, told without being shown.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use super::home::{Answer, Home, answer};

const KEY: &str = "sk-ant-0123456789-tail";

/// Runs a command with `text` on its standard input.
fn fed(home: &Home, args: &[&str], text: &str) -> Answer {
    let mut command = home.command(args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that reads nothing may have ended already.
    child.stdin.take().unwrap().write_all(text.as_bytes()).ok();
    answer(child.wait_with_output().unwrap())
}

#[test]
fn a_key_is_kept_listed_masked_and_forgotten() {
    let home = Home::new();
    let added = fed(&home, &["auth", "add", "anthropic"], &format!("{KEY}\n"));
    assert_eq!(added.code, 0, "{}", added.err);
    let file = home.config("credentials.yaml");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let listed = home.json(["auth", "list"]);
    assert_eq!(listed["keys"][0]["provider"], "anthropic");
    assert_eq!(listed["keys"][0]["key"], "********tail");
    let shown = home.json(["models", "show", "anthropic/claude-sonnet-4-20250514"]);
    assert_eq!(shown["model"]["usable"], true);
    assert_eq!(shown["model"]["key_from"], "vibecober auth");
    assert_eq!(shown["model"]["price"]["output"], "15");

    assert_eq!(home.run(["auth", "remove", "anthropic"]).code, 0);
    home.run(["auth", "remove", "anthropic"])
        .refuses(2, &["no key is kept for 'anthropic'"]);
    let shown = home.json(["models", "show", "anthropic/claude-sonnet-4-20250514"]);
    assert_eq!(shown["model"]["usable"], false);
}

#[test]
fn what_cannot_be_kept_or_found_is_told_in_one_line() {
    let home = Home::new();
    fed(&home, &["auth", "add", "anthropc"], KEY).refuses(2, &["did you mean 'anthropic'?"]);
    fed(&home, &["auth", "add", "openai"], "\n").refuses(2, &["no key came"]);
    fed(&home, &["auth", "add", "openai"], "two words").refuses(2, &["paste the key again"]);
    let shown = fed(&home, &["auth", "add", "anthropic", KEY], "");
    shown.refuses(2, &["takes no key as an argument"]);
    assert!(!shown.err.contains("0123456789"), "{}", shown.err);
    let shown = home.run(["models", "list", "a", KEY]);
    assert!(
        shown.code == 2 && !shown.err.contains("0123456789"),
        "{}",
        shown.err
    );
    let wrong = fed(&home, &["auth", "add", KEY], "");
    wrong.refuses(2, &["that is not the name", "typed when asked"]);
    home.run(["models", "show", "openai/gpt-4oo"])
        .refuses(2, &["did you mean openai/gpt-4o?"]);
    home.run(["models", "test", "openai/gpt-4o"])
        .refuses(5, &["vibecober auth add openai", "OPENAI_API_KEY"]);
    std::fs::create_dir_all(home.config("")).unwrap();
    std::fs::write(
        home.config("models.yaml"),
        "providers:\n  openai:\n    apu: chat\n",
    )
    .unwrap();
    home.run(["models", "list"]).refuses(
        2,
        &[
            "models.yaml:3",
            "providers.openai.apu",
            "did you mean 'api'?",
        ],
    );
}

#[test]
fn every_model_is_listed_with_what_it_costs_and_lacks() {
    let home = Home::new();
    let listed = home.json(["models", "list"]);
    let models = listed["models"].as_array().unwrap();
    assert!(models.len() > 40);
    assert!(models.iter().all(|model| model["price"].is_object()));
    let usable = home.json(["models", "list", "--usable"]);
    let usable = usable["models"].as_array().unwrap();
    let names = usable.iter().map(|model| model["name"].as_str().unwrap());
    assert!(names.clone().any(|name| name == "ollama/*"));
    assert!(names.clone().all(|name| !name.starts_with("openai/")));
}
