//! Outside of the sandbox: only what a person has seen and allowed, once.

use super::bench::{Bench, start};
use crate::cli::home::answer;

/// A command that leaves a canary beside the workspace, where no sandbox lets it write.
fn canary(bench: &Bench) -> std::path::PathBuf {
    bench.home.work().parent().unwrap().join("canary")
}

fn replies(bench: &Bench, input: &str, rest: &str) -> String {
    let command = format!("touch '{}'", canary(bench).display());
    let input = input.replace("COMMAND", &command);
    format!("replies:\n  - tools: [{{name: shell, input: {input}}}]\n{rest}")
}

const OUTSIDE: &str = r#"{command: "COMMAND", outside: true, why: "it has to lie there"}"#;
const REST: &str = "replies: [{text: Done.}]\n";

#[test]
fn what_the_sandbox_refused_can_be_asked_for_and_runs_outside_after_a_yes() {
    let bench = Bench::new(&[]);
    let both = format!(
        "  - expect: {{answered: \"outside: true\"}}\n    tools: [{{name: shell, input: {}}}]\n",
        OUTSIDE.replace("COMMAND", &format!("touch '{}'", canary(&bench).display()))
    );
    let script = replies(&bench, r#"{command: "touch /etc/vibecober-canary"}"#, &both);
    // In a mode that allows everything it waits, too.
    let told = bench.run(&script, &["make it", "--approve", "auto"]);
    assert_eq!(told.code, 3, "{}", told.err);
    assert!(!canary(&bench).exists() && !std::path::Path::new("/etc/vibecober-canary").exists());
    let asked = bench.waiting()[0].clone();
    let title = asked["title"].as_str().unwrap();
    assert!(
        title.starts_with("Run outside the sandbox, once: touch"),
        "{title}"
    );
    let finding = &asked["subject"]["finding"];
    assert_eq!(finding["rule"], "sandbox.outside");
    assert_ne!(finding["guard"], "none");
    assert_eq!(asked["subject"]["wish"]["place"], "outside");
    let id = asked["id"].as_str().unwrap();
    let shown = bench.home.run(["approve", "show", id]).out;
    for part in [
        "high",
        "outside of the sandbox, this once",
        "it has to lie there",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
    let ruled = bench.home.run(["approve", "accept", id, "--rule", "touch"]);
    ruled.refuses(2, &["rules cannot let this through"]);
    assert_eq!(bench.home.run(["approve", "accept", id]).code, 0);
    let session = asked["run"].as_str().unwrap();
    let done = bench.run(REST, &["--resume", session, "--approve", "auto"]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "Done.\n"),
        "{}",
        done.err
    );
    assert!(canary(&bench).exists());
}

#[test]
fn a_no_leaves_nothing_and_tells_the_model() {
    let bench = Bench::new(&[]);
    let script = replies(&bench, OUTSIDE, "");
    assert_eq!(bench.run(&script, &["make it"]).code, 3);
    let id = bench.asked();
    bench.home.run(["deny", &id, "--reason", "keep inside"]);
    let session = bench.session()["id"].as_str().unwrap().to_owned();
    let rest = "replies:\n  - expect: {answered: \"keep inside\"}\n    text: Inside then.\n";
    let done = bench.run(rest, &["--resume", &session]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "Inside then.\n"),
        "{}",
        done.err
    );
    assert!(!canary(&bench).exists());
}

#[test]
fn without_a_reason_it_is_not_even_asked() {
    let bench = Bench::new(&[]);
    let rest = "  - expect: {answered: \"say why\"}\n    text: Oh.\n";
    let script = replies(&bench, r#"{command: "COMMAND", outside: true}"#, rest);
    let done = bench.run(&script, &["make it", "--approve", "auto"]);
    assert_eq!((done.code, done.out.as_str()), (0, "Oh.\n"), "{}", done.err);
    assert!(!canary(&bench).exists());
}

#[test]
fn where_there_is_no_sandbox_it_means_a_plain_run() {
    let bench = Bench::new(&[]);
    let plain = replies(&bench, OUTSIDE, "  - text: Done.\n");
    let flags = ["make it", "--approve", "auto", "--sandbox", "off"];
    let done = bench.run(&plain, &flags);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(canary(&bench).exists());
}

#[test]
fn what_runs_outside_is_killed_to_its_last_child() {
    let bench = Bench::new(&[]);
    let input =
        r#"{command: "(sleep 3; COMMAND) & sleep 300", outside: true, timeout: 1, why: "try"}"#;
    let script = replies(
        &bench,
        input,
        "  - expect: {answered: \"killed after\"}\n    text: Ok.\n",
    );
    let child = start(bench.exec(&script, &["make it", "--wait"]));
    let id = bench.asked();
    assert_eq!(bench.home.run(["approve", "accept", &id]).code, 0);
    let done = answer(child.wait_with_output().unwrap());
    assert_eq!((done.code, done.out.as_str()), (0, "Ok.\n"), "{}", done.err);
    std::thread::sleep(std::time::Duration::from_secs(4));
    assert!(!canary(&bench).exists());
}
