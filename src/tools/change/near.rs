//! What stands in a file instead of the text that was looked for: the model finds its mistake in it.

use std::fmt::Write;

/// How much of a line is shown, in characters.
const SHOWN: usize = 120;
/// Longer files are not searched for lines that are alike.
const MOST_LINES: usize = 20_000;
/// Longer lines are not compared letter by letter.
const LONG: usize = 300;
/// From here on two lines are alike.
const ALIKE: f64 = 0.6;
/// How many places are named.
const NAMED: usize = 3;

/// Says where something like `old` stands in `text`; empty when nothing is like it.
pub(super) fn near(text: &str, old: &str) -> String {
    if numbered(old) {
        return "; it begins with line numbers: leave out what `read` puts before each line"
            .to_owned();
    }
    let wanted: Vec<&str> = old.trim_matches('\n').lines().collect();
    let lines: Vec<&str> = text.lines().take(MOST_LINES).collect();
    let Some(first) = wanted.first() else {
        return String::new();
    };
    let blank = blanks(&lines, &wanted);
    if !blank.is_empty() {
        return named("; these differ in white space only", &lines, &blank);
    }
    let same: Vec<usize> = places(&lines, |line| {
        !first.trim().is_empty() && line.trim() == first.trim()
    });
    if let Some(&at) = same.first()
        && wanted.len() > 1
    {
        return differing(&lines, &wanted, at);
    }
    named("; most like it", &lines, &alike(&lines, &wanted))
}

/// True when every line begins like one that `read` shows.
fn numbered(old: &str) -> bool {
    let begins = |line: &str| {
        line.trim_start()
            .split_once('\t')
            .is_some_and(|(number, _)| {
                !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
            })
    };
    !old.is_empty() && old.lines().all(begins)
}

fn places(lines: &[&str], fits: impl Fn(&str) -> bool) -> Vec<usize> {
    let found = lines.iter().enumerate().filter(|(_, line)| fits(line));
    found.map(|(at, _)| at).take(NAMED).collect()
}

/// Where all lines are the same but for their white space.
fn blanks(lines: &[&str], wanted: &[&str]) -> Vec<usize> {
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted: Vec<String> = wanted.iter().map(|line| squeezed(line)).collect();
    if wanted.iter().all(String::is_empty) {
        return Vec::new();
    }
    let lines: Vec<String> = lines.iter().map(|line| squeezed(line)).collect();
    let windows = lines.windows(wanted.len()).enumerate();
    windows
        .filter(|(_, window)| *window == wanted)
        .map(|(at, _)| at)
        .take(NAMED)
        .collect()
}

/// The first line is there: says where the text leaves the file.
fn differing(lines: &[&str], wanted: &[&str], at: usize) -> String {
    let away = wanted
        .iter()
        .zip(&lines[at..])
        .position(|(wanted, line)| wanted != line);
    let Some(away) = away else {
        return format!(
            "; it begins at line {} and goes on after the end of the file",
            at + 1
        );
    };
    format!(
        "; its first line is line {}, but line {} is {} in the file and {} in `old`",
        at + 1,
        at + away + 1,
        shown(lines[at + away]),
        shown(wanted[away])
    )
}

/// The lines that are most like the first line that says something.
fn alike(lines: &[&str], wanted: &[&str]) -> Vec<usize> {
    let Some(first) = wanted
        .iter()
        .map(|line| line.trim())
        .find(|line| !line.is_empty())
    else {
        return Vec::new();
    };
    if first.len() > LONG {
        return Vec::new();
    }
    let mut found: Vec<(f64, usize)> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| (at, line.trim()))
        // Lengths far apart cannot be alike.
        .filter(|(_, line)| line.len() <= first.len() * 2 && line.len() * 2 >= first.len())
        .map(|(at, line)| {
            let within = line.contains(first) || first.contains(line);
            let like = strsim::normalized_levenshtein(line, first);
            (if within { like.max(ALIKE) } else { like }, at)
        })
        .filter(|(like, _)| *like >= ALIKE)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, at)| at).take(NAMED).collect()
}

fn named(what: &str, lines: &[&str], places: &[usize]) -> String {
    if places.is_empty() {
        return String::new();
    }
    let mut text = format!("{what}: ");
    for (index, &at) in places.iter().enumerate() {
        let between = if index == 0 { "" } else { ", " };
        // Writing to a string cannot fail.
        write!(text, "{between}line {} {}", at + 1, shown(lines[at])).ok();
    }
    text
}

/// A line as a literal: tabs and blanks can be told apart in it.
fn shown(line: &str) -> String {
    let cut: String = line.chars().take(SHOWN).collect();
    let more = if cut.len() < line.len() { "…" } else { "" };
    format!("{cut:?}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "fn main() {\n\tlet count = 1;\n\tprintln!(\"{count}\");\n}\n";

    #[test]
    fn the_mistake_is_named_with_its_line() {
        let cases = [
            (
                "    let count = 1;",
                "white space only: line 2 \"\\tlet count = 1;\"",
            ),
            (
                "fn main() {\n\tlet other = 1;",
                "line 2 is \"\\tlet count = 1;\" in the file",
            ),
            ("\tlet counts = 1;", "most like it: line 2"),
            ("     2\tlet count = 1;", "line numbers"),
        ];
        for (old, said) in cases {
            let near = near(TEXT, old);
            assert!(near.contains(said), "{old}: {near}");
        }
        assert_eq!(near(TEXT, "nothing of the kind at all"), "");
    }
}
