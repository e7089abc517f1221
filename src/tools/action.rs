//! What a request would do, to the byte.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::todo::TodoItem;
use crate::domain::wish::Place;
use crate::workspace::beneath::Known;

/// What a request would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Looks at files; changes nothing.
    Look(Look),
    /// Changes files.
    Change(Change),
    /// Runs a command.
    Run(RunCommand),
    /// Gets an address of the web.
    Fetch(FetchUrl),
    /// Replaces the list of what is to be done.
    Todo(Vec<TodoItem>),
}

/// A look at files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// Reads a file.
    Read(Read),
    /// Lists a folder.
    List(List),
    /// Searches in files.
    Search(Search),
    /// Finds files by their names.
    Glob(Glob),
}

impl Look {
    /// Where it looks, below the workspace; empty for the workspace.
    pub fn path(&self) -> &Path {
        match self {
            Self::Read(read) => &read.path,
            Self::List(list) => &list.path,
            Self::Search(search) => &search.path,
            Self::Glob(glob) => &glob.path,
        }
    }
}

/// Reads lines of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The file, below the workspace.
    pub path: PathBuf,
    /// The first line, from 1.
    pub offset: u64,
    /// The most lines.
    pub limit: usize,
}

/// Lists a folder as a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The folder, below the workspace; empty for the workspace.
    pub path: PathBuf,
    /// How many levels.
    pub depth: usize,
}

/// Searches in files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// The pattern, a regular expression.
    pub pattern: String,
    /// The file or folder, below the workspace; empty for the workspace.
    pub path: PathBuf,
    /// Only files that match this.
    pub glob: Option<String>,
    /// Lines around a match.
    pub context: usize,
    /// What is shown of a match.
    pub show: Show,
}

/// What a search shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Lines.
    Lines,
    /// Files with the number of their matches.
    Files,
}

/// Finds files by their paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob {
    /// The pattern.
    pub pattern: String,
    /// The folder, below the workspace; empty for the workspace.
    pub path: PathBuf,
}

/// A change of files: all of them or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The workspace, without links in its path.
    pub root: PathBuf,
    /// The files, in the order in which they are written.
    pub files: Vec<FileChange>,
}

/// A change of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The file, below the workspace.
    pub path: PathBuf,
    /// What is there now; nothing for a new file.
    pub before: Option<Before>,
    /// What will be there: exact bytes, or nothing when it is deleted.
    pub after: Option<Vec<u8>>,
    /// For a new file: the one whose mode and attributes it takes, because it is that one renamed.
    pub from: Option<PathBuf>,
    /// A unified diff, cut where it is longer than 1 MiB.
    pub diff: String,
    /// How many lines of the diff were cut off.
    pub hidden: usize,
    /// How many parts the diff has that can be taken or left: its `@@` lines.
    pub hunks: usize,
    /// Lines that are new.
    pub added: usize,
    /// Lines that are gone.
    pub removed: usize,
}

/// What a file is before a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The SHA-256 of its content, in lower-case hexadecimal.
    pub sha256: String,
    /// Its mode bits.
    pub mode: u32,
    /// How many names it has: more than one is asked about.
    pub links: u64,
    /// How many bytes it has.
    pub size: u64,
}

/// A command to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunCommand {
    /// The command, for a shell.
    pub command: String,
    /// The folder, absolute and inside the workspace.
    pub cwd: PathBuf,
    /// When it is killed.
    pub timeout: Duration,
    /// Why, in the words of the model; may be empty.
    pub why: String,
    /// Where it is asked to run.
    pub place: Place,
}

/// An address to get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchUrl {
    /// The address: http or https, without user name and password.
    pub url: String,
}

/// How much of a change a person allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// All of it.
    All,
    /// These hunks of these files, counted from 0; files that are not named stay as they are.
    Hunks(BTreeMap<PathBuf, Vec<usize>>),
}

impl Before {
    /// What must still be so when the change is made.
    pub fn known(&self) -> Known {
        Known {
            sha256: self.sha256.clone(),
            links: self.links,
        }
    }
}
