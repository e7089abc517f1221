//! What scripts rely on: JSON and nothing else on standard output, exit codes, completions.

use super::home::Home;

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn every_command_answers_with_its_documented_shape() {
    let home = Home::new();
    let generated = home.json(["generate", "todo app", "--production", "--build"]);
    assert_eq!(
        keys(&generated),
        [
            "run",
            "plan",
            "files",
            "review",
            "build",
            "changed",
            "edited",
            "conflicts",
            "evidence",
            "proof",
            "approval",
            "agents",
            "holes",
            "racers",
            "cost_usd",
            "exit_code",
            "understanding"
        ]
    );
    let id = generated["run"]["id"].as_str().unwrap();
    let planned = home.json(["plan", "todo app", "--production"]);
    assert_eq!(keys(&planned), ["plan", "understanding"]);
    assert_eq!(planned["plan"], generated["plan"]);
    assert_eq!(
        keys(&planned["plan"]),
        [
            "project_type",
            "complexity",
            "agents",
            "execution_order",
            "config"
        ]
    );
    assert_eq!(keys(&home.json(["logs", id])), ["run", "events"]);
    assert_eq!(keys(&home.json(["run", "list"])), ["runs"]);
    assert_eq!(
        keys(&home.json(["run", "show", id])),
        ["run", "proof", "builds", "evidence", "calls"]
    );
    assert_eq!(
        keys(&home.json(["run", "trace", id])),
        ["run", "events", "documents"]
    );
    assert_eq!(keys(&home.json(["config", "path"])), ["files"]);
    assert_eq!(keys(&home.json(["config", "show"])), ["values", "notices"]);
    assert_eq!(keys(&home.json(["doctor"])), ["checks", "healthy"]);
    assert_eq!(
        keys(&home.json(["completions", "bash"])),
        ["shell", "script"]
    );
    assert!(home.json(["schema"])["properties"]["entities"].is_object());
    assert!(home.json(["db", "status"])["version"].as_u64().unwrap() > 0);
    assert_eq!(keys(&home.json(["db", "migrate"])), ["from", "to", "copy"]);
    let back = home.json(["db", "rollback"]);
    assert_eq!(
        back["from"].as_u64().unwrap() - 1,
        back["to"].as_u64().unwrap()
    );
    assert_eq!(home.json(["db", "migrate"])["to"], back["from"]);
    assert_eq!(keys(&home.json(["run", "list"])), ["runs"]);
}

#[test]
fn a_wrong_command_line_is_told_in_json_too() {
    let home = Home::new();
    for args in [
        &["--json"] as &[&str],
        &["frobnicate", "--json"],
        &["generate", "--json"],
        &["generate", "x", "--json", "--simple", "--full"],
        &["--json", "run", "show"],
    ] {
        let answer = home.run(args);
        answer.refuses(2, &["--help"]);
        let told: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        assert_eq!(told["error"]["exit_code"], 2, "{args:?}");
        assert!(!told["error"]["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn the_plan_of_a_preview_is_for_people_by_default_and_parses_too() {
    let home = Home::new();
    let answer = home.run(["plan", "todo app", "--quiet"]);
    let plan: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(plan["config"]["depth"], "standard");
    assert!(!home.store().exists(), "a plan stores nothing");
}

#[test]
fn help_has_examples_and_completions_know_the_commands() {
    let home = Home::new();
    let help = home.run(["--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Examples:") && help.out.contains("Exit codes:"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = home.run(["completions", shell]);
        assert_eq!(script.code, 0);
        assert!(script.out.contains("generate"), "{shell}");
    }
    assert_eq!(
        home.run(["--version"]).out.trim(),
        concat!("vibecober ", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(home.run(Vec::<&str>::new()).code, 2);
}

#[test]
fn colour_comes_only_where_it_is_asked_for() {
    let home = Home::new();
    assert!(!home.run(["run", "list"]).out.contains('\u{1b}'));
    home.run(["generate", "todo app"]);
    assert!(
        home.run(["run", "list", "--color", "always"])
            .out
            .contains('\u{1b}')
    );
    assert!(
        !home
            .run(["run", "list", "--color", "never"])
            .out
            .contains('\u{1b}')
    );
}
