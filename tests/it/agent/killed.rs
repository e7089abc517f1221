//! A process that dies on the way of an approved command: it is never run twice by itself.

use std::fs;

use rustix::process::{Pid, Signal, kill_process};

use super::bench::{Bench, start, until};

/// Counts its runs, and then takes its time.
const COUNT: &str = r#"
replies:
  - tools: [{name: shell, input: {command: "echo run >> runs.txt; rm -rf build; sleep 300"}}]
"#;
const REST: &str = "replies: [{text: Over.}]\n";

#[test]
fn killed_while_it_ran_it_is_asked_again_and_not_run_twice_by_itself() {
    let bench = Bench::new(&[("build/x", "x")]);
    let mut child = start(bench.exec(COUNT, &["count", "--wait", "--sandbox", "off"]));
    let id = bench.asked();
    bench.home.run(["approve", "accept", &id]);
    until("first run", || bench.at("runs.txt").exists().then_some(()));
    kill_process(
        Pid::from_raw(child.id().cast_signed()).unwrap(),
        Signal::KILL,
    )
    .unwrap();
    child.wait().unwrap();
    let session = bench.session()["id"].as_str().unwrap().to_owned();
    for _ in 0..2 {
        let again = bench.run(REST, &["--resume", &session, "--sandbox", "off"]);
        assert_eq!(again.code, 3, "{}", again.err);
    }
    assert_eq!(fs::read_to_string(bench.at("runs.txt")).unwrap(), "run\n");
    let waiting = bench.waiting();
    assert_eq!(waiting.len(), 1, "the same question, not one for each try");
    let new = waiting[0]["id"].as_str().unwrap();
    assert_ne!(new, id, "a yes counts once");
    let title = waiting[0]["title"].as_str().unwrap();
    assert!(title.starts_with("Again?"), "{title}");
    bench.home.run(["deny", new, "--reason", "it ran"]);
    let done = bench.run(REST, &["--resume", &session, "--sandbox", "off"]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "Over.\n"),
        "{}",
        done.err
    );
    assert_eq!(fs::read_to_string(bench.at("runs.txt")).unwrap(), "run\n");
}

#[test]
fn killed_while_it_waited_it_still_waits() {
    let bench = Bench::new(&[("build/x", "x")]);
    let mut child = start(bench.exec(COUNT, &["count", "--wait"]));
    let id = bench.asked();
    kill_process(
        Pid::from_raw(child.id().cast_signed()).unwrap(),
        Signal::KILL,
    )
    .unwrap();
    child.wait().unwrap();
    // Any command finds out that the process is no more.
    assert_eq!(bench.waiting()[0]["id"], id.as_str());
    assert_eq!(bench.session()["state"], "awaiting_human");
    bench.home.run(["deny", &id]);
    let session = bench.session()["id"].as_str().unwrap().to_owned();
    let done = bench.run(REST, &["--resume", &session]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(!bench.at("runs.txt").exists());
}
