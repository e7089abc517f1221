//! Which folder the IDE works on, and which file it opens at once.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::args::Arguments;
use super::config;
use super::exit::Failure;
use super::report::Voice;
use crate::config::Config;

/// How near a word must be to a command to be taken for a slip, as Jaro-Winkler similarity.
const NEAR: f64 = 0.8;

/// What the IDE opens.
#[derive(Debug)]
pub struct Opening {
    /// The folder to work on, absolute.
    pub workspace: PathBuf,
    /// A file to open at once, absolute.
    pub file: Option<PathBuf>,
    /// The line to go to in it, from 1.
    pub line: Option<usize>,
    /// The configuration.
    pub config: Config,
}

/// Reads what to open from the arguments.
///
/// # Errors
/// A path that is not there, or a configuration that cannot be used.
pub fn opening(arguments: &Arguments, voice: Voice) -> Result<Opening, Failure> {
    if !voice.is_human() {
        return Err(Failure::usage(
            "--json needs a command: the screen cannot be shown as JSON (see vibecober --help)",
        ));
    }
    let named = arguments.open.path.as_deref().unwrap_or(Path::new("."));
    let (path, line) = existing(named)?;
    // A link that leads nowhere is still a place for a file.
    let path = path
        .canonicalize()
        .or_else(|error| {
            if path.is_symlink() {
                std::path::absolute(&path)
            } else {
                Err(error)
            }
        })
        .map_err(|error| Failure::usage(format!("{} cannot be opened: {error}", path.display())))?;
    let (workspace, file) = if path.is_dir() {
        (path, None)
    } else {
        let folder = path.parent().unwrap_or(Path::new("/"));
        (root_of(folder), Some(path))
    };
    Ok(Opening {
        config: config::load_in(arguments, &workspace)?,
        workspace,
        file,
        line,
    })
}

/// Whether something has this name, if only a link to nothing.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The path as it stands, or without a `:LINE` at its end.
fn existing(named: &Path) -> Result<(PathBuf, Option<usize>), Failure> {
    if is_there(named) {
        return Ok((named.to_owned(), None));
    }
    let text = named.to_string_lossy();
    if let Some((path, line)) = text.rsplit_once(':')
        && let Ok(line) = line.parse()
        && Path::new(path).is_file()
    {
        return Ok((PathBuf::from(path), Some(line)));
    }
    Err(Failure::usage(missing(&text)))
}

/// Says that the first word is no command, where it can only have been meant as one: words follow,
/// and nothing has that name.
pub fn misspelt(args: &[OsString]) -> Option<String> {
    let word = args.get(1)?.to_str()?;
    let command = Arguments::command();
    let known = command.find_subcommand(word).is_some();
    (!known && !word.starts_with('-') && !is_there(Path::new(word))).then(|| missing(word))
}

/// Says that nothing has that name, and which command was probably meant.
fn missing(name: &str) -> String {
    let command = Arguments::command();
    let known = command.get_subcommands().map(clap::Command::get_name);
    let near = known
        .map(|command| (strsim::jaro_winkler(name, command), command))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    match near {
        Some((_, command)) => {
            format!("there is no file, folder or command '{name}': did you mean '{command}'?")
        }
        None => format!(
            "there is no file, folder or command '{name}': name a folder to open, or see vibecober --help"
        ),
    }
}

/// The nearest folder above that is a repository; the folder itself where there is none.
fn root_of(folder: &Path) -> PathBuf {
    let above = folder.ancestors();
    let mut repositories = above.filter(|folder| folder.join(".git").exists());
    repositories.next().unwrap_or(folder).to_owned()
}
