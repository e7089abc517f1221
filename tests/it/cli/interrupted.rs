//! Ctrl-C and a kill at any moment leave the target as it was, or whole.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::home::Home;

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

/// An interpreter that never ends stands for a long check.
#[test]
fn ctrl_c_during_the_checks_ends_the_run_and_its_children() {
    let home = Home::new();
    let python = home.at("python");
    fs::write(&python, "#!/bin/sh\necho $$ > started\nsleep 600\n").unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&python, mode).unwrap();
    let mut command = home.command(ARGS);
    command.arg("--verify").env("VIBECOBER_PYTHON", &python);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let started = home.at("p/started");
    wait_until(|| fs::read_to_string(&started).is_ok_and(|text| text.ends_with('\n')));

    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let inner = fs::read_to_string(&started).unwrap();
    let stat = format!("/proc/{}/stat", inner.trim());
    wait_until(|| fs::read_to_string(&stat).map_or(true, |stat| stat.contains(") Z ")));
    let runs = home.json(["run", "list"]);
    assert_eq!(runs["runs"][0]["state"], "cancelled");
}

#[test]
fn another_process_can_cancel_a_run() {
    let home = Home::new();
    let python = home.at("python");
    fs::write(&python, "#!/bin/sh\necho $$ > started\nsleep 600\n").unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&python, mode).unwrap();
    let mut command = home.command(ARGS);
    command.arg("--verify").env("VIBECOBER_PYTHON", &python);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait_until(|| home.at("p/started").exists());
    let id = home.json(["run", "list"])["runs"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(home.run(["run", "cancel", &id]).code, 0);
    assert_eq!(child.wait().unwrap().code(), Some(130));
}

fn wait_until(holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_mins(1), "it never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}
