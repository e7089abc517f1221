//! One line that sums up the output of a command.

/// The longest summary, in characters.
const LONGEST: usize = 160;

/// The last line that says something, without the rules that test runners draw around it.
pub fn summarize(output: &str) -> String {
    let line = output
        .lines()
        .rev()
        .map(|line| line.trim().trim_matches(['=', '-', '_']).trim())
        .find(|line| line.chars().any(char::is_alphanumeric))
        .unwrap_or("no output");
    line.chars().take(LONGEST).collect()
}
