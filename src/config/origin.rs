//! Layers, and the place that a value came from.

use std::fmt;
use std::path::Path;

use serde::Serialize;

/// A layer of the configuration, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Built in.
    Default,
    /// The `.env` file of a workspace that is not trusted: its keys, where the person has none.
    Lent,
    /// The user's own file.
    User,
    /// The file of a trusted workspace.
    Workspace,
    /// The `.env` file of the workspace.
    DotEnv,
    /// A variable of the environment.
    Environment,
    /// A flag of the command line.
    Flag,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The layer.
    pub layer: Layer,
    /// The file and line, the variable or the flag; empty for a default.
    pub place: String,
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

impl Layer {
    /// The name used on screen and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Lent => "lent",
            Self::User => "user",
            Self::Workspace => "workspace",
            Self::DotEnv => "dot_env",
            Self::Environment => "environment",
            Self::Flag => "flag",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Origin {
    /// Built in.
    pub(super) fn built_in() -> Self {
        Self {
            layer: Layer::Default,
            place: String::new(),
        }
    }

    /// A line of a file.
    pub(super) fn line(layer: Layer, file: &Path, line: usize) -> Self {
        let place = format!("{}:{line}", file.display());
        Self { layer, place }
    }

    /// A variable of the environment.
    pub(super) fn variable(name: &str) -> Self {
        Self {
            layer: Layer::Environment,
            place: name.to_owned(),
        }
    }

    /// A flag of the command line.
    pub(super) fn flag(name: &str) -> Self {
        Self {
            layer: Layer::Flag,
            place: name.to_owned(),
        }
    }
}
