//! unittest of Python: a block for each failure, and a count at the end.

use super::model::{Counts, Failure, Place, Report, Runner};

/// What unittest said.
pub(super) fn read(lines: &[&str]) -> Option<Report> {
    let ran = lines
        .iter()
        .rposition(|line| line.starts_with("Ran ") && line.contains(" test"))?;
    let total: u32 = lines[ran].split(' ').nth(1)?.parse().ok()?;
    let verdict = lines[ran..]
        .iter()
        .find(|line| line.starts_with("OK") || line.starts_with("FAILED"))
        .copied()
        .unwrap_or_default();
    let failed = after(verdict, "failures=") + after(verdict, "errors=");
    let skipped = after(verdict, "skipped=");
    Some(Report {
        runner: Runner::Unittest,
        counts: Counts {
            passed: total.saturating_sub(failed).saturating_sub(skipped),
            failed,
            skipped,
        },
        failures: failures(&lines[..ran]),
    })
}

fn failures(lines: &[&str]) -> Vec<Failure> {
    let mut failures: Vec<Failure> = Vec::new();
    // Of a traceback the last line that stands at the margin is the error.
    let mut is_traced = false;
    for line in lines {
        let begun = line
            .strip_prefix("FAIL: ")
            .or_else(|| line.strip_prefix("ERROR: "));
        if let Some(name) = begun {
            failures.push(Failure::named(name));
            is_traced = false;
            continue;
        }
        let Some(failure) = failures.last_mut() else {
            continue;
        };
        if line.starts_with("Traceback ") {
            is_traced = true;
        } else if let Some(place) = frame(line) {
            failure.place = Some(place);
        } else if is_traced && !line.is_empty() && !line.starts_with([' ', '-', '=']) {
            failure.says(line);
        }
    }
    failures
}

/// `  File "x.py", line 3, in test_a`.
fn frame(line: &str) -> Option<Place> {
    let rest = line.trim_start().strip_prefix("File \"")?;
    let (path, rest) = rest.split_once("\", line ")?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    Some(Place {
        path: path.to_owned(),
        line: rest.get(..end)?.parse().ok()?,
    })
}

/// The number behind `word`.
fn after(text: &str, word: &str) -> u32 {
    let rest = text.split_once(word).map_or("", |(_, rest)| rest);
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    rest.get(..end)
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}
