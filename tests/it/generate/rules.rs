//! A rule of the business that no template covers, from the idea to the proof.

use std::fs;

use serde_json::{Value, json};

use super::stage::{Stage, hands_in};
use crate::matrix::command::python;

/// The plan by rules, with a rule that the rules do not know.
pub fn plan(stage: &Stage, idea: &str) -> Value {
    let read = stage.json(0, &["plan", idea, "--simple"]);
    let mut model = read["understanding"]["model"].clone();
    for key in ["version", "name", "description"] {
        model.as_object_mut().unwrap().remove(key);
    }
    let entity = model["entities"][0]["name"].clone();
    model["rules"] = json!([{
        "kind": "custom", "name": "late_fee", "entity": entity,
        "description": "What a late return costs: 0.50 a day after the due date, at most 10.00",
        "inputs": [{"name": "due", "type": "date"}, {"name": "returned", "type": "date"}],
        "output": {"type": "money"},
        "examples": [
            {"inputs": {"due": "2026-01-10", "returned": "2026-01-10"}, "output": "0"},
            {"inputs": {"due": "2026-01-10", "returned": "2026-01-14"}, "output": "2.00"},
            {"inputs": {"due": "2026-01-10", "returned": "2026-06-01"}, "output": "10.00"}
        ]
    }]);
    json!({ "model": model, "understood": [], "assumed": [], "not_understood": [] })
}

#[test]
fn a_rule_is_written_wrongly_then_rightly_and_the_project_is_proven() {
    let idea = "todo app";
    let planning = Stage::new([]);
    let plan = plan(&planning, idea);
    planning.server.finish();
    let right = "days = max((returned - due).days, 0)\n\
                 return min(Decimal(\"0.50\") * days, Decimal(\"10.00\"))";
    let stage = Stage::new([
        hands_in("plan_application", &plan).wants("todo app"),
        hands_in("write_function", &json!({ "body": "return Decimal(0)" })).wants("def late_fee("),
        hands_in(
            "write_function",
            &json!({ "body": "import os\nreturn Decimal(0)" }),
        )
        .wants("test_example_2"),
        hands_in("write_function", &json!({ "body": right })).wants("the function may not use"),
    ]);
    let mut model = plan["model"].clone();
    for (key, value) in [("version", json!(1)), ("name", json!("todo-app"))] {
        model.as_object_mut().unwrap().insert(key.to_owned(), value);
    }
    // YAML holds JSON.
    stage.write("seed.yaml", &model.to_string());
    let interpreter = python().display();
    stage.seed(
        "seed.yaml",
        &format!("#!/bin/sh\nexec {interpreter} \"$@\"\n"),
    );

    let told = stage.json(
        0,
        &[
            "generate", idea, "--simple", "--build", "--output", "todo", "--verify", "--model",
            "local/m",
        ],
    );
    assert_eq!(told["proof"], "proven", "{}", told["run"]["reason"]);
    assert_eq!(told["agents"][0]["by"], "local/m");
    assert_eq!(told["holes"][0]["filled"], true);
    assert_eq!(told["cost_usd"], "0.008");
    let tests = told["evidence"]["checks"].as_array().unwrap();
    assert_eq!(tests.len(), 7);
    let function = fs::read_to_string(stage.home.at("todo/backend/app/rules/late_fee.py")).unwrap();
    assert!(function.contains("days = max("), "{function}");
    assert!(!function.contains("import os"), "{function}");

    let run = told["run"]["id"].as_str().unwrap();
    let trace = stage.json(0, &["run", "trace", run]);
    let events = trace["events"].as_array().unwrap();
    let payers: Vec<_> = events
        .iter()
        .filter(|event| event["type"] == "call_settled")
        .map(|event| event["data"]["agent"].as_str().unwrap())
        .collect();
    assert_eq!(payers, ["planner", "coder", "coder", "coder"]);
    stage.server.finish();
}
