//! Custom rules and what is wrong with some of them.

use serde_json::{Value, json};

use crate::domain::app_model::AppModel;

fn model(rule: Value) -> AppModel {
    let mut document = json!({
        "version": 1, "name": "library", "title": "Library", "project_type": "crud",
        "entities": [{
            "name": "Loan", "plural": "loans",
            "fields": [
                {"name": "due_on", "type": "date"},
                {"name": "returned_on", "type": "date", "optional": true},
                {"name": "shelf", "type": "enum", "values": ["open", "closed"]}
            ]
        }],
        "rules": [{
            "kind": "custom", "name": "late_fee", "entity": "Loan", "description": "What it costs",
            "inputs": [
                {"name": "due_on", "type": "date"},
                {"name": "returned_on", "type": "date", "optional": true}
            ],
            "output": {"type": "money"},
            "examples": [{"inputs": {"due_on": "2026-01-10"}, "output": 0.5}]
        }]
    });
    if let (Some(whole), Value::Object(changes)) = (document["rules"][0].as_object_mut(), rule) {
        whole.extend(changes);
    }
    serde_json::from_value(document).unwrap()
}

#[test]
fn a_custom_rule_with_examples_that_fit_is_sound() {
    assert_eq!(model(json!({})).check(), []);
}

#[test]
fn what_is_wrong_with_a_custom_rule_is_named_with_its_place() {
    let inputs = |of: Value| json!({ "inputs": of });
    let examples = |of: Value| json!({ "examples": of });
    for (change, at) in [
        (json!({"name": "class"}), "rules[0].name"),
        (json!({"name": "require_fee"}), "rules[0].name"),
        (json!({"description": " "}), "rules[0].description"),
        (inputs(json!([])), "rules[0].inputs"),
        (
            inputs(json!([{"name": "due_on", "type": "int"}])),
            "rules[0].inputs[0].type",
        ),
        (
            inputs(json!([{"name": "returned_on", "type": "date"}])),
            "rules[0].inputs[0].optional",
        ),
        (
            inputs(json!([{"name": "dt", "type": "date"}])),
            "rules[0].inputs[0].name",
        ),
        (examples(json!([])), "rules[0].examples"),
        (
            examples(json!([{"inputs": {}, "output": 1}])),
            "rules[0].examples[0].inputs.due_on",
        ),
        (
            examples(json!([{"inputs": {"due_on": "2026-13-01"}, "output": 1}])),
            "rules[0].examples[0].inputs.due_on",
        ),
        (
            examples(json!([{"inputs": {"due_on": "2026-01-01", "x": 1}, "output": 1}])),
            "rules[0].examples[0].inputs.x",
        ),
        (
            examples(json!([{"inputs": {"due_on": "2026-01-01"}, "output": null}])),
            "rules[0].examples[0].output",
        ),
        (
            examples(json!([
                {"inputs": {"due_on": "2026-01-01"}, "output": 1},
                {"inputs": {"due_on": "2026-01-01", "returned_on": null}, "output": 2}
            ])),
            "rules[0].examples[1]",
        ),
    ] {
        let faults = model(change.clone()).check();
        assert!(
            faults.iter().any(|fault| fault.path == at),
            "{change}: {faults:?}"
        );
    }
}

#[test]
fn an_enumeration_of_the_entity_bounds_its_examples() {
    let shelf = |value: &str| {
        model(json!({
            "inputs": [{"name": "shelf", "type": "enum"}],
            "examples": [{"inputs": {"shelf": value}, "output": 1}]
        }))
    };
    assert_eq!(shelf("open").check(), []);
    assert_eq!(shelf("ajar").check().len(), 1);
}
