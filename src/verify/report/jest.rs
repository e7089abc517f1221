//! Jest and Vitest.

use super::model::{Counts, Failure, Report, Runner};
use super::read::{before, place};

/// What Vitest said.
pub(super) fn vitest(lines: &[&str]) -> Option<Report> {
    let summary = lines
        .iter()
        .rev()
        .find_map(|line| line.trim_start().strip_prefix("Tests "));
    let suites = lines
        .iter()
        .rev()
        .find_map(|line| line.trim_start().strip_prefix("Test Files "))?;
    let mut failures: Vec<Failure> = Vec::new();
    let mut is_open = false;
    for line in lines {
        let text = line.trim_start();
        if let Some(name) = text.strip_prefix("FAIL ") {
            failures.push(Failure::named(name.trim()));
            is_open = true;
        } else if let Some(failure) = failures.last_mut().filter(|_| is_open) {
            if let Some(at) = text.strip_prefix("❯ ") {
                failure.at(at.rsplit(' ').next().and_then(place));
            } else if text.starts_with("⎯⎯") {
                is_open = false;
            } else if !text.is_empty() {
                failure.says(text);
            }
        }
    }
    let summary = summary.unwrap_or(suites);
    Some(Report {
        runner: Runner::Vitest,
        counts: counts(summary),
        failures,
    })
}

/// What Jest said.
pub(super) fn jest(lines: &[&str]) -> Option<Report> {
    let summary = lines
        .iter()
        .rev()
        .find_map(|line| line.strip_prefix("Tests: "))?;
    lines
        .iter()
        .find(|line| line.starts_with("Test Suites: "))?;
    let mut failures: Vec<Failure> = Vec::new();
    let mut file = "";
    for line in lines {
        if let Some(path) = line.strip_prefix("FAIL ") {
            file = path.split_whitespace().next().unwrap_or_default();
        } else if let Some(name) = line.strip_prefix("  ● ") {
            let name = match name {
                "Test suite failed to run" => format!("{file}: {name}"),
                name => name.to_owned(),
            };
            if !failures.iter().any(|one| one.name == name) {
                failures.push(Failure::named(name));
            }
        } else if let Some(failure) = failures.last_mut() {
            let text = line.trim();
            if let Some(at) = text.strip_prefix("at ") {
                let at = at.rsplit_once('(').map_or(at, |(_, at)| at);
                failure.at(place(at).filter(|place| !place.path.contains("node_modules")));
            } else if !text.is_empty() {
                failure.says(text);
            }
        }
    }
    Some(Report {
        runner: Runner::Jest,
        counts: counts(summary),
        failures,
    })
}

fn counts(summary: &str) -> Counts {
    Counts {
        passed: before(summary, "passed"),
        failed: before(summary, "failed"),
        skipped: before(summary, "skipped") + before(summary, "todo"),
    }
}
