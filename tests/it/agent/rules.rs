//! Rules that are saved with an answer: in force from the next call on, wherever it is made.

use serde_json::{Value, json};

use super::bench::{Bench, start, until};
use crate::cli::home::{Answer, answer};

const ONE: &str = r#"
replies:
  - tools: [{name: shell, input: {command: "mkfifo one"}}]
  - text: Made.
"#;
const REST: &str = "replies: [{text: Made.}]\n";

fn other(command: &str) -> String {
    ONE.replace("mkfifo one", command)
}

/// A workspace in which one command waits, and its approval.
fn asked() -> (Bench, Value) {
    let bench = Bench::new(&[]);
    let told = bench.run(ONE, &["make one"]);
    assert_eq!(told.code, 3, "{}", told.err);
    let asked = bench.waiting()[0].clone();
    (bench, asked)
}

fn id(asked: &Value) -> &str {
    asked["id"].as_str().unwrap()
}

fn accept(bench: &Bench, asked: &Value, flags: &[&str]) -> Answer {
    let args: Vec<&str> = ["approve", "accept", id(asked)]
        .into_iter()
        .chain(flags.iter().copied())
        .collect();
    bench.home.run(&args)
}

#[test]
fn a_rule_shows_what_it_says_before_and_lets_the_like_through_after() {
    let (bench, asked) = asked();
    let shown = bench
        .home
        .run(["approve", "show", id(&asked), "--rule", "mkfifo"]);
    for part in [
        "allows mkfifo",
        "fits",
        "mkfifo one",
        "matched 0 of 0",
        "no end",
    ] {
        assert!(shown.out.contains(part), "{}{}", shown.out, shown.err);
    }
    assert_eq!(
        bench.json(&["policy", "list"])["rules"],
        json!([]),
        "nothing is saved"
    );
    let flags = ["--rule", "mkfifo", "--scope", "always", "--expires", "7d"];
    let told = accept(&bench, &asked, &flags);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(
        told.out.contains("allows mkfifo · always · until "),
        "{}",
        told.out
    );
    // The one that was asked for, and another one that begins so.
    let session = asked["run"].as_str().unwrap();
    assert_eq!(bench.run(REST, &["--resume", session]).code, 0);
    let next = bench.run(&other("mkfifo two"), &["make two"]);
    assert_eq!(next.code, 0, "{}", next.err);
    assert!(bench.at("one").exists() && bench.at("two").exists());
    let said = bench.json(&["policy", "test", "mkfifo three"]);
    let rules = bench.json(&["policy", "list"])["rules"].clone();
    assert_eq!(
        (rules.as_array().unwrap().len(), &rules[0]["origin"]),
        (1, &json!("answer"))
    );
    let name = rules[0]["id"].as_str().unwrap();
    assert_eq!(
        (&said["verdict"], said["rule"].as_str()),
        (&json!("auto"), Some(&*format!("rule:{name}")))
    );
    assert_eq!(rules[0]["approval"], asked["id"]);
    let listed = bench.home.run(["policy", "list"]).out;
    assert!(
        listed.contains(name) && listed.contains("answer"),
        "{listed}"
    );
    // Taken back, it counts no more.
    assert_eq!(
        bench.json(&["policy", "revoke", name]),
        json!({ "revoked": name })
    );
    bench
        .home
        .run(["policy", "revoke", name])
        .refuses(2, &["no rule"]);
    assert_eq!(bench.run(&other("mkfifo four"), &["make four"]).code, 3);
    assert!(!bench.at("four").exists());
}

#[test]
fn a_bare_rule_names_every_word_and_holds_in_its_session_only() {
    let (bench, asked) = asked();
    assert_eq!(accept(&bench, &asked, &["--rule"]).code, 0);
    let rules = bench.json(&["policy", "list"])["rules"].clone();
    assert_eq!(rules[0]["command"], json!(["mkfifo", "one"]));
    assert_eq!(rules[0]["not_matches"], json!(["mkfifo"]));
    assert_eq!(rules[0]["scope"]["session"], asked["run"]);
    let session = asked["run"].as_str().unwrap();
    let twice = r#"
replies:
  - tools: [{name: shell, input: {command: "mkfifo one"}}]
  - expect: {answered: "File exists"}
    text: It is there.
"#;
    let done = bench.run(twice, &["--resume", session]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "It is there.\n"),
        "{}",
        done.err
    );
    assert_eq!(
        bench.run(ONE, &["make one"]).code,
        3,
        "another session asks"
    );
}

