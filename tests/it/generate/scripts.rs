//! Runs that are recorded, and played again without a model.

use std::fs;

use super::rules::plan;
use super::stage::{Stage, hands_in};

#[test]
fn a_recorded_run_plays_again_to_the_same_project() {
    let idea = "todo app";
    let planning = Stage::new([]);
    let mut plan = plan(&planning, idea);
    planning.server.finish();
    plan["model"].as_object_mut().unwrap().remove("rules");
    let stage = Stage::new([hands_in("plan_application", &plan)]);
    let make = |output: &str, more: &[&str]| {
        let args = ["generate", idea, "--simple", "--build", "--output", output];
        stage.json(0, &[&args[..], more].concat())
    };
    let first = make("first", &["--model", "local/m", "--record", "r.yaml"]);
    assert_eq!(first["agents"][0]["by"], "local/m");
    let again = make("again", &["--model", "local/m", "--replay", "r.yaml"]);
    assert_eq!(again["agents"][0]["by"], "local/m");
    assert_eq!(again["cost_usd"], "0");
    let unnamed = make("unnamed", &["--replay", "r.yaml"]);
    assert_eq!(unnamed["agents"][0]["by"], "scripted/replay");
    let model = |output: &str| {
        let path = stage.home.at(output).join("vibecober.yaml");
        fs::read_to_string(path).unwrap()
    };
    assert_eq!(model("first"), model("again"));
    assert_eq!(model("first"), model("unnamed"));
    stage.server.finish();
}
