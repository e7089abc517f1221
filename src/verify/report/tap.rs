//! The Test Anything Protocol, version 12 to 14.

use super::model::{Counts, Failure, Report, Runner};

/// What was said in it; only tests at the margin count, others are parts of them.
pub(super) fn read(lines: &[&str]) -> Option<Report> {
    let is_plan = |line: &&str| {
        let end = line
            .strip_prefix("1..")
            .and_then(|rest| rest.split(' ').next());
        end.is_some_and(|end| end.parse::<u32>().is_ok())
    };
    if !lines
        .iter()
        .any(|line| line.starts_with("TAP version ") || is_plan(line))
    {
        return None;
    }
    let mut counts = Counts::default();
    let mut failures = Vec::new();
    for line in lines {
        let (passed, rest) = match (line.strip_prefix("ok"), line.strip_prefix("not ok")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => continue,
        };
        if !rest.is_empty() && !rest.starts_with(' ') {
            continue;
        }
        let (name, directive) = rest.split_once(" # ").unwrap_or((rest, ""));
        let directive = directive.to_lowercase();
        if directive.starts_with("skip") || directive.starts_with("todo") {
            counts.skipped += 1;
        } else if passed {
            counts.passed += 1;
        } else {
            counts.failed += 1;
            let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || " -".contains(c));
            failures.push(Failure::named(name));
        }
    }
    Some(Report {
        runner: Runner::Tap,
        counts,
        failures,
    })
}
