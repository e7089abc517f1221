use super::super::*;
use crate::domain::rule::{Rule, Scope};

const FILE: &str = "\
# mine
rules:
  # why
  - id: ci
    command: [npm, ci]
    decision: auto
    matches: [npm ci]
    not_matches: [npm i]
  - id: docs
    path: docs/**
    decision: ask
    scope: {workspace: /w/app}
    expires: 2030-01-01T00:00:00Z
    matches: [docs/a]
    not_matches: [src/a]

  - {id: host, host: docs.rs, decision: auto, matches: [docs.rs], not_matches: [x.rs]}
";

#[test]
fn a_file_of_rules_is_read_and_what_is_wrong_is_told_with_its_place() {
    let rules = parse_rules("policy.yaml", FILE).unwrap();
    assert_eq!(
        rules
            .iter()
            .map(|rule| rule.id.as_str())
            .collect::<Vec<_>>(),
        ["ci", "docs", "host"]
    );
    assert_eq!(rules[1].scope, Scope::Workspace("/w/app".into()));
    assert!(rules[1].expires.is_some());
    let written = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Rule>>(&written).unwrap(), rules);
    assert_eq!(parse_rules("p", "").unwrap(), []);
    assert_eq!(parse_rules("p", "rules: []").unwrap(), []);
    for (text, said) in [
        (
            "rules: [{id: a}]",
            "p: rule 'a': name one of command, path and host",
        ),
        (
            "rules: [{id: a, command: [x], path: y}]",
            "p: rule 'a': name one of",
        ),
        (
            "rules: [{id: a, command: [x], decison: auto}]",
            "p: rule 'a': unknown key 'decison'",
        ),
        ("rules: [{command: [x], decision: maybe}]", "p: rule 1: "),
        ("rules: [", "p:"),
        ("rulez: []", "p: "),
        ("- x", "p: "),
        ("rules: [&a x, *a]", "p:1: aliases"),
        ("\u{0}", "p"),
    ] {
        let error = parse_rules("p", text).unwrap_err().to_string();
        assert!(error.starts_with(said), "{text}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn a_rule_is_cut_out_and_the_rest_of_the_file_stays() {
    let without = without_rule(FILE, "docs").unwrap();
    assert!(
        without.starts_with("# mine\nrules:\n  # why\n  - id: ci\n")
            && without.contains("- {id: host")
    );
    assert!(!without.contains("docs/**"));
    let last = without_rule(&without_rule(&without, "host").unwrap(), "ci").unwrap();
    assert_eq!(parse_rules("p", &last).unwrap(), []);
    assert_eq!(without_rule(FILE, "nobody"), None);
    assert_eq!(
        without_rule(
            "rules: [{id: a, host: b.c, decision: ask, matches: [], not_matches: []}, {id: x, host: b.c, decision: ask, matches: [], not_matches: []}]",
            "a"
        ),
        None
    );
}

#[test]
fn a_file_has_no_rules_for_once() {
    let text = "rules: [{id: a, command: [x], decision: auto, scope: once, matches: [x], not_matches: [y]}]";
    let refused = parse_rules("p.yaml", text).unwrap_err().to_string();
    assert!(
        refused.contains("rule 'a'") && refused.contains("saved with an answer"),
        "{refused}"
    );
}
