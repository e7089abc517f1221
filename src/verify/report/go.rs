//! go test: `--- FAIL` for each test, `FAIL` or `ok` for each package.

use super::model::{Counts, Failure, Report, Runner};
use super::read::place;

/// What go test said; tests that passed are counted only where it was told to list them (`-v`).
pub(super) fn read(lines: &[&str]) -> Option<Report> {
    let is_package = |line: &&&str| {
        ["ok  \t", "FAIL\t", "---\t", "?   \t"]
            .into_iter()
            .any(|word| line.starts_with(word))
    };
    lines.iter().find(is_package)?;
    let count = |word: &str| {
        let found = lines
            .iter()
            .filter(|line| line.trim_start().starts_with(word));
        u32::try_from(found.count()).unwrap_or(u32::MAX)
    };
    let mut failures: Vec<Failure> = Vec::new();
    for line in lines {
        let text = line.trim_start();
        if let Some(rest) = text.strip_prefix("--- FAIL: ") {
            let name = rest.split(" (").next().unwrap_or(rest);
            failures.push(Failure::named(name));
        } else if let Some(rest) = line.strip_prefix("FAIL\t")
            && rest.contains("[build failed]")
        {
            failures.push(Failure::named(rest.trim()));
        } else if line.starts_with(' ')
            && let Some(failure) = failures.last_mut()
            && let Some(found) = place(text)
        {
            let message = text.splitn(3, ':').nth(2).unwrap_or_default();
            failure.says(message);
            failure.at(Some(found));
        }
    }
    Some(Report {
        runner: Runner::Go,
        counts: Counts {
            passed: count("--- PASS: "),
            failed: u32::try_from(failures.len()).unwrap_or(u32::MAX),
            skipped: count("--- SKIP: "),
        },
        failures,
    })
}
