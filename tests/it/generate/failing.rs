//! A model that fails: the run says so and waits, or goes on by rules where that was allowed.

use super::stage::{Stage, refuses};

const SIMPLE: [&str; 4] = ["generate", "todo app", "--simple", "--build"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let model = ["--output", "todo", "--model", "local/m"];
    [&SIMPLE[..], &model, more].concat()
}

#[test]
fn a_run_whose_model_fails_waits_and_a_yes_goes_on_by_rules() {
    let stage = Stage::new([refuses()]);
    let told = stage.json(5, &with(&[]));
    assert_eq!(told["run"]["state"], "awaiting_human");
    assert_eq!(told["approval"]["kind"], "document");
    assert_eq!(told["approval"]["subject"]["lack"], "model");
    let failure = told["approval"]["subject"]["failure"].as_str().unwrap();
    assert!(failure.contains("auth"), "{failure}");
    assert!(!stage.home.at("todo").exists());

    let id = told["approval"]["id"].as_str().unwrap();
    let told = stage.json(0, &["approve", "accept", id]);
    assert_eq!(told["run"]["state"], "completed");
    assert_eq!(told["agents"][0]["by"], "rules");
    assert!(told["agents"][0]["why"].as_str().unwrap().contains("auth"));
    assert!(stage.home.at("todo/vibecober.yaml").exists());
    stage.server.finish();
}

#[test]
fn rules_that_were_allowed_beforehand_are_told_in_the_result() {
    let stage = Stage::new([refuses()]);
    let told = stage.json(0, &with(&["--or-rules"]));
    assert_eq!(told["agents"][0]["agent"], "planner");
    assert_eq!(told["agents"][0]["by"], "rules");
    let run = told["run"]["id"].as_str().unwrap();
    let trace = stage.json(0, &["run", "trace", run]);
    let events = trace["events"].as_array().unwrap();
    let did: Vec<_> = events
        .iter()
        .filter_map(|event| event["data"]["did"].as_str())
        .collect();
    assert_eq!(did, ["model_failed", "went_by_rules"]);
    let settled = events.iter().find(|event| event["type"] == "call_settled");
    assert_eq!(settled.unwrap()["data"]["agent"], "planner");
    stage.server.finish();
}

#[test]
fn a_budget_without_room_ends_with_its_own_code_and_nothing_is_called() {
    let stage = Stage::new([]);
    let told = stage.json(4, &with(&["--budget", "0.0001"]));
    assert_eq!(told["approval"]["kind"], "budget");
    assert_eq!(told["approval"]["subject"]["lack"], "budget");
    stage.server.finish();
}

#[test]
fn a_race_by_rules_makes_no_sense() {
    let stage = Stage::new([]);
    let race = [&SIMPLE[..], &["--race", "2"]].concat();
    stage.run(&race).refuses(2, &["--race needs a model"]);
    stage.server.finish();
}
