//! Races: attempts at once, the first that passes everything wins, the others are stopped.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::bench::*;
use super::custom_rules::{bench_with, written};
use crate::domain::evidence::Proof;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::plan::Mode;
use crate::domain::run::RunState;
use crate::factory::mind::{Mind, MindError};
use crate::factory::*;

const MODEL: &str = "\
version: 1
name: library
title: Library
description: a library
project_type: crud
entities:
- name: Loan
  plural: loans
  fields:
  - {name: due_on, type: date}
rules:
- kind: custom
  name: late_fee
  entity: Loan
  description: What it costs
  inputs: [{name: days, type: int}]
  output: {type: int}
  examples:
  - {inputs: {days: 1}, output: 2}
";

/// A Python whose tests fail on WRONG, and sleep on SLOW once they have said who they are.
fn python(pids: &str) -> String {
    format!(
        "#!/bin/sh
case \"$*\" in
  --version) echo Python 3.12.0 ;;
  *pytest*)
    if grep -q -e WRONG -e NotImplementedError backend/app/rules/late_fee.py; then
      echo wrong; exit 1
    fi
    if grep -q SLOW backend/app/rules/late_fee.py; then echo $$ > {pids}; sleep 600; fi ;;
esac
"
    )
}

fn body(text: &str) -> Value {
    json!({ "body": text })
}

fn is_alive(pid: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.trim()));
    stat.is_ok_and(|stat| !stat.contains(") Z "))
}

struct Track {
    bench: Bench,
    home: tempfile::TempDir,
    pids: PathBuf,
}

impl Track {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let pids = home.path().join("pid");
        Self {
            bench: Bench::new(),
            home,
            pids,
        }
    }

    async fn race(&self, script: Script, count: u8) -> Outcome {
        let mut task = written(MODEL);
        task.delivery = Some(self.bench.delivery());
        let python = python(&self.pids.display().to_string());
        task.minded.bench = Some(bench_with(&python, self.home.path(), MODEL).await);
        task.minded.race = Some(count);
        let run = self.bench.begin(Mode::Simple);
        let mind: Arc<dyn Mind> = Arc::new(script);
        let racing = self.bench.think(&run, task, (mind, Fallback::Ask));
        racing.await.unwrap()
    }
}

#[tokio::test]
async fn the_first_that_passes_everything_wins_and_the_others_are_stopped() {
    let track = Track::new();
    let script = Script::default()
        .reply("coder#1", Ok(body("return days  # SLOW")))
        .reply("coder#2", Ok(body("return days")));
    let began = Instant::now();
    let outcome = track.race(script, 2).await;
    assert!(began.elapsed() < Duration::from_mins(2));
    assert_eq!(outcome.run.state, RunState::Completed);
    assert_eq!(outcome.run.proof, Proof::Proven);
    let ends: Vec<_> = outcome.racers.iter().map(|one| one.how.as_str()).collect();
    assert_eq!(ends, ["stopped: number 2 won", "passed everything"]);
    let file = track.bench.target.join("backend/app/rules/late_fee.py");
    assert!(
        fs::read_to_string(file)
            .unwrap()
            .ends_with("    return days\n")
    );
    let pid = fs::read_to_string(&track.pids).unwrap_or_default();
    for _ in 0..500 {
        if pid.is_empty() || !is_alive(&pid) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the loser's tests still run");
}

#[tokio::test]
async fn a_race_that_nobody_wins_delivers_nothing_and_says_who_came_furthest() {
    let track = Track::new();
    let wrong = |script: Script, racer: &str| {
        (0..3).fold(script, |script, _| {
            script.reply(racer, Ok(body("return WRONG")))
        })
    };
    let script = wrong(wrong(Script::default(), "coder#1"), "coder#2");
    let outcome = track.race(script, 2).await;
    assert_eq!(outcome.run.state, RunState::Failed);
    assert!(
        outcome.run.reason.contains("none of 2"),
        "{}",
        outcome.run.reason
    );
    assert!(!track.bench.target.exists());
    assert!(outcome.racers.iter().all(|one| !one.won && one.passed > 0));
}

#[tokio::test]
async fn a_race_whose_model_fails_for_all_waits_for_a_person() {
    let track = Track::new();
    let fault = || {
        Err(MindError::Fault(Fault::new(
            FaultClass::Auth,
            "the key is wrong",
        )))
    };
    let script = Script::default()
        .reply("coder#1", fault())
        .reply("coder#2", fault());
    let outcome = track.race(script, 2).await;
    assert_eq!(outcome.run.state, RunState::AwaitingHuman);
    assert!(outcome.approval.is_some());
    assert_eq!(outcome.racers.len(), 2);
}
