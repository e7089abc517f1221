//! Everything that the configuration is made from, as data: files, variables, flags, folders.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use super::error::ConfigError;
use super::key::Key;

/// All that [`Config::resolve`](super::Config::resolve) looks at.
#[derive(Debug, Clone)]
pub struct Sources {
    /// The folders that paths and defaults start from.
    pub places: Places,
    /// The user's own file.
    pub user: SourceFile,
    /// The workspace's file.
    pub workspace: SourceFile,
    /// The workspace's `.env`.
    pub dot_env: SourceFile,
    /// The variables of the environment.
    pub environment: BTreeMap<String, OsString>,
    /// What the command line says.
    pub flags: Flags,
}

/// The folders that paths and defaults start from.
#[derive(Debug, Clone)]
pub struct Places {
    /// The workspace, without links.
    pub workspace: PathBuf,
    /// The folder that relative paths of variables and flags start from.
    pub current: PathBuf,
    /// What `~` stands for.
    pub home: Option<PathBuf>,
    /// Where state is kept (`$XDG_STATE_HOME`).
    pub state: Option<PathBuf>,
}

/// A file, read or not.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where it lies, or would.
    pub path: PathBuf,
    /// Its text; none when there is no file; an error when it cannot be used.
    pub text: Result<Option<String>, ConfigError>,
}

/// Settings that the command line gives.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    given: BTreeMap<Key, (&'static str, String)>,
}

impl Flags {
    /// No flags.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same flags and `key`, set to `value` by the flag called `name` (`--database`).
    #[must_use]
    pub fn with(mut self, key: Key, name: &'static str, value: impl Into<String>) -> Self {
        self.given.insert(key, (name, value.into()));
        self
    }

    /// The settings given, each with the flag and the value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Key, &'static str, &str)> {
        let given = self.given.iter();
        given.map(|(key, (name, value))| (*key, *name, value.as_str()))
    }
}
