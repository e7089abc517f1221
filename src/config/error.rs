//! What can be wrong with the configuration, each in one line that names the place.

use std::path::{Path, PathBuf};

use super::key::Key;
use crate::domain::model_name::ModelNameError;

/// Why the configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The folder that the process stands in was removed.
    #[error("the folder that you are in is gone: enter another one")]
    FolderGone,
    /// A file cannot be read.
    #[error("{} cannot be read ({detail}): put that right or move the file away", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// Something that is no ordinary file lies in a file's place.
    #[error("{} is not a file: move it away", .0.display())]
    NotAFile(PathBuf),
    /// A file is far too large.
    #[error("{} has {bytes} bytes, a configuration has at most {limit}: is it the right file?", .path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// A file is not text.
    #[error("{}:{line}: this is not UTF-8 text: save the file as UTF-8", .path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// The first line that is not text.
        line: usize,
    },
    /// A file is not what its format asks for.
    #[error("{}:{line}: {problem}", .path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A key is none of ours.
    #[error("{}:{line}: unknown key '{key}'{}", .path.display(), nearest(key))]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The key as written.
        key: String,
    },
    /// A workspace's file sets what it may not.
    #[error("{}:{line}: '{key}' may not stand in a workspace's file ({why}): move it to your own configuration file", .path.display())]
    Forbidden {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The key.
        key: &'static str,
        /// Why it may not.
        why: &'static str,
    },
    /// A value cannot be used.
    #[error("{place}: {problem}")]
    BadValue {
        /// The file, line and key, the variable or the flag.
        place: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// What should name a model names none.
    #[error("{place}: {key}: {}", ModelNameError::NoProvider(.text.clone()))]
    NotAModel {
        /// The file and line, the variable or the flag.
        place: String,
        /// The key.
        key: &'static str,
        /// The name as written.
        text: String,
    },
    /// There is no theme of that name.
    #[error("there is no theme '{name}'{}", theme_hint(.nearest.as_deref()))]
    UnknownTheme {
        /// The name as written.
        name: String,
        /// The theme whose name is most like it.
        nearest: Option<String>,
    },
    /// Nothing says where the store's file should be.
    #[error(
        "no home folder is known, so there is no place for the store: set HOME, or name a file with --database"
    )]
    NoHome,
}

impl ConfigError {
    /// The failure to read a file.
    pub(super) fn reading(path: &Path, error: &std::io::Error) -> Self {
        Self::Unreadable {
            path: path.to_path_buf(),
            detail: error.to_string(),
        }
    }
}

/// What to write instead of the name of no theme.
fn theme_hint(nearest: Option<&str>) -> String {
    match nearest {
        Some(name) => format!(": did you mean '{name}'?"),
        None => ": `vibecober themes list` shows all".to_owned(),
    }
}

/// What to write instead of an unknown key.
fn nearest(key: &str) -> String {
    let names = Key::ALL.map(Key::name);
    let last = |name: &'static str| name.rsplit('.').next().unwrap_or(name);
    let scored = names.map(|name| {
        let whole = strsim::jaro_winkler(key, name);
        // A key at the wrong level is nearer by its last part.
        let part = strsim::jaro_winkler(key, last(name)) * 0.99;
        (name, whole.max(part))
    });
    let best = scored.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
    match best {
        Some((name, score)) if score > 0.8 => format!(": did you mean '{name}'?"),
        Some(_) | None => ": `vibecober config show` lists the keys".to_owned(),
    }
}
