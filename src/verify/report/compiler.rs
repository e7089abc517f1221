//! Errors of a compiler, before any test has run.

use super::model::{Counts, Failure, Report, Runner};
use super::read::place;

/// The most errors that are taken up.
const MOST: usize = 50;

/// What a compiler said: `error…` with ` --> path:1:2` below it (Rust), or `path:1:2: error: …`.
pub(super) fn read(lines: &[&str]) -> Option<Report> {
    let mut failures: Vec<Failure> = Vec::new();
    for line in lines {
        if let Some(failure) = in_one_line(line).or_else(|| begun(line)) {
            failures.push(failure);
        } else if let Some(failure) = failures.last_mut()
            && let Some(at) = line.trim_start().strip_prefix("--> ")
        {
            failure.at(place(at));
        }
    }
    failures.retain(|failure| failure.place.is_some());
    failures.truncate(MOST);
    if failures.is_empty() {
        return None;
    }
    Some(Report {
        runner: Runner::Compiler,
        counts: Counts::default(),
        failures,
    })
}

/// `error[E0308]: mismatched types`.
fn begun(line: &str) -> Option<Failure> {
    let rest = line.strip_prefix("error")?;
    let (code, message) = rest.split_once(": ")?;
    let is_code = code.is_empty() || code.starts_with('[') && code.ends_with(']');
    is_code.then(|| {
        let mut failure = Failure::named(format!("error{code}"));
        failure.says(message);
        failure
    })
}

/// `src/a.c:3:5: error: …`, `a.ts(3,5): error TS2322: …`.
fn in_one_line(line: &str) -> Option<Failure> {
    let (at, message) = line.split_once(": error")?;
    let message = message.trim_start_matches(':').trim();
    let at = match at.split_once('(') {
        Some((path, rest)) => format!("{path}:{}", rest.split(',').next()?),
        None => at.to_owned(),
    };
    let place = place(&at)?;
    Some(Failure {
        name: "error".to_owned(),
        message: message.to_owned(),
        place: Some(place),
    })
}
