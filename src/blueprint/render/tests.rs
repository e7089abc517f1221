//! Projects with everything: what their settings and their documentation have in common.

use std::collections::{BTreeMap, BTreeSet};

use crate::blueprint::from_yaml;
use crate::domain::app_model::Capability;

use super::engine::template_paths;
use super::{RenderOptions, render};

const MODEL: &str = r"
version: 1
name: everything
title: Everything
project_type: saas
capabilities: [auth]
entities:
- name: Room
  plural: rooms
  access: owned
  fields:
  - {name: title, type: string}
";

/// The files of a project with all capabilities but `without`.
fn files(without: &[Capability]) -> BTreeMap<String, String> {
    let mut model = from_yaml(MODEL, "everything.yaml").unwrap();
    model.capabilities = Capability::ALL
        .into_iter()
        .filter(|capability| !without.contains(capability))
        .collect();
    render(&model, &RenderOptions::default())
        .unwrap()
        .into_iter()
        .map(|file| (file.path, file.content))
        .collect()
}

/// The environment variables that `config.py` reads.
fn settings(config: &str) -> BTreeSet<String> {
    config
        .lines()
        .skip_while(|line| !line.starts_with("class Settings"))
        .take_while(|line| !line.contains("@property"))
        .filter_map(|line| line.strip_prefix("    ")?.split_once(": "))
        .map(|(name, _)| name.to_uppercase())
        .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .collect()
}

#[test]
fn every_setting_is_in_the_example_of_the_environment() {
    for without in [&[][..], &[Capability::Roles]] {
        let files = files(without);
        let example = &files[".env.example"];
        let settings = settings(&files["backend/app/config.py"]);
        assert!(settings.len() > 25, "{settings:?}");
        let missing: Vec<_> = settings
            .iter()
            .filter(|name| {
                let line = format!("{name}=");
                !example
                    .lines()
                    .any(|found| found.trim_start_matches("# ").starts_with(&line))
            })
            .collect();
        assert_eq!(missing, Vec::<&String>::new());
    }
}

#[test]
fn every_capability_is_in_the_readme() {
    // These three are parts of the core's own text.
    let told_by_core = [Capability::Auth, Capability::Roles, Capability::SoftDelete];
    let paths = template_paths();
    for capability in Capability::ALL {
        let part = format!("capabilities/{capability}/parts/readme.md.j2");
        let told = told_by_core.contains(&capability) || paths.iter().any(|path| **path == part);
        assert!(told, "{capability}: no {part}");
    }
}

#[test]
fn a_custom_rule_becomes_a_function_that_is_not_written_and_a_test_that_says_so() {
    let rule = r"
rules:
- kind: custom
  name: fair_share
  entity: Room
  description: What each guest pays
  inputs:
  - {name: total, type: money}
  - {name: since, type: datetime, optional: true}
  output: {type: float, optional: true}
  examples:
  - inputs: {total: 10.50}
    output: 2.5
  - inputs: {total: 0, since: '2026-01-02T03:04:05+01:00'}
    output: null
";
    let model = from_yaml(&format!("{MODEL}{}", rule.trim_start()), "m.yaml").unwrap();
    let files: BTreeMap<_, _> = render(&model, &RenderOptions::default())
        .unwrap()
        .into_iter()
        .map(|file| (file.path, file.content))
        .collect();
    let function = &files["backend/app/rules/fair_share.py"];
    let signature = "def fair_share(*, total: Decimal, since: dt.datetime | None) -> float | None:";
    assert!(function.contains(signature), "{function}");
    assert!(
        function.contains("    raise NotImplementedError("),
        "{function}"
    );
    let test = &files["tests/test_rules_fair_share.py"];
    assert!(test.contains("import pytest\n"), "{test}");
    assert!(
        test.contains("dt.datetime(2026, 1, 2, 2, 4, 5, tzinfo=dt.UTC)"),
        "{test}"
    );
    assert!(test.contains("is None\n"), "{test}");
    assert!(files["backend/app/rules/__init__.py"].contains("Rules of the business"));
    assert!(files["README.md"].contains("app.rules.fair_share"));
}
