//! What an agent may not do by itself waits for a person, wherever they answer.

use std::fs;

use super::bench::{Bench, start};
use crate::cli::home::answer;

const REMOVE: &str = r#"
replies:
  - text: I clean up.
    tools: [{name: shell, input: {command: "rm -rf build"}}]
  - text: Cleaned.
"#;
const REST: &str = "replies: [{text: Cleaned.}]\n";

fn with_build() -> Bench {
    Bench::new(&[("build/x", "x"), ("keep.txt", "one\n")])
}

#[test]
fn it_waits_outlives_the_process_and_goes_on_after_the_answer() {
    let bench = with_build();
    let told = bench.run(REMOVE, &["clean"]);
    assert_eq!(told.code, 3, "{}", told.err);
    assert!(bench.at("build/x").exists());
    let asked = bench.waiting();
    assert_eq!(asked.len(), 1);
    let (id, session) = (
        asked[0]["id"].as_str().unwrap(),
        asked[0]["run"].as_str().unwrap(),
    );
    assert_eq!(asked[0]["subject"]["wish"]["command"], "rm -rf build");
    assert_eq!(asked[0]["subject"]["finding"]["guard"], "destructive");
    // Taken up before the answer, it waits again, and asks the same question.
    let again = bench.run(REST, &["--resume", session]);
    assert_eq!(again.code, 3, "{}", again.err);
    assert_eq!(bench.waiting().len(), 1);
    assert_eq!(bench.waiting()[0]["id"], id);
    let shown = bench.home.run(["approve", "show", id]).out;
    for part in ["$ rm -rf build", "high", "exec", "clean"] {
        assert!(shown.contains(part), "{shown}");
    }
    assert_eq!(bench.home.run(["approve", "accept", id]).code, 0);
    let done = bench.run(REST, &["--resume", session]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "Cleaned.\n"),
        "{}",
        done.err
    );
    assert!(!bench.at("build").exists() && bench.at("keep.txt").exists());
    let late = bench.home.run(["deny", id]);
    assert_ne!(late.code, 0, "it is answered already");
}

#[test]
fn the_guard_holds_where_everything_else_is_allowed() {
    let bench = with_build();
    let told = bench.run(REMOVE, &["clean", "--approve", "auto", "--sandbox", "off"]);
    assert_eq!(told.code, 3, "{}", told.err);
    assert!(bench.at("build/x").exists());
}

#[test]
fn a_reason_reaches_the_model_and_the_work_goes_on() {
    let bench = with_build();
    bench.run(REMOVE, &["clean"]);
    let id = bench.asked();
    let session = bench.session()["id"].as_str().unwrap().to_owned();
    bench
        .home
        .run(["deny", &id, "--reason", "keep it, the build takes an hour"]);
    let other = r#"
replies:
  - expect: {answered: "the build takes an hour"}
    text: Then I leave it.
"#;
    let done = bench.run(other, &["--resume", &session]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.out, "Then I leave it.\n");
    assert!(bench.at("build/x").exists());
}

#[test]
fn a_headless_agent_that_waits_hears_the_answer_of_another_process() {
    let bench = with_build();
    let child = start(bench.exec(REMOVE, &["clean", "--wait"]));
    let id = bench.asked();
    assert!(bench.at("build/x").exists());
    let told = bench.home.run(["approve", "accept", &id]);
    assert!(told.out.contains("goes on where it works"), "{}", told.out);
    let done = answer(child.wait_with_output().unwrap());
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "Cleaned.\n"),
        "{}",
        done.err
    );
    assert!(!bench.at("build").exists());
}

