//! What each tool takes, as the model writes it; a key that is not here is refused.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::todo::TodoItem;
use super::{Refusal, Tool};

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadArgs {
    /// File, relative to the workspace.
    pub path: String,
    /// First line to read, from 1.
    #[serde(default)]
    pub offset: Option<u64>,
    /// How many lines, at most 2000.
    #[serde(default)]
    pub limit: Option<u64>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListArgs {
    /// Folder, relative to the workspace; the workspace itself when left out.
    #[serde(default)]
    pub path: Option<String>,
    /// How many levels, 1 to 10; 2 when left out.
    #[serde(default)]
    pub depth: Option<u64>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SearchArgs {
    /// Regular expression (Rust syntax), matched line by line.
    pub pattern: String,
    /// File or folder to search; the whole workspace when left out.
    #[serde(default)]
    pub path: Option<String>,
    /// Only files that match, for example `*.rs`, `src/**/*.ts` or `!*.md`.
    #[serde(default)]
    pub glob: Option<String>,
    /// Lines to show around each match, at most 10.
    #[serde(default)]
    pub context: Option<u64>,
    /// Take the pattern as plain text.
    #[serde(default)]
    pub literal: Option<bool>,
    /// Ignore case.
    #[serde(default)]
    pub ignore_case: Option<bool>,
    /// Show only the names of files and how often they match.
    #[serde(default)]
    pub files_only: Option<bool>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GlobArgs {
    /// For example `**/*.test.ts` or `Cargo.toml` (at any depth when it has no slash).
    pub pattern: String,
    /// Folder to look in; the whole workspace when left out.
    #[serde(default)]
    pub path: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WriteArgs {
    /// File, relative to the workspace.
    pub path: String,
    /// All of its new content; nothing may be left out.
    pub content: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditArgs {
    /// File, relative to the workspace.
    pub path: String,
    /// The text to replace, exactly as it stands in the file, without line numbers.
    pub old: String,
    /// The text to put in its place.
    pub new: String,
    /// Replace every occurrence; otherwise there must be exactly one.
    #[serde(default)]
    pub replace_all: Option<bool>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PatchArgs {
    /// A unified diff over one or more files. Give this or `changes`.
    #[serde(default)]
    pub diff: Option<String>,
    /// One entry for each file. Give this or `diff`.
    #[serde(default)]
    pub changes: Option<Vec<PatchEntry>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PatchEntry {
    /// File, relative to the workspace.
    pub path: String,
    /// Replacements, made one after the other.
    #[serde(default)]
    pub edits: Option<Vec<PatchEdit>>,
    /// All of its new content, instead of `edits`.
    #[serde(default)]
    pub content: Option<String>,
    /// Delete the file.
    #[serde(default)]
    pub delete: Option<bool>,
    /// Its new path; may be given together with `edits`.
    #[serde(default)]
    pub rename: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PatchEdit {
    /// The text to replace, exactly as it stands in the file.
    pub old: String,
    /// The text to put in its place.
    pub new: String,
    /// Replace every occurrence; otherwise there must be exactly one.
    #[serde(default)]
    pub replace_all: Option<bool>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShellArgs {
    /// The command, for a POSIX shell.
    pub command: String,
    /// Folder to run it in, relative to the workspace.
    #[serde(default)]
    pub cwd: Option<String>,
    /// Seconds until it is killed, 1 to 600; 120 when left out.
    #[serde(default)]
    pub timeout: Option<u64>,
    /// In a few words, why; shown to the person who is asked to allow it.
    #[serde(default)]
    pub why: Option<String>,
    /// Run it outside of the sandbox, this once; a person is always asked, so say why. Only where the
    /// sandbox refused what has to be done.
    #[serde(default)]
    pub outside: Option<bool>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FetchArgs {
    /// An http or https address without user name or password.
    pub url: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TodoArgs {
    /// The whole list, in order; it replaces the one before.
    pub items: Vec<TodoItem>,
}

/// The arguments of `tool`, or what is wrong with them.
pub(super) fn parse<T: DeserializeOwned>(tool: Tool, input: &Value) -> Result<T, Refusal> {
    serde_path_to_error::deserialize(input).map_err(|error| {
        let place = error.path().to_string();
        let inner = error.into_inner();
        let at = if place == "." {
            String::new()
        } else {
            format!(" at `{place}`")
        };
        Refusal::new(format!("{tool}: bad arguments{at}: {inner}"))
    })
}
