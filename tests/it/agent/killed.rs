//! A process that dies on the way of an approved command: it is never run twice by itself.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

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

#[test]
fn what_was_done_before_a_call_that_waits_is_known_after_a_kill() {
    let bench = Bench::new(&[("build/x", "x")]);
    let replies = r#"
replies:
  - tools:
      - {name: write, input: {path: a.txt, content: "one\n"}}
      - {name: shell, input: {command: "rm -rf build"}}
"#;
    let mut child = start(bench.exec(replies, &["both", "--wait"]));
    let id = bench.asked();
    let pid = Pid::from_raw(child.id().cast_signed()).unwrap();
    kill_process(pid, Signal::KILL).unwrap();
    child.wait().unwrap();
    bench.home.run(["deny", &id]);
    let session = bench.session()["id"].as_str().unwrap().to_owned();
    let rest = "replies: [{expect: {answered: \"a.txt\"}, text: Over.}]\n";
    let done = bench.run(rest, &["--resume", &session]);
    assert_eq!(done.code, 0, "{}", done.err);
    let asked = bench.json(&["run", "show", &session]).to_string();
    assert!(!asked.contains("outcome unknown"), "{asked}");
}

/// Marks its run, and needs a person because of what it deletes.
const ONCE: &str = r#"
replies:
  - tools: [{name: shell, input: {command: "echo run >> runs.txt; rm -rf build"}}]
  - text: Over.
"#;

/// What the system is asked for on the way of a command: what is written into the store and to its
/// keeper, what makes it safe, what starts a process.
/// Each with the pace at which its places are tried.
const CALLS: [(&str, usize); 5] = [
    ("pwrite64", 7),
    ("fdatasync", 1),
    ("clone3", 1),
    ("write", 3),
    ("close", 5),
];

#[test]
fn killed_at_any_point_of_an_approved_command_it_never_runs_twice_by_itself() {
    let kills: u32 = CALLS
        .into_iter()
        .map(|(call, pace)| killed_in_each(call, pace))
        .sum();
    assert!(kills >= 25, "only {kills} places: is this still the way?");
}

/// Kills the process that carries an approved command out in each system call of that name; how many
/// there are.
fn killed_in_each(call: &str, pace: usize) -> u32 {
    // These the command itself asks for, too: then it is the one that is killed.
    let is_shared = !matches!(call, "pwrite64" | "fdatasync");
    for (kills, at) in (0..).zip((1..).step_by(pace)) {
        let bench = Bench::new(&[("build/x", "x")]);
        let asked = bench.run(ONCE, &["once", "--sandbox", "off"]);
        assert_eq!(asked.code, 3, "{}", asked.err);
        let id = bench.asked();
        bench.home.run(["approve", "accept", &id]);
        let session = bench.session()["id"].as_str().unwrap().to_owned();
        let args = ["--resume", &session, "--sandbox", "off"];
        let exec = bench.exec("replies: [{text: Over.}]\n", &args);
        let was_killed = traced(&exec, call, at);
        let rest = bench.run("replies: [{text: Over.}]\n", &args);
        let runs = fs::read_to_string(bench.at("runs.txt")).unwrap_or_default();
        match rest.code {
            // It was over, or had not begun and was run now.
            0 => assert!(
                runs == "run\n" || is_shared && runs.is_empty(),
                "{call} {at}: {runs} {}",
                rest.err
            ),
            // All was said, only not that it is over.
            2 => assert!(
                runs == "run\n" && rest.err.contains("waits for nothing"),
                "{call} {at}: {runs} {}",
                rest.err
            ),
            // It had begun: nobody knows, so a person is asked again.
            3 => {
                assert!(runs.is_empty() || runs == "run\n", "{call} {at}: {runs}");
                let title = bench.waiting()[0]["title"].as_str().unwrap().to_owned();
                assert!(title.starts_with("Again?"), "{call} {at}: {title}");
            }
            code => panic!("{call} {at}: {code} {}", rest.err),
        }
        if !was_killed {
            return kills;
        }
    }
    unreachable!("there is an end to what a process asks for")
}

/// Runs `exec` and kills it in its system call `call` number `at`; false where it ended before.
fn traced(exec: &Command, call: &str, at: u32) -> bool {
    let mut traced = Command::new("strace");
    traced
        .args(["-f", "-qq", "-o", "/dev/null", "-e"])
        .arg(format!("trace={call}"))
        .arg("-e")
        .arg(format!("inject={call}:signal=KILL:when={at}"))
        .arg(exec.get_program())
        .args(exec.get_args());
    traced.env_clear();
    for (name, value) in exec.get_envs() {
        if let Some(value) = value {
            traced.env(name, value);
        }
    }
    if let Some(folder) = exec.get_current_dir() {
        traced.current_dir(folder);
    }
    let ended = traced.output().expect("strace: install it");
    ended.status.signal() == Some(9) || ended.status.code() == Some(137)
}
