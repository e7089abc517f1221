//! The tools by name, and which of them there are when a model only plans.

use std::fmt;

/// A tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tool {
    /// Reads a file.
    Read,
    /// Lists a folder.
    List,
    /// Searches in files.
    Search,
    /// Finds files by their names.
    Glob,
    /// Writes a whole file.
    Write,
    /// Replaces text in a file.
    Edit,
    /// Changes many files.
    Patch,
    /// Runs a command.
    Shell,
    /// Gets an address of the web.
    Fetch,
    /// Keeps a list of what is to be done.
    Todo,
}

/// Which tools there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToolSet {
    /// All of them.
    Work,
    /// Those that change nothing: the others do not exist.
    Plan,
}

impl Tool {
    /// All tools.
    pub const ALL: [Self; 10] = [
        Self::Read,
        Self::List,
        Self::Search,
        Self::Glob,
        Self::Write,
        Self::Edit,
        Self::Patch,
        Self::Shell,
        Self::Fetch,
        Self::Todo,
    ];

    /// Its name, as a model writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::List => "list",
            Self::Search => "search",
            Self::Glob => "glob",
            Self::Write => "write",
            Self::Edit => "edit",
            Self::Patch => "patch",
            Self::Shell => "shell",
            Self::Fetch => "fetch",
            Self::Todo => "todo",
        }
    }

    /// The tool with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.name() == name)
    }

    /// Whether it may change something, here or elsewhere.
    pub fn mutates(self) -> bool {
        match self {
            Self::Write | Self::Edit | Self::Patch | Self::Shell | Self::Fetch => true,
            Self::Read | Self::List | Self::Search | Self::Glob | Self::Todo => false,
        }
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl ToolSet {
    /// Whether `tool` exists in it.
    pub fn has(self, tool: Tool) -> bool {
        match self {
            Self::Work => true,
            Self::Plan => !tool.mutates(),
        }
    }

    /// Its tools, in order.
    pub fn tools(self) -> impl Iterator<Item = Tool> {
        Tool::ALL.into_iter().filter(move |tool| self.has(*tool))
    }
}