#[test]
fn a_rule_that_another_process_saves_counts_from_the_next_call_of_a_session_at_work() {
    let bench = Bench::new(&[]);
    let replies = r#"
replies:
  - tools: [{name: shell, input: {command: "mkfifo one"}}]
  - tools: [{name: shell, input: {command: "mkfifo two"}}]
  - tools: [{name: shell, input: {command: "factor 12"}}]
  - text: Made.
"#;
    let child = start(bench.exec(replies, &["make them", "--wait"]));
    let first = bench.asked();
    let flags = ["approve", "accept", &first, "--rule", "mkfifo"];
    assert_eq!(bench.home.run(flags).code, 0);
    // The second goes by the rule; the third is something else.
    let third = until("the third question", || {
        let waiting = bench.waiting();
        waiting.first().cloned()
    });
    assert_eq!(third["subject"]["wish"]["command"], "factor 12");
    assert!(bench.at("two").exists());
    bench.home.run(["approve", "accept", id(&third)]);
    let done = answer(child.wait_with_output().unwrap());
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "Made.\n"),
        "{}",
        done.err
    );
}

#[test]
fn a_rule_for_once_lets_one_call_through_and_is_gone() {
    let (bench, asked) = asked();
    assert_eq!(
        accept(&bench, &asked, &["--rule", "mkfifo", "--scope", "once"]).code,
        0
    );
    assert_eq!(bench.run(&other("ls && mkfifo two"), &["make two"]).code, 0);
    assert!(bench.at("two").exists());
    assert_eq!(bench.json(&["policy", "list"])["rules"], json!([]));
    assert_eq!(bench.run(&other("mkfifo three"), &["make three"]).code, 3);
    assert!(!bench.at("three").exists());
}

