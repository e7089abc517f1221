//! From text to model and back.

use super::error::DocumentError;
use super::{lines, suggestion};
use crate::domain::app_model::AppModel;

/// Writes a model.
///
/// # Errors
/// Where the model cannot be written as YAML.
pub fn to_yaml(model: &AppModel) -> Result<String, DocumentError> {
    serde_yaml::to_string(model).map_err(|error| DocumentError::Write(error.to_string()))
}

/// Reads a model and checks it; `file` is the name that errors give.
///
/// # Errors
/// Where the text is not a model that can be rendered.
pub fn from_yaml(text: &str, file: &str) -> Result<AppModel, DocumentError> {
    let telling = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    if !text.lines().any(telling) {
        return Err(DocumentError::Empty {
            file: file.to_owned(),
        });
    }
    if let Some(line) = too_deep(text) {
        return Err(DocumentError::Shape {
            file: file.to_owned(),
            line: Some(line),
            key: String::new(),
            problem: format!("lists and maps lie in each other more than {DEEPEST} deep"),
            hint: String::new(),
        });
    }
    let model = parse(text, file)?;
    let mut faults = model.check().into_iter();
    match faults.next() {
        None => Ok(model),
        Some(fault) => Err(DocumentError::Fault {
            file: file.to_owned(),
            line: lines::line_of(text, &fault.path),
            fault,
            others: faults.count(),
        }),
    }
}

/// Lists and maps of a model lie in each other six deep; what is deeper is none, and would keep the
/// reader busy for the square of its depth.
const DEEPEST: usize = 32;

/// The line, from 1, on which a document becomes deeper than any model.
///
/// Brackets in quotes are counted too: no model has so many open ones in a text.
fn too_deep(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (line, number) in text.lines().zip(1..) {
        let items = line
            .split(' ')
            .filter(|word| !word.is_empty())
            .take_while(|word| *word == "-")
            .count();
        for c in line.chars() {
            match c {
                '[' | '{' => open += 1,
                ']' | '}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open + items > DEEPEST {
                return Some(number);
            }
        }
    }
    None
}

fn parse(text: &str, file: &str) -> Result<AppModel, DocumentError> {
    let parser = serde_yaml::Deserializer::from_str(text);
    serde_path_to_error::deserialize(parser).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        let said = bare(&inner.to_string(), &path);
        let key = match path.as_str() {
            "." | "?" => String::new(),
            _ => path.replace(".?", ""),
        };
        DocumentError::Shape {
            file: file.to_owned(),
            line: inner
                .location()
                .map(|place| place.line())
                .or_else(|| lines::line_of(text, &key)),
            key,
            problem: suggestion::problem(&said),
            hint: suggestion::hint(&said),
        }
    })
}

/// What the parser says, without the path and the place that the error names anyway.
fn bare(said: &str, path: &str) -> String {
    let said = said
        .strip_prefix(path)
        .and_then(|rest| rest.strip_prefix(": "))
        .unwrap_or(said);
    let from = said
        .find("unknown ")
        .or_else(|| said.find("missing field"))
        .unwrap_or(0);
    let said = if said[..from].trim_end().contains(' ') {
        said
    } else {
        &said[from..]
    };
    match said.rfind(" at line ") {
        Some(at) => said[..at].to_owned(),
        None => said.to_owned(),
    }
}
