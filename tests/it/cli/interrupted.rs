//! Ctrl-C and a kill at any moment leave the target as it was, or whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::home::{Home, answer};

const ARGS: [&str; 6] = [
    "generate",
    "shop with products and orders",
    "--production",
    "--build",
    "--output",
    "p",
];

#[test]
fn a_kill_at_any_moment_leaves_nothing_half_done() {
    let whole = Home::new();
    let began = Instant::now();
    assert_eq!(whole.run(ARGS).code, 0);
    let length = began.elapsed();
    let files = whole.files();
    for part in 0..30 {
        let home = Home::new();
        let mut child = home.command(ARGS).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(length.mul_f64(f64::from(part) / 25.0));
        child.kill().unwrap();
        child.wait().unwrap();
        if home.at("p").exists() {
            let found: Vec<_> = home
                .files()
                .into_iter()
                .filter(|f| f.starts_with("p/"))
                .collect();
            assert_eq!(found, files, "killed at part {part}");
        }
        // Whoever comes next finds a target that works, and no run that is said to go on.
        assert_eq!(home.run(ARGS).code, 0, "after a kill at part {part}");
        assert_eq!(home.files(), files, "after a kill at part {part}");
        for run in home.json(["run", "list"])["runs"].as_array().unwrap() {
            let state = run["state"].as_str().unwrap();
            assert!(
                ["completed", "failed"].contains(&state),
                "{state} at part {part}"
            );
        }
    }
}

#[test]
fn a_kill_over_an_edited_project_keeps_the_edits() {
    let home = Home::new();
    assert_eq!(
        home.run(["generate", "todo app", "--build", "--output", "p"])
            .code,
        0
    );
    let readme = home.at("p/README.md");
    let mine = format!(
        "{}\nMy own last words.\n",
        fs::read_to_string(&readme).unwrap()
    );
    fs::write(&readme, &mine).unwrap();
    let args = ["generate", "todo app with tags", "--build", "--output", "p"];
    for milliseconds in (0..120).step_by(6) {
        let mut child = home.command(args).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!(home.run(args).code, 0);
    assert!(
        fs::read_to_string(&readme)
            .unwrap()
            .ends_with("\nMy own last words.\n")
    );
    assert!(
        home.files().iter().all(|file| file.starts_with("p/")),
        "{:?}",
        home.files()
    );
}

/// A home whose interpreter never ends, which stands for a long check.
fn slow_home() -> (Home, PathBuf) {
    let home = Home::new();
    let python = home.at("python");
    fs::write(&python, "#!/bin/sh\necho $$ > started\nsleep 600\n").unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&python, mode).unwrap();
    (home, python)
}

/// A run whose check goes on: the process, and the one of the check.
fn in_the_checks(mut command: Command, home: &Home, python: &Path) -> (Child, String) {
    command.arg("--verify").env("VIBECOBER_PYTHON", python);
    let pipes = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = pipes.spawn().unwrap();
    let started = home.at("p/started");
    wait_until(|| fs::read_to_string(&started).is_ok_and(|text| text.ends_with('\n')));
    let inner = fs::read_to_string(&started).unwrap();
    (child, format!("/proc/{}/stat", inner.trim()))
}

fn signal(child: &Child, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
}

fn has_ended(stat: &str) -> bool {
    fs::read_to_string(stat).map_or(true, |stat| stat.contains(") Z "))
}

#[test]
fn ctrl_c_during_the_checks_ends_the_run_and_its_children() {
    let (home, python) = slow_home();
    let (child, inner) = in_the_checks(home.command(ARGS), &home, &python);
    signal(&child, Signal::INT);
    let answer = answer(child.wait_with_output().unwrap());
    answer.refuses(130, &["cancelled", "the project is written"]);
    wait_until(|| has_ended(&inner));
    let runs = home.json(["run", "list"]);
    assert_eq!(runs["runs"][0]["state"], "cancelled");
}

#[test]
fn an_interrupted_run_answers_with_one_object() {
    let (home, python) = slow_home();
    let mut command = home.command(ARGS);
    command.arg("--json");
    let (child, _inner) = in_the_checks(command, &home, &python);
    signal(&child, Signal::TERM);
    let answer = answer(child.wait_with_output().unwrap());
    let told: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(told["error"]["exit_code"], 130);
    assert_eq!(answer.code, 130);
}

#[test]
fn an_interrupt_is_obeyed_even_when_the_store_cannot_take_it_down() {
    let (home, python) = slow_home();
    let (child, inner) = in_the_checks(home.command(ARGS), &home, &python);
    assert_eq!(home.run(["db", "rollback"]).code, 0);
    signal(&child, Signal::INT);
    let answer = answer(child.wait_with_output().unwrap());
    answer.refuses(1, &["version", "start this one again"]);
    wait_until(|| has_ended(&inner));
}

#[test]
fn a_kill_during_the_checks_ends_their_processes_too() {
    let (home, python) = slow_home();
    let (mut child, inner) = in_the_checks(home.command(ARGS), &home, &python);
    child.kill().unwrap();
    child.wait().unwrap();
    wait_until(|| has_ended(&inner));
    let runs = home.json(["run", "list"]);
    assert_eq!(runs["runs"][0]["state"], "failed");
}

#[test]
fn a_run_that_was_started_to_outlive_its_terminal_does() {
    let (home, python) = slow_home();
    let plain = home.command(ARGS);
    let mut command = Command::new("sh");
    let ignoring = "trap '' HUP; exec \"$@\"";
    command
        .args(["-c", ignoring, "sh"])
        .arg(plain.get_program())
        .args(plain.get_args())
        .current_dir(home.work())
        .env_clear()
        .envs(
            plain
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    let (child, inner) = in_the_checks(command, &home, &python);
    signal(&child, Signal::HUP);
    let runs = home.json(["run", "list"]);
    assert_eq!(runs["runs"][0]["state"], "qa");
    assert!(!has_ended(&inner));
    signal(&child, Signal::TERM);
    assert_eq!(answer(child.wait_with_output().unwrap()).code, 130);
}

#[test]
fn another_process_can_cancel_a_run() {
    let (home, python) = slow_home();
    let (mut child, _inner) = in_the_checks(home.command(ARGS), &home, &python);
    let runs = home.json(["run", "list"]);
    let id = runs["runs"][0]["id"].as_str().unwrap();
    assert_eq!(home.run(["run", "cancel", id]).code, 0);
    assert_eq!(child.wait().unwrap().code(), Some(130));
}

fn wait_until(holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_mins(1), "it never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}
