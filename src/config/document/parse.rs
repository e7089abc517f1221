//! Types a document, or says what is wrong with it: file, line and key in one line.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use super::hint;
use super::outline::Outline;
use crate::config::error::ConfigError;

/// A typed document that still knows where its parts stand.
#[derive(Debug)]
pub struct Document<T> {
    /// What the document says.
    pub content: T,
    path: PathBuf,
    outline: Option<Outline>,
}

/// Reads the text of the file at `path`; an empty file counts as one without keys.
///
/// # Errors
/// What is wrong with it: file, line and key in one line.
pub fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<Document<T>, ConfigError> {
    let outline = Outline::of(text).map_err(|(line, problem)| syntax(path, line, &problem))?;
    let text = if outline.is_some() { text } else { "{}" };
    let reader = serde_yaml::Deserializer::from_str(text);
    let content = serde_path_to_error::deserialize(reader).map_err(|error| {
        let (key, line, is_whole) = follow(outline.as_ref(), error.path());
        let inner = error.inner();
        // Where the path breaks off, the reader knows the place better.
        let told = inner.location().map(|place| place.line());
        let line = if is_whole { line } else { told.or(line) };
        let said = hint::reworded(&inner.to_string());
        // The reader writes the path before its words; it is told once.
        let whole = error.path().to_string();
        let said = match said.split_once(": ") {
            Some((start, rest)) if whole.starts_with(start) => rest,
            Some(_) | None => &said,
        };
        syntax(path, line.unwrap_or(1), &with_key(&key, said))
    })?;
    Ok(Document {
        content,
        path: path.to_path_buf(),
        outline,
    })
}

impl<T> Document<T> {
    /// What is wrong with the part that those keys lead to; a number names an item of a list.
    pub fn wrong(&self, keys: &[&str], problem: &str) -> ConfigError {
        let mut at = self.outline.as_ref();
        let mut line = at.map(|one| one.line);
        for key in keys {
            at = at.and_then(|one| {
                one.key(key)
                    .or_else(|| key.parse().ok().and_then(|place| one.item(place)))
            });
            line = at.map(|one| one.line).or(line);
        }
        syntax(
            &self.path,
            line.unwrap_or(1),
            &with_key(&key_of(keys), problem),
        )
    }
}

/// Keys as one word: `replies[2].text`.
pub fn key_of(keys: &[&str]) -> String {
    let part = |(place, key): (usize, &&str)| match (key.parse::<usize>(), place) {
        (Ok(_), _) => format!("[{key}]"),
        (Err(_), 0) => (*key).to_owned(),
        (Err(_), _) => format!(".{key}"),
    };
    keys.iter().enumerate().map(part).collect()
}

/// The key, its line, and whether every step of the path is known.
fn follow(
    outline: Option<&Outline>,
    path: &serde_path_to_error::Path,
) -> (String, Option<usize>, bool) {
    let mut at = outline;
    let mut line = at.map(|one| one.line);
    let mut keys = Vec::new();
    let mut is_whole = true;
    for segment in path {
        let (key, next) = match segment {
            Segment::Seq { index } => (index.to_string(), at.and_then(|one| one.item(*index))),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                (key.clone(), at.and_then(|one| one.key(key)))
            }
            Segment::Unknown => {
                is_whole = false;
                continue;
            }
        };
        at = next;
        is_whole &= at.is_some();
        line = at.map(|one| one.line).or(line);
        keys.push(key);
    }
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    (key_of(&keys), line, is_whole)
}

fn with_key(key: &str, problem: &str) -> String {
    if key.is_empty() {
        return problem.to_owned();
    }
    format!("{key}: {problem}")
}

fn syntax(path: &Path, line: usize, problem: &str) -> ConfigError {
    ConfigError::Syntax {
        path: path.to_path_buf(),
        line,
        problem: problem.replace('\n', " "),
    }
}
