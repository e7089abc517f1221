//! Reads and writes `vibecober.yaml`.

use thiserror::Error;

use crate::domain::app_model::{AppModel, ModelFault};

/// Why a document is not a model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// It is not YAML, or does not have the shape of a model.
    #[error("{file}{}: {}{problem}{hint}", place(*line), key_prefix(key))]
    Shape {
        /// The file.
        file: String,
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// The key, such as `entities[2].fields[0].type`.
        key: String,
        /// What is wrong.
        problem: String,
        /// What was probably meant, as the end of the sentence; may be empty.
        hint: String,
    },
    /// It has the shape of a model, but could not be rendered.
    #[error("{file}{}: {fault}{}", place(*line), more(*others))]
    Fault {
        /// The file.
        file: String,
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// The first fault.
        fault: ModelFault,
        /// How many more there are.
        others: usize,
    },
    /// The model cannot be written.
    #[error("the model cannot be written as YAML: {0}")]
    Write(String),
}

fn place(line: Option<usize>) -> String {
    line.map(|line| format!(":{line}")).unwrap_or_default()
}

fn key_prefix(key: &str) -> String {
    if key.is_empty() || key == "." {
        String::new()
    } else {
        format!("{key}: ")
    }
}

fn more(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => " (and 1 more fault)".into(),
        _ => format!(" (and {others} more faults)"),
    }
}

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
    let parser = serde_yaml::Deserializer::from_str(text);
    let model: AppModel = serde_path_to_error::deserialize(parser).map_err(|error| {
        let key = error.path().to_string();
        let inner = error.into_inner();
        DocumentError::Shape {
            file: file.to_owned(),
            line: inner.location().map(|at| at.line()),
            key,
            problem: inner.to_string(),
            hint: String::new(),
        }
    })?;
    let mut faults = model.check().into_iter();
    match faults.next() {
        None => Ok(model),
        Some(fault) => Err(DocumentError::Fault {
            file: file.to_owned(),
            line: None,
            fault,
            others: faults.count(),
        }),
    }
}
