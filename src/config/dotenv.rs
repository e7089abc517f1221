//! The `.env` file: the variables in it that are ours, each with its line.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::ConfigError;
use super::key::Key;

/// A variable of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Variable {
    /// Its value.
    pub value: String,
    /// Its line, from 1.
    pub line: usize,
}

/// Reads the variables that set something of ours; the first of two counts.
///
/// The file belongs to the project, so lines of other programs are none of our business, not even
/// when they cannot be read.
pub(super) fn read(path: &Path, text: &str) -> Result<BTreeMap<String, Variable>, ConfigError> {
    let mut found = BTreeMap::new();
    for entry in dotenvy::from_read_iter(text.as_bytes()) {
        match entry {
            Ok((name, value)) if is_ours(&name) => {
                let line = line_of(text, &name);
                found.entry(name).or_insert(Variable { value, line });
            }
            Err(dotenvy::Error::LineParse(written, _)) => {
                if let Some((line, name)) = broken(text, &written) {
                    return Err(ConfigError::Syntax {
                        path: path.to_path_buf(),
                        line,
                        problem: format!("the value of {name} cannot be read: put it in quotes"),
                    });
                }
            }
            Ok(_) | Err(_) => {}
        }
    }
    Ok(found)
}

fn is_ours(name: &str) -> bool {
    let mut keys = Key::ALL.into_iter();
    keys.any(|key| key.variables().contains(&name))
}

/// The line of ours whose value is the text that could not be read; none when it is not ours.
fn broken<'a>(text: &'a str, written: &str) -> Option<(usize, &'a str)> {
    let numbered = (1..).zip(text.lines());
    let mut ours = numbered.map(|(number, line)| (number, line, assigned(line)));
    ours.find(|(_, line, name)| is_ours(name) && line.trim_end().ends_with(written.trim_end()))
        .map(|(number, _, name)| (number, name))
}

/// The name that a line gives a value to.
fn assigned(line: &str) -> &str {
    let line = line.trim_start();
    let line = line.strip_prefix("export ").unwrap_or(line);
    line.split('=').next().unwrap_or(line).trim()
}

fn line_of(text: &str, name: &str) -> usize {
    let place = text.lines().position(|line| assigned(line) == name);
    place.map_or(1, |before| before + 1)
}
