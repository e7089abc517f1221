//! Which folder the IDE works on, and which file it opens at once.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::args::Arguments;
use super::config;
use super::exit::Failure;
use super::report::Voice;
use crate::config::Config;
use crate::llm::scripted::Script;

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
    /// The column to go to in that line, from 1.
    pub column: Option<usize>,
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
    let Spot { path, line, column } = existing(named)?;
    let refused = |error| Failure::usage(format!("{} cannot be opened: {error}", path.display()));
    let (workspace, file) = if path.is_dir() {
        (path.canonicalize().map_err(refused)?, None)
    } else {
        // Where a link lies is worked on, not where it leads, be it nowhere.
        let file = in_its_folder(&path).map_err(refused)?;
        let folder = file.parent().unwrap_or(Path::new("/"));
        (root_of(folder), Some(file))
    };
    let config = config::load_in(arguments, &workspace)?;
    if let Some(script) = &config.models.scripts.replay.value {
        // It is better known before the screen than in its place.
        Script::read(script).map_err(Failure::usage)?;
    }
    Ok(Opening {
        workspace,
        file,
        line,
        column,
        config,
    })
}

/// The absolute path of a file, without links in the way to it.
fn in_its_folder(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => Ok(folder.canonicalize()?.join(name)),
        _ => path.canonicalize(),
    }
}

/// Whether something has this name, if only a link to nothing.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A path, and what to go to in it.
#[derive(Debug, PartialEq, Eq)]
struct Spot {
    path: PathBuf,
    line: Option<usize>,
    column: Option<usize>,
}

/// The path as it stands, or without the `:LINE` or `:LINE:COL` that compilers write at its end.
fn existing(named: &Path) -> Result<Spot, Failure> {
    if is_there(named) {
        return Ok(Spot {
            path: named.to_owned(),
            line: None,
            column: None,
        });
    }
    let text = named.to_string_lossy();
    let mut colons = text.rmatch_indices(':').map(|(at, _)| at);
    match colons.find(|at| Path::new(&text[..*at]).is_file()) {
        Some(at) => spot(&text[..at], &text[at + 1..]),
        None => Err(Failure::usage(missing(&text))),
    }
}

/// The file with what stands behind its name and a colon.
fn spot(file: &str, behind: &str) -> Result<Spot, Failure> {
    // A compiler writes one more colon before what it has to say.
    let numbers = behind.strip_suffix(':').unwrap_or(behind);
    let (line, column) = match numbers.split_once(':') {
        Some((line, column)) => (line, Some(column)),
        None => (numbers, None),
    };
    let (Ok(line), Ok(column)) = (line.parse(), column.map(str::parse).transpose()) else {
        return Err(Failure::usage(format!(
            "'{behind}' is no place in {file}: write FILE:LINE or FILE:LINE:COL"
        )));
    };
    Ok(Spot {
        path: PathBuf::from(file),
        line: Some(line),
        column,
    })
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
    // With a line behind it, it can only be meant as a file.
    let file = name
        .split_once(':')
        .filter(|(_, line)| line.starts_with(|one: char| one.is_ascii_digit()));
    if let Some((file, _)) = file {
        return format!(
            "there is no file '{file}': name one that exists, or open the folder and begin it there"
        );
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_with_a_line_and_a_column() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.rs", "a:7", "b:9"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let named = |name: &str| existing(&folder.path().join(name));
        for (name, file, line, column) in [
            ("a.rs", "a.rs", None, None),
            ("a.rs:12", "a.rs", Some(12), None),
            ("a.rs:12:", "a.rs", Some(12), None),
            ("a.rs:12:5", "a.rs", Some(12), Some(5)),
            ("a.rs:12:5:", "a.rs", Some(12), Some(5)),
            ("a:7", "a:7", None, None),
            ("b:9:1", "b:9", Some(1), None),
        ] {
            let path = folder.path().join(file);
            let spot = named(name).unwrap();
            assert_eq!(spot, Spot { path, line, column }, "{name}");
        }
        for name in ["a.rs:abc", "a.rs:", "a.rs:1:2:3", "a.rs:1:b", "a.rs:-1"] {
            let said = named(name).unwrap_err().message;
            assert!(said.contains("FILE:LINE:COL"), "{name}: {said}");
        }
        let said = named("none.rs:12").unwrap_err().message;
        assert!(said.contains("none.rs': name one that exists"), "{said}");
    }
}