#[test]
fn a_rule_for_once_is_not_used_up_by_what_needs_none() {
    let (bench, asked) = asked();
    assert_eq!(
        accept(&bench, &asked, &["--rule", "mkfifo", "--scope", "once"]).code,
        0
    );
    assert_eq!(bench.run(&other("ls"), &["look"]).code, 0);
    assert_eq!(
        bench.json(&["policy", "list"])["rules"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_rule_of_a_workspace_does_not_hold_in_another() {
    let (bench, asked) = asked();
    assert_eq!(
        accept(
            &bench,
            &asked,
            &["--rule", "mkfifo", "--scope", "workspace"]
        )
        .code,
        0
    );
    assert_eq!(bench.run(&other("mkfifo two"), &["make two"]).code, 0);
    let elsewhere = bench.home.work().parent().unwrap().join("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    let mut command = bench.exec(&other("mkfifo three"), &["make three"]);
    let told = answer(command.current_dir(&elsewhere).output().unwrap());
    assert_eq!(told.code, 3, "{}", told.err);
    // What a workspace says itself is stricter, whatever a person saved.
    let forbids = "rules: [{id: no-fifo, command: [mkfifo], decision: deny, matches: [mkfifo x], not_matches: [ls]}]\n";
    std::fs::create_dir_all(bench.at(".vibecober")).unwrap();
    std::fs::write(bench.at(".vibecober/policy.yaml"), forbids).unwrap();
    let refused = bench.run(&other("mkfifo four"), &["make four"]);
    assert_eq!(refused.code, 0, "{}", refused.err);
    assert!(!bench.at("four").exists());
}

#[test]
fn a_rule_that_ended_counts_no_more() {
    let (bench, asked) = asked();
    let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_millis(300);
    let flags = [
        "--rule",
        "mkfifo",
        "--scope",
        "always",
        "--expires",
        &soon.to_string(),
    ];
    let told = accept(&bench, &asked, &flags);
    if told.code == 0 {
        until("its end", || (jiff::Timestamp::now() > soon).then_some(()));
        assert_eq!(bench.run(&other("mkfifo two"), &["make two"]).code, 3);
    } else {
        // A machine that was this slow saw the end of it before it was saved.
        told.refuses(2, &["would have ended"]);
    }
    let past = ["--rule", "mkfifo", "--expires", "2020-01-01"];
    let (bench, asked) = self::asked();
    accept(&bench, &asked, &past).refuses(2, &["would have ended already"]);
}

#[test]
fn a_no_can_forbid_the_like_from_now_on() {
    let (bench, asked) = asked();
    let flags = [
        "deny",
        id(&asked),
        "--rule",
        "mkfifo",
        "--scope",
        "always",
        "--reason",
        "no pipes",
    ];
    let told = bench.home.run(flags);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("forbids mkfifo"), "{}", told.out);
    let replies = r#"
replies:
  - tools: [{name: shell, input: {command: "mkfifo two"}}]
  - expect: {answered: "forbids"}
    text: Then not.
"#;
    let done = bench.run(replies, &["make two", "--approve", "auto"]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "Then not.\n"),
        "{}",
        done.err
    );
    assert!(!bench.at("two").exists());
}

#[test]
fn what_else_waits_and_is_let_through_is_accepted_with_it() {
    let (bench, asked) = asked();
    for command in [
        "mkfifo two",
        "mkfifo 'th ree'",
        "factor 12",
        "rm -rf one && mkfifo one",
    ] {
        assert_eq!(bench.run(&other(command), &["make it"]).code, 3);
    }
    let shown = bench.json(&[
        "approve",
        "show",
        id(&asked),
        "--rule",
        "mkfifo",
        "--scope",
        "always",
    ]);
    assert_eq!(
        shown["rule"]["alike"].as_array().unwrap().len(),
        2,
        "{shown}"
    );
    let narrow = bench.json(&["approve", "show", id(&asked), "--rule", "mkfifo"]);
    assert_eq!(
        narrow["rule"]["alike"],
        json!([]),
        "other sessions are not meant"
    );
    let told = accept(
        &bench,
        &asked,
        &["--rule", "mkfifo", "--scope", "always", "--alike"],
    );
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(told.out.matches("is approved").count(), 2, "{}", told.out);
    let left: Vec<Value> = bench.waiting();
    let left: Vec<&str> = left
        .iter()
        .map(|one| one["subject"]["wish"]["command"].as_str().unwrap())
        .collect();
    assert_eq!(left, ["factor 12", "rm -rf one && mkfifo one"]);
}

#[test]
fn a_rule_that_says_nothing_or_too_much_is_refused_in_one_line() {
    let (bench, asked) = asked();
    for (flags, parts) in [
        (
            vec!["--rule", "mkfifo", "--scope", "town"],
            vec!["invalid value 'town'"],
        ),
        (
            vec!["--rule", "mkfifo", "--expires", "soon"],
            vec!["'soon' is no time to come"],
        ),
        (
            vec!["--rule", "cargo fmt"],
            vec!["'cargo fmt' does not fit what is asked"],
        ),
        (
            vec!["--rule", "mkfifo one; ls"],
            vec!["not the plain beginning"],
        ),
        (vec!["--rule", "mkf*"], vec!["not the plain beginning"]),
        (vec!["--scope", "always"], vec!["--rule"]),
        (
            vec!["--rule", "mkfifo", "--command", "ls"],
            vec!["cannot be used with"],
        ),
    ] {
        let told = accept(&bench, &asked, &flags);
        told.refuses(2, &parts);
        assert_eq!(told.err.trim_end().lines().count(), 1, "{}", told.err);
    }
    let replies = other("rm -rf build");
    let lost = Bench::new(&[("build/x", "x")]);
    assert_eq!(lost.run(&replies, &["clean"]).code, 3);
    let asked = lost.waiting()[0].clone();
    accept(&lost, &asked, &["--rule", "rm"]).refuses(2, &["rules cannot let this through"]);
    assert_eq!(lost.waiting().len(), 1, "it still waits");
}

#[test]
fn a_rule_that_would_not_help_is_refused_with_the_reason() {
    let bench = Bench::new(&[]);
    assert_eq!(
        bench
            .run(&other("mkfifo one && factor 12"), &["make it"])
            .code,
        3
    );
    let asked = bench.waiting()[0].clone();
    accept(&bench, &asked, &["--rule", "mkfifo"])
        .refuses(2, &["would not let this through", "factor"]);
    accept(&bench, &asked, &["--rule"]).refuses(2, &["several parts"]);
}
