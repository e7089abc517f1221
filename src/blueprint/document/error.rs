//! Why a document is not a model.

use thiserror::Error;

use crate::domain::app_model::ModelFault;

/// Why a document is not a model; each is one line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// It is empty.
    #[error("{file}: the file is empty; write a model or generate one from an idea")]
    Empty {
        /// The file.
        file: String,
    },
    /// It is not YAML, or does not have the shape of a model.
    #[error("{file}{}: {}{problem}{hint}", place(*line), key_prefix(key))]
    Shape {
        /// The file.
        file: String,
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// The key, such as `entities[2].fields[0].type`; empty for the document as a whole.
        key: String,
        /// What is wrong.
        problem: String,
        /// What to do, as the end of the sentence; may be empty.
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
    if key.is_empty() {
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
