//! A fault in a model, and the list in which faults are gathered.

use std::fmt;

use serde::Serialize;

/// One thing in a model that would make the generated project wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelFault {
    /// Where it is (`entities[2].fields[0].name`).
    pub path: String,
    /// What is wrong, with the offending value.
    pub problem: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for ModelFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.path, self.problem, self.hint)
    }
}

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<ModelFault>);

impl Faults {
    pub(super) fn add(
        &mut self,
        path: impl Into<String>,
        problem: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.0.push(ModelFault {
            path: path.into(),
            problem: problem.into(),
            hint: hint.into(),
        });
    }

    pub(super) fn into_vec(self) -> Vec<ModelFault> {
        self.0
    }
}
