//! Finds the runner, and what its output has in common with that of others.

use anstream::adapter::strip_str;

use super::model::{Place, Report};
use super::{cargo, compiler, go, jest, mocha, pytest, tap, unittest};

/// What a test runner said in `output`; none where no runner is known by it.
pub fn read(output: &str) -> Option<Report> {
    let plain = strip_str(output).to_string();
    let lines: Vec<&str> = plain.lines().map(str::trim_end).collect();
    let readers = [
        cargo::nextest,
        pytest::read,
        cargo::test,
        jest::vitest,
        jest::jest,
        mocha::read,
        go::read,
        unittest::read,
        tap::read,
        compiler::read,
    ];
    readers.into_iter().find_map(|reader| reader(&lines))
}

/// The number that stands before `word` in a summary, as in `3 failed, 2 passed`.
pub(super) fn before(summary: &str, word: &str) -> u32 {
    let words: Vec<&str> = summary
        .split(|c: char| c.is_whitespace() || ",|();=".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let mut pairs = words.windows(2).filter(|pair| pair[1] == word);
    pairs.find_map(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// The place that `text` begins with: `path:12`, `path:12:5` or more behind it.
pub(super) fn place(text: &str) -> Option<Place> {
    let mut parts = text.trim().splitn(3, ':');
    let path = parts.next()?;
    let line = parts.next()?;
    let digits = line
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(line.len());
    let line: u32 = line.get(..digits)?.parse().ok()?;
    let is_path = !path.is_empty() && !path.contains(['(', ')', '"', '<']) && path.contains('.');
    is_path.then(|| Place {
        path: path.to_owned(),
        line,
    })
}