#[test]
fn another_command_is_run_in_its_place_and_the_model_is_told() {
    let bench = with_build();
    bench.run(REMOVE, &["clean"]);
    let id = bench.asked();
    let session = bench.session()["id"].as_str().unwrap().to_owned();
    let refused = bench.home.run(["approve", "accept", &id, "--hunks", "a:1"]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    bench
        .home
        .run(["approve", "accept", &id, "--command", "rm build/x"]);
    let rest = r#"
replies:
  - expect: {answered: "run instead: rm build/x"}
    text: So it is.
"#;
    let done = bench.run(rest, &["--resume", &session]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(bench.at("build").exists() && !bench.at("build/x").exists());
}

#[test]
fn protected_files_ask_and_only_the_accepted_places_change() {
    let lines = (1..=60).fold(String::new(), |all, number| {
        all + &format!("line {number}\n")
    });
    let bench = Bench::new(&[(".github/workflows/ci.yml", &lines)]);
    let edit = |from: u32| format!("{{old: \"line {from}\\n\", new: \"LINE {from}\\n\"}}");
    let replies = format!(
        "replies:\n  - tools: [{{name: read, input: {{path: .github/workflows/ci.yml}}}}]\n  - tools: [{{name: patch, input: {{changes: [{{path: .github/workflows/ci.yml, edits: [{}, {}, {}]}}]}}}}]\n",
        edit(10),
        edit(30),
        edit(50)
    );
    let told = bench.run(&replies, &["change it", "--approve", "auto"]);
    assert_eq!(told.code, 3, "{}", told.err);
    let asked = &bench.waiting()[0];
    assert_eq!(asked["subject"]["wish"]["files"][0]["hunks"], 3, "{asked}");
    let id = asked["id"].as_str().unwrap();
    let beyond = bench.home.run([
        "approve",
        "accept",
        id,
        "--hunks",
        ".github/workflows/ci.yml:4",
    ]);
    assert_eq!(beyond.code, 2, "{}", beyond.err);
    bench.home.run([
        "approve",
        "accept",
        id,
        "--hunks",
        ".github/workflows/ci.yml:2",
    ]);
    let session = asked["run"].as_str().unwrap();
    let done = bench.run("replies: [{text: Ok.}]\n", &["--resume", session]);
    assert_eq!(done.code, 0, "{}", done.err);
    let expected = lines.replace("line 30\n", "LINE 30\n");
    assert_eq!(bench.text(".github/workflows/ci.yml"), expected);
}

#[test]
fn a_yes_is_no_yes_to_what_has_changed_since() {
    let bench = Bench::new(&[(".envrc", "one\n")]);
    let replies = r#"
replies:
  - tools: [{name: read, input: {path: .envrc}}]
  - tools: [{name: edit, input: {path: .envrc, old: "one", new: "two"}}]
"#;
    let told = bench.run(replies, &["change it"]);
    assert_eq!(told.code, 3, "{}", told.err);
    let asked = bench.waiting()[0].clone();
    bench
        .home
        .run(["approve", "accept", asked["id"].as_str().unwrap()]);
    fs::write(bench.at(".envrc"), "one\nexport PATH=/evil\n").unwrap();
    let session = asked["run"].as_str().unwrap();
    let again = bench.run("replies: [{text: Ok.}]\n", &["--resume", session]);
    // It was read before in another process, too: either it is asked anew, or refused; never written.
    assert_eq!(
        bench.text(".envrc"),
        "one\nexport PATH=/evil\n",
        "{}",
        again.err
    );
}

#[test]
fn a_file_that_was_read_before_the_question_can_be_written_after_the_answer() {
    let bench = Bench::new(&[(".envrc", "one\n")]);
    let replies = r#"
replies:
  - tools: [{name: read, input: {path: .envrc}}]
  - tools: [{name: write, input: {path: .envrc, content: "two\n"}}]
"#;
    let told = bench.run(replies, &["change it"]);
    assert_eq!(told.code, 3, "{}", told.err);
    let asked = bench.waiting()[0].clone();
    let id = asked["id"].as_str().unwrap();
    assert_eq!(bench.home.run(["approve", "accept", id]).code, 0);
    let session = asked["run"].as_str().unwrap();
    let done = bench.run("replies: [{text: Ok.}]\n", &["--resume", session]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(bench.text(".envrc"), "two\n");
}

#[test]
fn two_who_answer_at_once_get_one_clear_outcome_each() {
    let bench = with_build();
    bench.run(REMOVE, &["clean"]);
    let id = bench.asked();
    let answers: Vec<_> = (0..4)
        .map(|number| {
            let verb: &[&str] = if number % 2 == 0 {
                &["approve", "accept"]
            } else {
                &["approve", "deny"]
            };
            let args: Vec<&str> = verb.iter().copied().chain([id.as_str()]).collect();
            start(bench.home.command(&args))
        })
        .map(|child| answer(child.wait_with_output().unwrap()))
        .collect();
    let won = answers.iter().filter(|one| one.code == 0).count();
    assert_eq!(won, 1);
    for one in answers.iter().filter(|one| one.code != 0) {
        assert!(one.err.contains("approval"), "{}", one.err);
    }
}

const READS_SECRET: &str = r#"
replies:
  - text: I look.
    tools: [{name: read, input: {path: "settings"}}]
  - expect: {answered: "TOKEN=one"}
    text: Seen.
"#;

#[cfg(unix)]
#[test]
fn a_secret_is_read_after_a_yes_whatever_it_is_called() {
    let bench = Bench::new(&[(".env", "TOKEN=one\n"), ("keep.txt", "one\n")]);
    std::os::unix::fs::symlink(".env", bench.at("settings")).unwrap();
    let told = bench.run(READS_SECRET, &["look"]);
    assert_eq!(told.code, 3, "{}", told.err);
    let asked = bench.waiting();
    assert_eq!(asked[0]["kind"], "file_read");
    assert_eq!(asked[0]["subject"]["wish"]["path"], "settings");
    assert_eq!(asked[0]["subject"]["finding"]["rule"], "read.secret");
    let id = asked[0]["id"].as_str().unwrap();
    let shown = bench.home.run(["approve", "show", id]).out;
    assert!(
        shown.contains("settings") && shown.contains("medium"),
        "{shown}"
    );
    let session = bench.session()["id"].as_str().unwrap().to_owned();
    assert_eq!(bench.home.run(["approve", "accept", id]).code, 0);
    let rest = r#"replies: [{expect: {answered: "TOKEN=one"}, text: Seen.}]"#;
    let done = bench.run(rest, &["--resume", &session]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "Seen.\n"),
        "{}",
        done.err
    );
    // Where everything is allowed that can be brought back, it is not asked, like `cat .env`.
    let free = bench.run(READS_SECRET, &["look", "--approve", "auto"]);
    assert_eq!(free.code, 0, "{}", free.err);
}
