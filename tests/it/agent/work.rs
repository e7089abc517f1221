//! What an agent does without asking anybody.

use super::bench::{Bench, start, until};
use crate::cli::home::answer;

const CALC: &str = "def add(a, b):\n    return a - b\n";

#[test]
fn it_reads_edits_and_runs_and_the_check_decides() {
    let bench = Bench::new(&[("calc.py", CALC)]);
    let replies = r#"
replies:
  - text: I look.
    tools:
      - {name: read, input: {path: calc.py}}
      - {name: search, input: {pattern: "def "}}
  - tools:
      - {name: edit, input: {path: calc.py, old: "a - b", new: "a * b"}}
  - text: Done.
  - tools:
      - {name: edit, input: {path: calc.py, old: "a * b", new: "a + b"}}
  - text: Now it is right.
"#;
    let check = "python3 -B -c 'import calc; assert calc.add(2, 3) == 5'";
    let (answer, lines) = bench.told(replies, &["make it right", "--check", check]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(bench.text("calc.py").contains("a + b"));
    let last = lines.last().unwrap();
    assert_eq!(last["type"], "finished");
    assert_eq!(last["text"], "Now it is right.");
    assert_eq!(last["evidence"]["checks"][0]["outcome"], "passed");
    assert_eq!(last["tool_calls"].as_array().unwrap().len(), 4);
    assert_eq!(last["tool_calls"][0]["name"], "read");
    let kinds: Vec<_> = lines
        .iter()
        .map(|line| line["type"].as_str().unwrap())
        .collect();
    for kind in ["tool_started", "tool_finished", "usage"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let counts = lines.iter().all(|line| line["kind"] != "void");
    assert!(counts, "every answer was whole: {lines:?}");
    let session = bench.session();
    assert_eq!(session["proof"], "proven");
    // Whoever edits it now has proven nothing.
    std::fs::write(bench.at("calc.py"), CALC).unwrap();
    let id = session["id"].as_str().unwrap();
    assert_eq!(bench.json(&["run", "show", id])["proof"], "stale");
}

#[test]
fn a_check_that_fails_to_the_last_is_told_and_nothing_is_proven() {
    let bench = Bench::new(&[]);
    let replies = "replies: [{text: Done.}, {text: Done again.}]\n";
    let args = [
        "do it",
        "--check",
        "echo seven is wrong; exit 7",
        "--check-attempts",
        "2",
    ];
    let answer = bench.run(replies, &args);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert!(
        answer.err.contains("the check still fails"),
        "{}",
        answer.err
    );
    assert_eq!(bench.session()["proof"], "unproven");
}

#[test]
fn a_plan_has_no_tools_that_change_something() {
    let bench = Bench::new(&[("a.txt", "one\n")]);
    let replies = r"
replies:
  - tools: [{name: read, input: {path: a.txt}}]
  - text: The plan.
";
    let answer = bench.run(replies, &["plan it", "--plan"]);
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (0, "The plan.\n"),
        "{}",
        answer.err
    );
    // Not refused: it does not exist, and a model that asks for it is told so.
    let replies = r#"
replies:
  - tools: [{name: write, input: {path: b.txt, content: "two\n"}}]
  - expect: {said: "the tool 'write', which it was not offered"}
    text: I cannot write.
"#;
    let answer = bench.run(replies, &["plan it", "--plan", "--approve", "auto"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(!bench.at("b.txt").exists());
}

#[test]
fn a_model_that_only_asks_for_what_there_is_not_has_failed() {
    let bench = Bench::new(&[]);
    let reply = "  - tools: [{name: fly, input: {}}]\n";
    let replies = format!("replies:\n{}", reply.repeat(3));
    let answer = bench.run(&replies, &["fly"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert!(answer.err.contains("the tool 'fly'"), "{}", answer.err);
}

#[test]
fn what_a_command_may_not_is_told_to_the_model_and_nothing_outside_changes() {
    let bench = Bench::new(&[]);
    let outside = std::path::Path::new("/etc/vibecober-canary");
    let replies = r#"
replies:
  - tools: [{name: shell, input: {command: "touch /etc/vibecober-canary"}}]
  - text: No.
"#;
    let (answer, lines) = bench.told(replies, &["try it", "--approve", "auto"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let ended = lines
        .iter()
        .find(|line| line["type"] == "tool_finished")
        .unwrap();
    assert_eq!(ended["state"], "failed");
    assert!(!outside.exists());
}

#[test]
fn going_in_circles_is_asked_about_before_more_is_paid() {
    let bench = Bench::new(&[("a.txt", "one\n")]);
    let same = "  - tools: [{name: read, input: {path: a.txt}}]\n".repeat(3);
    let replies = format!("replies:\n{same}  - text: Enough.\n");
    let answer = bench.run(&replies, &["go"]);
    assert_eq!(answer.code, 3, "{}", answer.err);
    let asked = &bench.waiting()[0];
    assert_eq!(asked["kind"], "iteration_limit");
    assert!(
        asked["title"].as_str().unwrap().contains("same call"),
        "{asked}"
    );
}

#[test]
fn an_interrupt_ends_what_runs_and_the_model_learns_of_it() {
    let bench = Bench::new(&[]);
    let replies = r#"
replies:
  - tools: [{name: shell, input: {command: "touch begun.txt && sleep 300"}}]
  - text: Never said.
"#;
    let child = start(bench.exec(replies, &["wait", "--approve", "auto"]));
    until("begin of the command", || {
        bench.at("begun.txt").exists().then_some(())
    });
    let id = rustix::process::Pid::from_raw(child.id().cast_signed()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    let answer = answer(child.wait_with_output().unwrap());
    assert_eq!(answer.code, 130, "{}", answer.err);
    let session = bench.session()["id"].as_str().unwrap().to_owned();
    let log = bench.home.run(["logs", &session]).out;
    assert!(log.contains("the person interrupted"), "{log}");
}

#[test]
fn a_store_in_the_workspace_hides_itself_and_not_the_workspace() {
    let bench = Bench::new(&[("a.txt", "one\n")]);
    let replies = r#"
replies:
  - tools:
      - {name: shell, input: {command: "cat a.txt"}}
      - {name: shell, input: {command: "cat store.db"}}
  - expect: {answered: "one"}
    text: Read.
"#;
    let (answer, lines) = bench.told(
        replies,
        &["look", "--database", "store.db", "--approve", "auto"],
    );
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let ended = lines.iter().filter(|line| line["type"] == "tool_finished");
    let states: Vec<_> = ended.map(|line| line["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["done", "failed"]);
}

#[test]
fn rules_with_a_mistake_stop_the_work_before_it_begins() {
    let bench = Bench::new(&[(".vibecober/policy.yaml", "rules: [{id: x}]\n")]);
    let told = bench.run("replies: [{text: Hi.}]\n", &["hello"]);
    assert_eq!(told.code, 2, "{}", told.err);
    assert!(told.err.contains("policy.yaml"), "{}", told.err);
    std::fs::remove_file(bench.at(".vibecober/policy.yaml")).unwrap();
    std::fs::create_dir(bench.at(".vibecober/policy.yaml")).unwrap();
    let told = bench.run("replies: [{text: Hi.}]\n", &["hello"]);
    assert_eq!(told.code, 2, "{}", told.err);
}

#[test]
fn nobody_works_in_a_home_and_an_empty_check_proves_nothing() {
    let bench = Bench::new(&[]);
    let mut command = bench.exec("replies: [{text: Hi.}]\n", &["look around"]);
    command.current_dir(bench.home.work().parent().unwrap());
    let told = crate::cli::home::answer(command.output().unwrap());
    assert_eq!(told.code, 2, "{}", told.err);
    assert!(told.err.contains("holds your home"), "{}", told.err);
    let told = bench.run("replies: [{text: Hi.}]\n", &["look", "--check", ""]);
    assert_eq!(told.code, 2, "{}", told.err);
}
