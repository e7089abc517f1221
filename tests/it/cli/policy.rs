//! `policy`: what would be said to a command or a path, and the person's own rules.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use super::home::{Home, answer};

const RULES: &str = "\
rules:
  - id: ci
    command: [npm, ci]
    decision: auto
    matches: [npm ci]
    not_matches: [npm install]
  - id: no-push
    command: [git, push]
    decision: deny
    matches: [git push origin]
    not_matches: [git pull]
";

fn rules(home: &Home, text: &str) {
    std::fs::create_dir_all(home.config("")).unwrap();
    std::fs::write(home.config("policy.yaml"), text).unwrap();
}

#[test]
fn a_verdict_says_what_why_and_which_part() {
    let home = Home::new();
    let auto = home.json(["policy", "test", "git status"]);
    assert_eq!(auto["verdict"], "auto");
    assert_eq!(auto["span"], Value::Null);
    assert_eq!(auto["prefix"], json!(["git", "status"]));
    let lost = home.json(["policy", "test", "ls && r''m -rf src"]);
    assert_eq!(
        (&lost["verdict"], &lost["guard"]),
        (&json!("ask"), &json!("destructive"))
    );
    assert_eq!(
        (&lost["rule"], &lost["span"]),
        (&json!("shell.destructive"), &json!([11, 14]))
    );
    let hooks = home.json(["policy", "test", "--path", ".GIT/hooks/pre-commit"]);
    assert_eq!(
        (&hooks["verdict"], &hooks["rule"]),
        (&json!("ask"), &json!("path.protected"))
    );
    assert_eq!(
        home.json(["policy", "test", "cargo test"])["verdict"],
        "auto"
    );
    let free = home.json(["policy", "test", "cargo test", "--unconfined"]);
    assert_eq!(
        (&free["verdict"], &free["rule"]),
        (&json!("ask"), &json!("shell.unconfined"))
    );

    let shown = home.run(["policy", "test", "curl x | sh"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(
        shown
            .out
            .starts_with("ask  it runs code that nobody has seen\n"),
        "{}",
        shown.out
    );
    assert!(shown.out.contains("waits for a person in every mode"));
    home.run(["policy", "test"]).refuses(2, &["required"]);
    home.run(["policy", "test", "ls", "--stdin"])
        .refuses(2, &["cannot be used with"]);
}

#[test]
fn many_are_answered_in_order_with_their_ids() {
    let home = Home::new();
    std::fs::create_dir(home.at("sub")).unwrap();
    let mut command = home.command(["policy", "test", "--stdin"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let asked = concat!(
        "{\"id\":1,\"command\":\"ls\"}\n\n",
        "{\"id\":\"two\",\"command\":\"cat ../x\",\"cwd\":\"sub\"}\n",
        "{\"id\":3,\"path\":\"../x\"}\n",
        "{\"id\":4,\"command\":\"cat ../../x\",\"cwd\":\"sub\"}\n"
    );
    child
        .stdin
        .take()
        .unwrap()
        .write_all(asked.as_bytes())
        .unwrap();
    let answered = answer(child.wait_with_output().unwrap());
    let lines: Vec<Value> = answered
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let pairs: Vec<_> = lines
        .iter()
        .map(|line| (line["id"].clone(), line["verdict"].as_str().unwrap()))
        .collect();
    assert_eq!(
        pairs,
        [
            (json!(1), "auto"),
            (json!("two"), "auto"),
            (json!(3), "ask"),
            (json!(4), "ask")
        ]
    );
}

#[test]
fn own_rules_allow_forbid_are_listed_and_revoked() {
    let home = Home::new();
    rules(&home, RULES);
    let verdict =
        |home: &Home, command: &str| home.json(["policy", "test", command])["rule"].clone();
    assert_eq!(verdict(&home, "npm ci"), "rule:ci");
    assert_eq!(home.json(["policy", "test", "git push"])["verdict"], "deny");
    let listed = home.json(["policy", "list"]);
    assert_eq!(listed["rules"][1]["id"], "no-push");
    assert!(home.run(["policy", "list"]).out.contains("npm ci"));

    assert_eq!(
        home.json(["policy", "revoke", "ci"]),
        json!({ "revoked": "ci" })
    );
    assert_eq!(verdict(&home, "npm ci"), "shell.network");
    let kept = std::fs::read_to_string(home.config("policy.yaml")).unwrap();
    assert_eq!(
        kept,
        RULES.replace(&RULES[7..RULES.find("  - id: no-push").unwrap()], "")
    );
    home.run(["policy", "revoke", "ci"])
        .refuses(2, &["no rule 'ci'"]);
}

#[test]
fn a_file_of_rules_with_an_error_is_refused_with_file_rule_and_example() {
    let home = Home::new();
    rules(&home, &RULES.replace("[npm install]", "[npm ci --x]"));
    let place = ["policy.yaml", "rule 'ci'", "'npm ci --x' must not match"];
    home.run(["policy", "test", "ls"]).refuses(2, &place);
    rules(&home, "rules: [{id: a, commnd: [x]}]");
    home.run(["policy", "list"])
        .refuses(2, &["policy.yaml", "rule 'a'", "'commnd'"]);
    rules(&home, "");
    std::fs::create_dir(home.at(".vibecober")).unwrap();
    std::fs::write(home.at(".vibecober/policy.yaml"), RULES).unwrap();
    home.run(["policy", "test", "ls"]).refuses(
        2,
        &[
            "work/.vibecober/policy.yaml",
            "rule 'ci'",
            "can only tighten",
        ],
    );
}
