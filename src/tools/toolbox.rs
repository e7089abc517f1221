//! The tools of one session: plans what a model asks for, and carries out what concerns files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::arguments::{
    FetchArgs, GlobArgs, ListArgs, ReadArgs, SearchArgs, ShellArgs, TodoArgs, parse,
};
use super::change::{carry_out, plan_edit, plan_patch, plan_write, with_content};
use super::look;
use super::seen::{Recall, Seen};
use super::todo::{self, TodoItem};
use super::{
    Accepted, Action, Change, Glob, List, Look, Outcome, Read, Refusal, RunCommand, Search, Show,
    Tool, ToolError, ToolSet, quoted, unquoted, web,
};
use crate::domain::message::ToolUse;
use crate::domain::wish::Place;
use crate::text::printable;
use crate::workspace::beneath::{BeneathError, Links, Root};
use crate::workspace::files::JailedPath;

/// The time limit of a command that names none, in seconds.
const TIMEOUT: u64 = 120;
/// The longest time limit, in seconds.
const LONGEST_TIMEOUT: u64 = 600;
/// The longest command, in bytes.
const LONGEST_COMMAND: usize = 128 * 1024;
/// The longest reason for a command that is kept, in characters.
const LONGEST_WHY: usize = 300;
/// The most lines around a match.
const MOST_CONTEXT: u64 = 10;
/// The most levels of a listing.
const MOST_DEPTH: u64 = 10;

/// The tools of one session; looks may run on many threads at once.
#[derive(Debug)]
pub struct Toolbox {
    root: Root,
    set: ToolSet,
    recall: Recall,
}

impl Toolbox {
    /// The tools of `set` for the workspace `root`.
    ///
    /// # Errors
    /// The workspace is missing, no folder, or cannot be kept apart from the rest of the disk.
    pub fn new(root: &Path, set: ToolSet) -> Result<Self, ToolError> {
        Ok(Self {
            root: Root::open(root)?,
            set,
            recall: Recall::default(),
        })
    }

    /// The workspace, without links in its path.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// What `call` would do, to the byte; changes nothing.
    ///
    /// # Errors
    /// What is wrong with the call, for the model to read.
    pub fn plan(&self, call: &ToolUse) -> Result<Action, Refusal> {
        let tool = Tool::named(&call.name).filter(|tool| self.set.has(*tool));
        let Some(tool) = tool else {
            return Err(self.unknown(&call.name));
        };
        let (root, recall, input) = (&self.root, &self.recall, &call.input);
        match tool {
            Tool::Read => self.read(&parse(tool, input)?),
            Tool::List => self.list(&parse(tool, input)?),
            Tool::Search => self.search(parse(tool, input)?),
            Tool::Glob => self.glob(parse(tool, input)?),
            Tool::Write => plan_write(root, recall, &parse(tool, input)?).map(Action::Change),
            Tool::Edit => plan_edit(root, recall, &parse(tool, input)?).map(Action::Change),
            Tool::Patch => plan_patch(root, recall, &parse(tool, input)?).map(Action::Change),
            Tool::Shell => self.shell(parse(tool, input)?),
            Tool::Fetch => {
                let args: FetchArgs = parse(tool, input)?;
                web::address(&args.url).map(Action::Fetch)
            }
            Tool::Todo => {
                let args: TodoArgs = parse(tool, input)?;
                todo::check(&args.items)?;
                Ok(Action::Todo(args.items))
            }
        }
    }

    /// Looks at files; blocks until it has the answer.
    pub fn look(&self, look: &Look) -> Outcome {
        match look {
            Look::Read(read) => look::read(&self.root, &self.recall, read),
            Look::List(list) => look::list(&self.root, list),
            Look::Search(search) => look::search(&self.root, search),
            Look::Glob(glob) => look::glob(&self.root, glob),
        }
    }

    /// Changes files as planned, or the parts that were accepted: all of that or nothing.
    ///
    /// What is on disk is compared with what was planned on; a file that changed meanwhile fails
    /// the whole change.
    pub fn change(&self, change: &Change, accepted: &Accepted) -> Outcome {
        carry_out(&self.root, &self.recall, change, accepted)
    }

    /// The same change with other content for one of its files: what a person made of it.
    ///
    /// # Errors
    /// The file is not written by the change, changed meanwhile, or the content is no text.
    pub fn with_content(
        &self,
        change: &Change,
        path: &Path,
        content: Vec<u8>,
    ) -> Result<Change, Refusal> {
        with_content(&self.root, change, path, content)
    }

    /// Replaces the list of what is to be done.
    pub fn set_todo(&self, items: &[TodoItem]) -> Outcome {
        self.recall.set_todo(items);
        let done = items
            .iter()
            .filter(|item| item.status == todo::TodoStatus::Done)
            .count();
        Outcome::done(
            todo::written(items),
            format!("todo {done} of {} done", items.len()),
        )
    }

    /// The list of what is to be done.
    pub fn todo(&self) -> Vec<TodoItem> {
        self.recall.todo()
    }

    /// What was read and written so far, for a session that goes on after a restart.
    pub fn seen(&self) -> BTreeMap<PathBuf, Seen> {
        self.recall.all()
    }

    /// Takes up what an earlier process had read.
    pub fn restore(&self, seen: BTreeMap<PathBuf, Seen>) {
        for (path, seen) in seen {
            self.recall.set(&path, seen);
        }
    }

    fn unknown(&self, name: &str) -> Refusal {
        let names: Vec<&str> = self.set.tools().map(Tool::name).collect();
        let name: String = name.chars().take(64).collect();
        Refusal::new(format!(
            "there is no tool `{name}`: there are {}",
            names.join(", ")
        ))
    }

