//! The edge to the machine: reads the files and variables that the configuration is made from.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::Xdg;

use super::error::ConfigError;
use super::sources::{Flags, Places, SourceFile, Sources};

/// The largest file that is read, in bytes.
const LIMIT: u64 = 1024 * 1024;

impl Sources {
    /// Reads what this process's environment and the workspace say.
    ///
    /// A file that cannot be used is no failure here: [`Config::resolve`](super::Config::resolve)
    /// reports it if it counts at all.
    ///
    /// # Errors
    /// When the workspace or the current folder is gone.
    pub fn gather(workspace: &Path, flags: Flags) -> Result<Self, ConfigError> {
        let current = std::env::current_dir().map_err(|_| ConfigError::FolderGone)?;
        let workspace =
            fs::canonicalize(workspace).map_err(|error| ConfigError::reading(workspace, &error))?;
        let folders = Xdg::new().ok();
        let config = folders.as_ref().map(Xdg::config_dir);
        let user = config.map_or_else(nowhere, |folder| read(folder.join("vibecober/config.yaml")));
        Ok(Self {
            user,
            workspace: read(workspace.join(".vibecober/config.yaml")),
            dot_env: read_dot_env(workspace.join(".env")),
            environment: environment(),
            flags,
            places: Places {
                workspace,
                current,
                home: folders.as_ref().map(|found| found.home_dir().to_path_buf()),
                state: folders.as_ref().and_then(Xdg::state_dir),
            },
        })
    }
}

/// The variables whose names are text; others cannot be ours.
fn environment() -> BTreeMap<String, OsString> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .collect()
}

/// Without a home folder there is no file of the user.
fn nowhere() -> SourceFile {
    SourceFile {
        path: PathBuf::from("~/.config/vibecober/config.yaml"),
        text: Ok(None),
    }
}

/// Reads the text of a file of the person's own; none where there is no file.
///
/// # Errors
/// A file that cannot be read, is far too large, or is not text.
pub fn read_file(path: PathBuf) -> Result<Option<String>, ConfigError> {
    read(path).text
}

/// Reads a configuration file.
pub(super) fn read(path: PathBuf) -> SourceFile {
    let text = text_of(&path);
    SourceFile { path, text }
}

/// Reads a `.env` file; a folder of that name is a Python environment and none of ours.
pub(super) fn read_dot_env(path: PathBuf) -> SourceFile {
    if path.is_dir() {
        return SourceFile {
            path,
            text: Ok(None),
        };
    }
    read(path)
}

fn text_of(path: &Path) -> Result<Option<String>, ConfigError> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ConfigError::reading(path, &error)),
    };
    if !found.is_file() {
        return Err(ConfigError::NotAFile(path.to_path_buf()));
    }
    if found.len() > LIMIT {
        return Err(ConfigError::TooLarge {
            path: path.to_path_buf(),
            bytes: found.len(),
            limit: LIMIT,
        });
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LIMIT).read_to_end(&mut bytes))
        .map_err(|error| ConfigError::reading(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| ConfigError::NotText {
        path: path.to_path_buf(),
        line: line_of(error.as_bytes(), error.utf8_error().valid_up_to()),
    })?;
    let without_mark = text.strip_prefix('\u{feff}').map(str::to_owned);
    Ok(Some(without_mark.unwrap_or(text)))
}

fn line_of(bytes: &[u8], place: usize) -> usize {
    let before = bytes.iter().take(place);
    before.filter(|byte| **byte == b'\n').count() + 1
}
