//! cargo test and cargo nextest.

use super::model::{Counts, Failure, Report, Runner};
use super::read::{before, place};

/// What cargo test said, of all its binaries together.
pub(super) fn test(lines: &[&str]) -> Option<Report> {
    let results = lines
        .iter()
        .filter_map(|line| line.strip_prefix("test result: "));
    let mut counts = Counts::default();
    let mut is_there = false;
    for result in results {
        is_there = true;
        counts.passed += before(result, "passed");
        counts.failed += before(result, "failed");
        counts.skipped += before(result, "ignored");
    }
    if !is_there {
        return None;
    }
    let mut failures = Vec::new();
    for line in lines {
        if let Some(name) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            let name = name.strip_suffix(" - should panic").unwrap_or(name);
            failures.push(Failure::named(name));
        }
    }
    explain(lines, &mut failures, |line| {
        line.strip_prefix("---- ")?.strip_suffix(" stdout ----")
    });
    Some(Report {
        runner: Runner::Cargo,
        counts,
        failures,
    })
}

/// What cargo nextest said.
pub(super) fn nextest(lines: &[&str]) -> Option<Report> {
    let is_summary = |line: &&&str| line.trim_start().starts_with("Summary [");
    let summary = lines.iter().rev().find(is_summary)?;
    let failed = |line: &str| {
        let rest = ["FAIL [", "TIMEOUT [", "SIGABRT [", "SIGSEGV [", "ABORT ["]
            .into_iter()
            .find_map(|word| line.trim_start().strip_prefix(word))?;
        let (_, name) = rest.split_once("] ")?;
        let name = name.trim_start();
        let name = match name
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(") "))
        {
            Some((_, name)) => name,
            None => name,
        };
        Some(name.to_owned())
    };
    let mut failures: Vec<Failure> = Vec::new();
    for name in lines.iter().filter_map(|line| failed(line)) {
        if !failures.iter().any(|one| one.name == name) {
            failures.push(Failure::named(name));
        }
    }
    // Each failure is followed by what it printed.
    let mut at: Option<usize> = None;
    for line in lines {
        if let Some(name) = failed(line) {
            at = failures.iter().position(|one| one.name == name);
        } else if is_summary(&line) {
            break;
        } else if let Some(failure) = at.and_then(|at| failures.get_mut(at)) {
            tell(failure, line);
        }
    }
    Some(Report {
        runner: Runner::Nextest,
        counts: Counts {
            passed: before(summary, "passed"),
            failed: before(summary, "failed") + before(summary, "timed"),
            skipped: before(summary, "skipped"),
        },
        failures,
    })
}

/// Adds what was printed under the title of each failure.
fn explain(lines: &[&str], failures: &mut [Failure], title: impl Fn(&str) -> Option<&str>) {
    let mut at: Option<usize> = None;
    for line in lines {
        if let Some(name) = title(line) {
            at = failures.iter().position(|one| one.name == name);
        } else if *line == "failures:" {
            at = None;
        } else if let Some(failure) = at.and_then(|at| failures.get_mut(at)) {
            tell(failure, line);
        }
    }
}

/// Takes what a line says of a failure: a panic, what it was about, or an error.
fn tell(failure: &mut Failure, line: &str) {
    let line = line.trim();
    if let Some((_, at)) = line.split_once(" panicked at ") {
        failure.at(place(at));
    } else if let Some(rest) = line.strip_prefix("note: test did not panic as expected at ") {
        failure.says("test did not panic as expected");
        failure.at(place(rest));
    } else if line.starts_with("Error: ") || failure.place.is_some() && !line.is_empty() {
        failure.says(line);
    }
}