    fn read(&self, args: &ReadArgs) -> Result<Action, Refusal> {
        if args.offset == Some(0) || args.limit == Some(0) {
            return Err(Refusal::new(
                "read: lines are counted from 1, and at least one is read",
            ));
        }
        let limit = args.limit.map_or(look::MOST_LINES, |limit| {
            usize::try_from(limit)
                .unwrap_or(usize::MAX)
                .min(look::MOST_LINES)
        });
        Ok(Action::Look(Look::Read(Read {
            path: below(&self.root, &args.path)?,
            offset: args.offset.unwrap_or(1),
            limit,
        })))
    }

    fn list(&self, args: &ListArgs) -> Result<Action, Refusal> {
        let depth = bounded("list", "depth", args.depth, 2, (1, MOST_DEPTH))?;
        Ok(Action::Look(Look::List(List {
            path: self.folder(args.path.as_deref())?,
            depth: usize::try_from(depth).unwrap_or(1),
        })))
    }

    fn search(&self, args: SearchArgs) -> Result<Action, Refusal> {
        let context = bounded("search", "context", args.context, 0, (0, MOST_CONTEXT))?;
        if args.pattern.is_empty() {
            return Err(Refusal::new("search: the pattern is empty"));
        }
        let pattern = if args.literal == Some(true) {
            regex::escape(&args.pattern)
        } else {
            args.pattern
        };
        let pattern = if args.ignore_case == Some(true) {
            format!("(?i:{pattern})")
        } else {
            pattern
        };
        look::matcher(&pattern).map_err(|why| Refusal::new(format!("search: {why}")))?;
        if let Some(glob) = &args.glob {
            look::globs(self.root(), glob).map_err(|why| Refusal::new(format!("search: {why}")))?;
        }
        Ok(Action::Look(Look::Search(Search {
            pattern,
            path: self.folder(args.path.as_deref())?,
            glob: args.glob,
            context: usize::try_from(context).unwrap_or(0),
            show: if args.files_only == Some(true) {
                Show::Files
            } else {
                Show::Lines
            },
        })))
    }

    fn glob(&self, args: GlobArgs) -> Result<Action, Refusal> {
        if args.pattern.is_empty() {
            return Err(Refusal::new("glob: the pattern is empty"));
        }
        look::globs(self.root(), &args.pattern)
            .map_err(|why| Refusal::new(format!("glob: {why}")))?;
        Ok(Action::Look(Look::Glob(Glob {
            pattern: args.pattern,
            path: self.folder(args.path.as_deref())?,
        })))
    }

    fn shell(&self, args: ShellArgs) -> Result<Action, Refusal> {
        let refuse = |why: &str| Err(Refusal::new(format!("shell: {why}")));
        if args.command.trim().is_empty() {
            return refuse("the command is empty");
        }
        if args.command.contains('\0') {
            return refuse("the command has a NUL character");
        }
        if args.command.len() > LONGEST_COMMAND {
            return refuse(
                "the command is longer than 128 KB: write a script to a file and run it",
            );
        }
        let seconds = bounded(
            "shell",
            "timeout",
            args.timeout,
            TIMEOUT,
            (1, LONGEST_TIMEOUT),
        )?;
        let folder = self.folder(args.cwd.as_deref())?;
        self.root.folder(&folder, Links::Within)?;
        let cwd = std::fs::canonicalize(self.root().join(&folder))
            .map_err(|error| BeneathError::io("open", &folder, error))?;
        if !cwd.starts_with(self.root()) {
            return Err(BeneathError::Outside(folder).into());
        }
        let why = args.why.unwrap_or_default();
        let why: String = printable(why.trim()).chars().take(LONGEST_WHY).collect();
        let place = match args.outside {
            Some(true) if why.is_empty() => {
                return refuse("outside of the sandbox a person decides: say why");
            }
            Some(true) => Place::Outside,
            Some(false) | None => Place::Usual,
        };
        Ok(Action::Run(RunCommand {
            command: args.command,
            cwd,
            timeout: Duration::from_secs(seconds),
            why,
            place,
        }))
    }

    /// The folder or file that is named; the workspace when none is.
    fn folder(&self, path: Option<&str>) -> Result<PathBuf, Refusal> {
        match path {
            None | Some("" | ".") => Ok(PathBuf::new()),
            Some(path) => below(&self.root, path),
        }
    }
}

/// A path as a model writes it, relative to the workspace or absolute and below it.
pub(super) fn below(root: &Root, text: &str) -> Result<PathBuf, Refusal> {
    let path = unquoted(text);
    let inner = if path.is_absolute() {
        match path.strip_prefix(root.path()) {
            Ok(inner) => inner.to_owned(),
            Err(_) => return Err(BeneathError::Outside(path).into()),
        }
    } else {
        path
    };
    if inner
        .components()
        .any(|part| part == std::path::Component::ParentDir)
    {
        return Err(Refusal::new(format!(
            "{}: write the path without `..`, relative to the workspace",
            quoted(&inner)
        )));
    }
    JailedPath::below(&inner)
        .map(|jailed| jailed.as_path().to_owned())
        .map_err(|error| Refusal::new(error.to_string()))
}

fn bounded(
    tool: &str,
    name: &str,
    value: Option<u64>,
    usual: u64,
    (least, most): (u64, u64),
) -> Result<u64, Refusal> {
    let value = value.unwrap_or(usual);
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    Err(Refusal::new(format!(
        "{tool}: `{name}` must be between {least} and {most}"
    )))
}
