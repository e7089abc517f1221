//! Rules of the business that no template covers: written under checks, kept or taken back.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::bench::*;
use crate::blueprint::{RenderOptions, Understanding, from_yaml, render};
use crate::domain::event::EventKind;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::plan::{Complexity, Mode};
use crate::domain::run::RunState;
use crate::domain::team_event::TeamEvent;
use crate::factory::mind::{Mind, MindError};
use crate::factory::*;
use crate::verify::{EnvironmentSettings, prepare};

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
- kind: custom
  name: grace
  entity: Loan
  description: How long it is free
  inputs: [{name: days, type: int}]
  output: {type: int}
  examples:
  - {inputs: {days: 1}, output: 0}
";

/// A Python that takes a function with the word WRONG in it for one that fails its tests.
const PYTHON: &str = "#!/bin/sh
case \"$*\" in
  --version) echo Python 3.12.0 ;;
  *pytest*)
    for file in backend/app/rules/*.py; do
      name=$(basename $file)
      case \"$*\" in
        *--ignore=tests/test_rules_$name*) continue ;;
        *\" tests/test_rules_$name\"*) ;;
        *\" tests/test_rules_\"*) continue ;;
      esac
      if grep -q -e WRONG -e NotImplementedError $file; then echo \"$file is wrong\"; exit 1; fi
    done ;;
esac
";

pub fn written(model: &str) -> Assignment {
    let model = from_yaml(model, "m.yaml").unwrap();
    let mut task = assignment(IDEA, Mode::Simple, None);
    task.understanding = Understanding::of_model(model);
    task.complexity = Complexity::Simple;
    task.minded.source = Source::Written;
    task
}

/// Checks that run `python` in place of an environment; nothing is installed.
pub async fn bench_with(python: &str, home: &Path, model: &str) -> Verification {
    let program = home.join("python");
    fs::write(&program, python).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let environment = EnvironmentSettings {
        python: program.clone(),
        cache: home.join("environments"),
        limit: Duration::from_mins(1),
    };
    let project = tempfile::tempdir().unwrap();
    let model = from_yaml(model, "m.yaml").unwrap();
    for file in render(&model, &RenderOptions::new(Mode::Simple)).unwrap() {
        if file.path.starts_with("requirements") {
            fs::write(project.path().join(&file.path), &file.content).unwrap();
        }
    }
    // The first look fails and leaves the name of the environment behind; then there is one.
    let (live, _lines) = mpsc::channel(1);
    prepare(project.path(), &environment, &live).await.ok();
    let kept = fs::read_dir(&environment.cache).unwrap().flatten();
    let lock = kept
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "lock"))
        .unwrap();
    let place = lock.with_extension("");
    fs::create_dir_all(place.join("bin")).unwrap();
    fs::write(place.join("vibecober-complete"), "").unwrap();
    fs::copy(&program, place.join("bin/python")).unwrap();
    Verification {
        environment,
        limit: Duration::from_mins(2),
    }
}

fn body(text: &str) -> Value {
    json!({ "body": text })
}

async fn build(script: Arc<Script>) -> (Bench, Outcome, Vec<TeamEvent>) {
    let (bench, home) = (Bench::new(), tempfile::tempdir().unwrap());
    let mut task = written(MODEL);
    task.delivery = Some(bench.delivery());
    task.minded.bench = Some(bench_with(PYTHON, home.path(), MODEL).await);
    let run = bench.begin(Mode::Simple);
    let mind: Arc<dyn Mind> = script;
    let outcome = bench
        .think(&run, task, (mind, Fallback::Rules))
        .await
        .unwrap();
    let did = bench
        .events(&run)
        .into_iter()
        .filter_map(|kind| match kind {
            EventKind::Team(did) => Some(did),
            _ => None,
        });
    let did = did.collect();
    (bench, outcome, did)
}

#[tokio::test]
async fn a_wrong_answer_is_taken_back_and_the_right_one_is_kept() {
    let script = Script::default()
        .reply("coder", Ok(body("return WRONG")))
        .reply("coder", Ok(body("return days * 2")))
        .reply("coder", Ok(body("return 0")));
    let script = Arc::new(script);
    let (bench, outcome, did) = build(script.clone()).await;
    assert_eq!(outcome.run.state, RunState::Completed);
    assert!(outcome.done.holes.iter().all(|hole| hole.filled));
    let function = fs::read_to_string(bench.target.join("backend/app/rules/late_fee.py")).unwrap();
    assert!(function.ends_with("    return days * 2\n"), "{function}");
    let names: Vec<_> = did
        .iter()
        .map(|one| match one {
            TeamEvent::HoleTried { rule, attempt, .. } => format!("tried {rule} {attempt}"),
            TeamEvent::HoleFilled { rule, attempt, .. } => format!("filled {rule} {attempt}"),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        names,
        ["tried late_fee 1", "filled late_fee 2", "filled grace 1"]
    );
    let asked = script.asked();
    assert!(asked[0].text.contains("def late_fee("));
    assert!(asked[0].text.contains("def test_example_1"));
    assert!(
        asked[1].text.contains("late_fee.py is wrong"),
        "{}",
        asked[1].text
    );
}

#[tokio::test]
async fn three_wrong_answers_leave_the_function_as_it_was_and_the_run_says_so() {
    let script = (0..3)
        .fold(Script::default(), |script, _| {
            script.reply("coder", Ok(body("return WRONG")))
        })
        .reply("coder", Ok(body("return 0")));
    let (bench, outcome, _) = build(Arc::new(script)).await;
    assert_eq!(outcome.run.state, RunState::PartialSuccess);
    assert_eq!(outcome.run.reason, "the rule late_fee is not written");
    let stub = fs::read_to_string(bench.target.join("backend/app/rules/late_fee.py")).unwrap();
    assert!(stub.contains("raise NotImplementedError("));
    let grace = fs::read_to_string(bench.target.join("backend/app/rules/grace.py")).unwrap();
    assert!(grace.ends_with("    return 0\n"));
    assert!(
        outcome.done.holes[0]
            .reason
            .contains("none of the model's 3 answers")
    );
}

#[tokio::test]
async fn a_model_that_fails_leaves_the_rest_open() {
    let fault = Fault::new(FaultClass::Quota, "no credit is left");
    let script = Script::default()
        .reply("coder", Ok(body("return days")))
        .reply("coder", Err(MindError::Fault(fault)));
    let (_, outcome, did) = build(Arc::new(script)).await;
    let filled: Vec<_> = outcome.done.holes.iter().map(|hole| hole.filled).collect();
    assert_eq!(filled, [true, false]);
    assert!(
        did.iter()
            .any(|one| matches!(one, TeamEvent::WentByRules { .. }))
    );
}

#[tokio::test]
async fn a_function_that_is_there_is_kept_without_a_model_and_without_a_new_answer() {
    let script = Script::default()
        .reply("coder", Ok(body("return days * 2")))
        .reply("coder", Ok(body("return 0")));
    let (bench, _, _) = build(Arc::new(script)).await;
    let file = bench.target.join("backend/app/rules/late_fee.py");
    let before = fs::read_to_string(&file).unwrap();

    let run = bench.begin(Mode::Simple);
    let mut task = written(MODEL);
    task.delivery = Some(bench.delivery());
    let outcome = bench.work(&run, task, classic::member).await.unwrap();
    assert_eq!(outcome.run.state, RunState::Completed);
    assert_eq!(fs::read_to_string(&file).unwrap(), before);

    let home = tempfile::tempdir().unwrap();
    let mut task = written(MODEL);
    task.delivery = Some(bench.delivery());
    task.minded.bench = Some(bench_with(PYTHON, home.path(), MODEL).await);
    let run = bench.begin(Mode::Simple);
    let silent: Arc<dyn Mind> = Arc::new(Script::default());
    let outcome = bench.think(&run, task, (silent, Fallback::Ask)).await;
    let holes = outcome.unwrap().done.holes;
    assert!(holes.iter().all(|hole| hole.by == "what was there"));
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

#[tokio::test]
async fn without_a_model_a_rule_stays_open_and_nothing_is_claimed() {
    let bench = Bench::new();
    let run = bench.begin(Mode::Simple);
    let mut task = written(MODEL);
    task.delivery = Some(bench.delivery());
    let outcome = bench.work(&run, task, classic::member).await.unwrap();
    assert_eq!(outcome.run.state, RunState::PartialSuccess);
    assert_eq!(
        outcome.run.reason,
        "the rules late_fee, grace are not written"
    );
    assert!(outcome.done.holes[0].reason.contains("--model"));
}
