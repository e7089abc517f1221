//! Mocha: a numbered list of failures behind the counts.

use super::model::{Counts, Failure, Report, Runner};
use super::read::place;

/// What Mocha said.
pub(super) fn read(lines: &[&str]) -> Option<Report> {
    let count = |word: &str| {
        lines.iter().rev().find_map(|line| {
            let (number, rest) = line.trim_start().split_once(' ')?;
            let rest = rest.split(' ').next()?;
            (rest == word).then(|| number.parse::<u32>().ok()).flatten()
        })
    };
    let passed = count("passing")?;
    let begins = lines.iter().position(|line| {
        let text = line.trim_start();
        text.ends_with(" passing") || text.contains(" passing (")
    })?;
    Some(Report {
        runner: Runner::Mocha,
        counts: Counts {
            passed,
            failed: count("failing").unwrap_or(0),
            skipped: count("pending").unwrap_or(0),
        },
        failures: failures(&lines[begins..]),
    })
}

fn failures(lines: &[&str]) -> Vec<Failure> {
    let mut failures: Vec<Failure> = Vec::new();
    let mut is_title = false;
    for line in lines {
        let text = line.trim();
        if let Some(title) = numbered(line) {
            failures.push(Failure::named(title.trim_end_matches(':')));
            is_title = !title.ends_with(':');
        } else if let Some(failure) = failures.last_mut() {
            if is_title && !text.is_empty() {
                failure.name.push(' ');
                failure.name.push_str(text.trim_end_matches(':'));
                is_title = !text.ends_with(':');
            } else if let Some(at) = text.strip_prefix("at ") {
                let at = at.rsplit_once('(').map_or(at, |(_, at)| at);
                failure.at(place(at).filter(|place| !place.path.starts_with("node:")));
            } else if !text.is_empty() {
                failure.says(text);
            }
        }
    }
    failures
}

/// `  2) sums`, at the margin of the list.
fn numbered(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("  ")?;
    let (number, title) = rest.split_once(") ")?;
    number.parse::<u32>().ok().map(|_| title)
}
