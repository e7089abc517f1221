//! The slash commands.

/// Whether a command takes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    None,
    /// Something that may be left out.
    Maybe(&'static str),
    /// Something without which it does nothing.
    Needed(&'static str),
}

/// A slash command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// Its name, without the slash.
    pub name: &'static str,
    /// What it takes.
    pub argument: Argument,
    /// What it does, in a few words.
    pub about: &'static str,
}

const fn command(name: &'static str, argument: Argument, about: &'static str) -> Command {
    Command {
        name,
        argument,
        about,
    }
}

/// Every command, the most useful first.
pub const COMMANDS: &[Command] = &[
    command(
        "new",
        Argument::Maybe("IDEA"),
        "make a project: look at the model first",
    ),
    command(
        "generate",
        Argument::Needed("IDEA"),
        "make a project at once, and check it",
    ),
    command(
        "plan",
        Argument::Maybe("IDEA"),
        "who would work on an idea; alone: let the model only plan, or work again",
    ),
    command("runs", Argument::None, "all runs"),
    command("run", Argument::Maybe("ID"), "one run in detail"),
    command("cancel", Argument::Maybe("ID"), "end a run"),
    command("status", Argument::None, "runs, checks and approvals"),
    command(
        "test",
        Argument::None,
        "run the tests of this folder in the terminal",
    ),
    command("open", Argument::Needed("PATH[:LINE]"), "open a file"),
    command(
        "cd",
        Argument::Maybe("FOLDER"),
        "work on another folder, or on what was made last",
    ),
    command("files", Argument::None, "find a file by name"),
    command("search", Argument::None, "search in all files"),
    command("theme", Argument::Maybe("NAME"), "choose a theme"),
    command(
        "model",
        Argument::Maybe("NAME"),
        "choose the model that answers",
    ),
    command(
        "resume",
        Argument::Maybe("ID"),
        "take up an earlier talk with a model",
    ),
    command("usage", Argument::None, "what was spent, and what is left"),
    command("keys", Argument::None, "what the keys do here"),
    command(
        "editor",
        Argument::None,
        "write the message in your own editor",
    ),
    command("help", Argument::None, "what can be said here"),
    command("clear", Argument::None, "begin a new talk"),
    command("quit", Argument::None, "leave vibecober"),
];

impl Command {
    /// How it is typed: `/run [ID]`.
    pub fn usage(&self) -> String {
        match self.argument {
            Argument::None => format!("/{}", self.name),
            Argument::Maybe(what) => format!("/{} [{what}]", self.name),
            Argument::Needed(what) => format!("/{} {what}", self.name),
        }
    }
}

/// The commands that `typed`, with its slash, may become: none once there is more than a name.
pub fn matching(typed: &str) -> Vec<&'static Command> {
    let Some(begun) = typed.strip_prefix('/') else {
        return Vec::new();
    };
    if begun.contains(char::is_whitespace) {
        return Vec::new();
    }
    let lower = begun.to_lowercase();
    let starts = COMMANDS.iter().filter(|one| one.name.starts_with(&lower));
    let holds = COMMANDS
        .iter()
        .filter(|one| !one.name.starts_with(&lower) && one.name.contains(&lower));
    starts.chain(holds).collect()
}
