//! What a session runs, and how it ended.

use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use portable_pty::{CommandBuilder, ExitStatus};

use crate::term::palette::Palette;
use crate::term::view::Size;

/// Variables that describe the terminal around us, which is not the one that the program is in.
const NOT_OURS: [&str; 12] = [
    "COLUMNS",
    "LINES",
    "TERMCAP",
    "TMUX",
    "TMUX_PANE",
    "STY",
    "WINDOW",
    "WINDOWID",
    "ZELLIJ",
    "KITTY_WINDOW_ID",
    "VTE_VERSION",
    "TERM_PROGRAM_VERSION",
];

/// What to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    /// The person's own shell.
    Shell,
    /// A command line, by the person's own shell.
    Line(String),
    /// A program with its arguments.
    Argv(Vec<String>),
}

/// A session to start.
#[derive(Debug, Clone)]
pub struct Spec {
    /// What to run.
    pub program: Program,
    /// Where.
    pub folder: PathBuf,
    /// How large the screen is.
    pub size: Size,
    /// The colours that programs are told.
    pub palette: Palette,
    /// Variables over those that are inherited.
    pub environment: Vec<(String, String)>,
}

impl Spec {
    /// The person's shell in `folder`.
    pub fn shell(folder: &Path, size: Size) -> Self {
        Self {
            program: Program::Shell,
            folder: folder.to_owned(),
            size,
            palette: Palette::default(),
            environment: Vec::new(),
        }
    }

    /// How the program is called in messages.
    pub fn name(&self) -> String {
        match &self.program {
            Program::Shell => "the shell".to_owned(),
            Program::Line(line) => line.clone(),
            Program::Argv(words) => words.join(" "),
        }
    }

    /// The command with its environment: everything that is inherited, for it is the person's own.
    pub(super) fn command(&self) -> CommandBuilder {
        let mut command = match &self.program {
            Program::Argv(words) if !words.is_empty() => {
                CommandBuilder::from_argv(words.iter().map(OsString::from).collect())
            }
            Program::Shell | Program::Line(_) | Program::Argv(_) => CommandBuilder::new("/bin/sh"),
        };
        for name in NOT_OURS {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("TERM_PROGRAM", "vibecober");
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        if let (Program::Shell | Program::Line(_), Some(shell)) =
            (&self.program, shell_of(&command))
            && let Some(program) = command.get_argv_mut().first_mut()
        {
            *program = shell;
        }
        if let Program::Line(line) = &self.program {
            command.arg("-c");
            command.arg(line);
        }
        command.cwd(&self.folder);
        command
    }
}

/// The shell that the environment names, or the account has, if it can be run.
fn shell_of(command: &CommandBuilder) -> Option<OsString> {
    let shell = command.get_env("SHELL")?;
    let kind = Path::new(shell).metadata().ok()?;
    (kind.is_file() && kind.permissions().mode() & 0o111 != 0).then(|| shell.to_owned())
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exit {
    /// By itself, with this code.
    Code(u32),
    /// By a signal of this name.
    Signal(String),
}

impl Exit {
    pub(super) fn of(status: &ExitStatus) -> Self {
        match status.signal() {
            Some(signal) => Self::Signal(signal.to_owned()),
            None => Self::Code(status.exit_code()),
        }
    }
}
