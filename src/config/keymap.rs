//! The person's keymap file as a table: focus, chord, action; what they mean is decided by the screen.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::Xdg;

use super::error::ConfigError;
use super::gather;
use super::yaml::{self, Entry, Written};

/// The bindings of a keymap file, in its order.
///
/// ```yaml
/// tree:
///   ctrl-n: new-file
///   "?": none            # takes the key from the built-in binding
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeymapTable {
    /// The file, for messages.
    pub path: PathBuf,
    /// What it binds.
    pub bindings: Vec<Binding>,
}

/// A line of a keymap file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where the keys count.
    pub focus: String,
    /// The keys, as written.
    pub chord: String,
    /// The name of the action; none to take the keys away.
    pub action: Option<String>,
    /// The line, from 1.
    pub line: usize,
}

impl KeymapTable {
    /// Reads `$XDG_CONFIG_HOME/vibecober/keymap.yaml`; without such a file there are no bindings.
    ///
    /// # Errors
    /// One line that names the file and the line that cannot be used.
    pub fn of_user() -> Result<Self, ConfigError> {
        let Ok(folders) = Xdg::new() else {
            return Ok(Self::default());
        };
        Self::load(&folders.config_dir().join("vibecober/keymap.yaml"))
    }

    /// Reads the file at `path`; without a file there are no bindings.
    ///
    /// # Errors
    /// One line that names the file and the line that cannot be used.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = gather::read(path.to_path_buf()).text?;
        Self::parse(path, &text.unwrap_or_default())
    }

    /// Reads the text of the file at `path`.
    ///
    /// # Errors
    /// One line that names the file and the line that cannot be used.
    pub fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let entries = yaml::read(path, text)?.into_iter();
        let bindings = entries.filter_map(|entry| binding(path, entry).transpose());
        Ok(Self {
            path: path.to_path_buf(),
            bindings: bindings.collect::<Result<_, _>>()?,
        })
    }

    /// What is wrong with the meaning of a binding, for whoever interprets it.
    pub fn wrong(&self, binding: &Binding, problem: &str) -> ConfigError {
        let Binding { focus, chord, .. } = binding;
        syntax(
            &self.path,
            binding.line,
            format!("{focus}.{chord}: {problem}"),
        )
    }
}

fn binding(path: &Path, entry: Entry) -> Result<Option<Binding>, ConfigError> {
    let Entry { key, line, value } = entry;
    let action = match value {
        Written::Text(action) if !action.trim().is_empty() => {
            Some(action.trim().to_owned()).filter(|action| action != "none")
        }
        // A focus whose bindings are all commented out.
        Written::EmptyGroup => return Ok(None),
        Written::Nothing if !key.contains('.') => return Ok(None),
        Written::Nothing | Written::Text(_) => {
            let problem = "it has no action: name one, or write none to take the key away";
            return Err(syntax(path, line, format!("{key}: {problem}")));
        }
        Written::List(_) => {
            let problem = "it needs one action, not a list";
            return Err(syntax(path, line, format!("{key}: {problem}")));
        }
    };
    // A focus has no dot in its name; a chord may.
    let Some((focus, chord)) = key.split_once('.') else {
        let problem = "a binding stands below a focus, like `editor:` and `ctrl-s: save`";
        return Err(syntax(path, line, format!("{key}: {problem}")));
    };
    Ok(Some(Binding {
        focus: focus.to_owned(),
        chord: chord.to_owned(),
        action,
        line,
    }))
}

fn syntax(path: &Path, line: usize, problem: String) -> ConfigError {
    ConfigError::Syntax {
        path: path.to_path_buf(),
        line,
        problem,
    }
}
