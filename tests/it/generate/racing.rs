//! A race over the real wire: the first that passes wins, the other one's call ends with it.

use std::fs;

use serde_json::json;

use super::stage::{Stage, hands_in};
use crate::models::step::{Act, Step};

const MODEL: &str = "\
version: 1
name: library
title: Library
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

#[test]
fn the_first_that_passes_is_delivered_and_the_call_of_the_other_is_ended() {
    let wins = hands_in("write_function", &json!({ "body": "return days * 2" }));
    let hangs = Step::begun().act(Act::AwaitClose);
    let stage = Stage::new([wins.wants("of several"), hangs.wants("of several")]);
    stage.write("library.yaml", MODEL);
    stage.seed("library.yaml", "#!/bin/sh\nexit 0\n");
    let told = stage.json(
        0,
        &[
            "generate",
            "--from",
            "library.yaml",
            "--simple",
            "--build",
            "--output",
            "library",
            "--race",
            "2",
            "--model",
            "local/m",
        ],
    );
    assert_eq!(told["proof"], "proven");
    let racers = told["racers"].as_array().unwrap();
    let (won, lost): (Vec<_>, Vec<_>) = racers.iter().partition(|one| one["won"] == true);
    assert_eq!((won.len(), lost.len()), (1, 1));
    assert_eq!(won[0]["how"], "passed everything");
    assert!(lost[0]["how"].as_str().unwrap().starts_with("stopped"));
    let file = stage.home.at("library/backend/app/rules/late_fee.py");
    assert!(
        fs::read_to_string(file)
            .unwrap()
            .contains("return days * 2")
    );
    let run = told["run"]["id"].as_str().unwrap();
    let trace = stage.json(0, &["run", "trace", run]);
    let events = trace["events"].as_array().unwrap();
    let calls = events
        .iter()
        .filter(|event| event["type"] == "call_settled");
    let mut ends: Vec<_> = calls
        .map(|one| one["data"]["ending"]["how"].to_string())
        .collect();
    ends.sort();
    assert_eq!(ends, ["\"cancelled\"", "\"whole\""]);
    stage.server.finish();
}
