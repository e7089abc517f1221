//! pytest: its short summary names what failed, the sections before it say where.

use super::model::{Counts, Failure, Report, Runner};
use super::read::{before, place};

/// What pytest said.
pub(super) fn read(lines: &[&str]) -> Option<Report> {
    let summary = lines.iter().rev().find(|line| is_summary(line))?;
    let counts = Counts {
        passed: before(summary, "passed") + before(summary, "xpassed"),
        failed: before(summary, "failed") + before(summary, "error") + before(summary, "errors"),
        skipped: before(summary, "skipped") + before(summary, "xfailed"),
    };
    let mut failures: Vec<Failure> = lines.iter().filter_map(|line| short(line)).collect();
    let mut section: Option<String> = None;
    for line in lines {
        if let Some(title) = title(line) {
            section = Some(title);
        } else if let Some(name) = &section
            && let Some(found) = ended(line)
        {
            let mut of_section = failures.iter_mut().filter(|one| is_of(&one.name, name));
            if let Some(failure) = of_section.find(|one| one.place.is_none()) {
                failure.at(Some(found));
            }
        }
    }
    Some(Report {
        runner: Runner::Pytest,
        counts,
        failures,
    })
}

/// `3 failed, 2 passed in 0.04s`, with or without rules around it.
fn is_summary(line: &str) -> bool {
    let line = line.trim_matches(['=', ' ']);
    let Some((counts, time)) = line.rsplit_once(" in ") else {
        return false;
    };
    let is_time = time
        .split_whitespace()
        .next()
        .and_then(|time| time.strip_suffix('s'))
        .is_some_and(|time| time.parse::<f64>().is_ok());
    let begins = counts.starts_with(|c: char| c.is_ascii_digit()) || counts == "no tests ran";
    is_time && begins
}

/// A line of the short summary.
fn short(line: &str) -> Option<Failure> {
    let rest = line
        .strip_prefix("FAILED ")
        .or_else(|| line.strip_prefix("ERROR "))?;
    let (name, message) = rest.split_once(" - ").unwrap_or((rest, ""));
    let mut failure = Failure::named(name.trim());
    failure.says(message);
    let is_one = name.contains("::") || name.contains('.');
    is_one.then_some(failure)
}

/// `____ TestC.test_in ____`, and `ERROR at setup of …` between the rules.
fn title(line: &str) -> Option<String> {
    let inner = line.strip_prefix("__")?.strip_suffix("__")?;
    let inner = inner.trim_matches(['_', ' ']);
    let name = inner.rsplit_once(" of ").map_or(inner, |(_, name)| name);
    let name = name.strip_prefix("ERROR collecting ").unwrap_or(name);
    Some(name.to_owned())
}

/// The line with which a traceback ends: `test_calc.py:4: AssertionError`.
fn ended(line: &str) -> Option<super::model::Place> {
    let is_inside = line.starts_with([' ', '>', 'E']);
    place(line).filter(|place| !is_inside && place.path.contains('.'))
}

/// Whether a full name (`a.py::TestC::test_in`) is that of a section (`TestC.test_in`).
fn is_of(full: &str, section: &str) -> bool {
    let inner = full.split_once("::").map_or(full, |(_, inner)| inner);
    inner.replace("::", ".") == section || full == section
}
