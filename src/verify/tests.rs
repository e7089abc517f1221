//! Commands end when they should, to the last of their processes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::summary::summarize;
use super::*;
use crate::domain::evidence::Outcome;

fn shell(script: &str) -> Job {
    Job {
        name: "shell".to_owned(),
        program: PathBuf::from("/bin/sh"),
        args: vec![OsString::from("-c"), OsString::from(script)],
        folder: std::env::temp_dir(),
        env: Vec::new(),
        limit: Duration::from_secs(30),
    }
}

fn is_alive(pid_file: &Path) -> bool {
    let pid = std::fs::read_to_string(pid_file).unwrap();
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim()));
    // A zombie has ended; only its parent has not asked yet.
    stat.is_ok_and(|stat| !stat.contains(") Z "))
}

async fn gone(pid_file: &Path) -> bool {
    for _ in 0..500 {
        if !is_alive(pid_file) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

#[tokio::test]
async fn exit_codes_and_both_streams_are_kept() {
    let (live, mut lines) = mpsc::channel(8);
    let check = run(&shell("echo out; echo err >&2; exit 3"), &live).await;
    assert_eq!((check.outcome, check.exit_code), (Outcome::Failed, Some(3)));
    assert_eq!(check.output, "out\nerr\n");
    assert_eq!(check.summary, "err");
    assert_eq!(lines.recv().await.unwrap(), "out");
    assert!(run(&shell("true"), &live).await.passed());
}

#[tokio::test]
async fn a_flood_is_cut_from_the_front_and_bytes_that_are_no_text_do_no_harm() {
    let (live, _lines) = mpsc::channel(1);
    let flood = "yes | head -c 1000000; printf '\\377\\376'; yes x | tr -d '\\n' | head -c 100000; echo; echo end";
    let check = run(&shell(flood), &live).await;
    assert!(check.passed());
    assert!(check.output.len() <= 3 * 64 * 1024);
    assert!(check.output.ends_with("x\nend\n"));
}

#[tokio::test]
async fn a_command_that_hangs_is_ended_with_its_children() {
    let home = tempfile::tempdir().unwrap();
    let pid = home.path().join("pid");
    let (live, _lines) = mpsc::channel(1);
    let script = format!(
        "trap '' TERM; sleep 600 & echo $! > {}; wait",
        pid.display()
    );
    let job = Job {
        limit: Duration::from_millis(400),
        ..shell(&script)
    };
    let began = Instant::now();
    let check = run(&job, &live).await;
    assert_eq!(check.outcome, Outcome::TimedOut);
    assert!(began.elapsed() < Duration::from_secs(20));
    assert!(gone(&pid).await);
}

#[tokio::test]
async fn dropping_the_future_ends_the_group() {
    let home = tempfile::tempdir().unwrap();
    let pid = home.path().join("pid");
    let (live, _lines) = mpsc::channel(1);
    let job = shell(&format!("sleep 600 & echo $! > {}; wait", pid.display()));
    {
        let running = run(&job, &live);
        tokio::pin!(running);
        while !pid.exists() || std::fs::read_to_string(&pid).unwrap().is_empty() {
            tokio::select! {
                _ = &mut running => unreachable!("it sleeps for ten minutes"),
                () = tokio::time::sleep(Duration::from_millis(10)) => {}
            }
        }
    }
    assert!(gone(&pid).await);
}

#[tokio::test]
async fn secrets_of_our_environment_are_not_passed_on() {
    let (live, _lines) = mpsc::channel(1);
    let check = run(&shell("env | cut -d= -f1 | sort"), &live).await;
    for name in check.output.lines() {
        let known = [
            "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TZ", "LC_ALL", "NO_COLOR", "PWD", "_",
            "SHLVL", "OLDPWD",
        ];
        let plain = known.contains(&name) || name.starts_with("SSL_") || name.starts_with("XDG_");
        let plain =
            plain || ["REQUESTS_CA_BUNDLE", "LD_LIBRARY_PATH", "PYENV_ROOT"].contains(&name);
        assert!(plain, "{name} was passed on");
    }
}

#[tokio::test]
async fn what_cannot_be_started_says_so() {
    let (live, _lines) = mpsc::channel(1);
    let job = Job {
        program: PathBuf::from("/nowhere/at/all"),
        ..shell("")
    };
    let check = run(&job, &live).await;
    assert_eq!(check.outcome, Outcome::NotRun);
    assert!(check.summary.contains("could not be started"));
}

#[tokio::test]
async fn a_missing_interpreter_names_the_way_out() {
    let home = tempfile::tempdir().unwrap();
    let (live, _lines) = mpsc::channel(1);
    let settings = EnvironmentSettings {
        python: PathBuf::from("/nowhere/python"),
        cache: home.path().join("cache"),
        limit: Duration::from_secs(30),
    };
    let failed = prepare(home.path(), &settings, &live).await.unwrap_err();
    assert!(
        failed.summary.contains("apt-get install python3"),
        "{}",
        failed.summary
    );
}

/// The one that waits must hear its own time limit and an interrupt.
#[tokio::test]
async fn an_environment_that_another_process_makes_is_waited_for_but_not_for_ever() {
    let home = tempfile::tempdir().unwrap();
    let python = home.path().join("python");
    std::fs::write(
        &python,
        "#!/bin/sh\n[ $1 = --version ] && echo Python 3.12.0\n",
    )
    .unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&python, mode).unwrap();
    let (live, _lines) = mpsc::channel(1);
    let settings = EnvironmentSettings {
        python,
        cache: home.path().join("cache"),
        limit: Duration::from_millis(300),
    };
    let first = prepare(home.path(), &settings, &live).await.unwrap_err();
    assert!(!first.summary.contains("another"), "{}", first.summary);
    let kept = std::fs::read_dir(&settings.cache).unwrap().flatten();
    let lock = kept
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some());
    let held = std::fs::File::open(lock.unwrap()).unwrap();
    held.lock().unwrap();
    let second = prepare(home.path(), &settings, &live).await.unwrap_err();
    assert!(second.summary.contains("another"), "{}", second.summary);
}

#[test]
fn the_summary_is_the_last_line_that_says_something() {
    let output = "collected\n\n==== 48 passed in 2.10s ====\n\n---\n";
    assert_eq!(summarize(output), "48 passed in 2.10s");
    assert_eq!(summarize(""), "no output");
}
