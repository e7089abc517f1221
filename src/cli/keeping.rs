//! The grammar of the commands that look after things: breakers, the
//! store, the configuration, models, keys, themes, policy.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with breakers.
#[derive(Debug, Subcommand)]
pub enum BreakersCommand {
    /// Take all endpoints of a provider for well, so that calls go through at once
    Reset {
        /// The provider, as `breakers` shows it
        #[arg(value_name = "PROVIDER")]
        provider: String,
    },
}

/// What to do with the store.
#[derive(Debug, Subcommand)]
pub enum DbCommand {
    /// Show the store's file and version
    Status,
    /// Bring the store to this version, after copying it
    Migrate,
    /// Take back migrations, after copying the store
    Rollback {
        /// How many
        #[arg(long, default_value_t = 1, value_name = "N")]
        steps: u32,
    },
}

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show every value and the layer that it comes from; secrets are masked
    Show,
    /// Show where the configuration files are
    Path,
}

/// What to do with models.
#[derive(Debug, Subcommand)]
pub enum ModelsCommand {
    /// List the models, those in your own models.yaml too
    List {
        /// Only those whose name holds this
        #[arg(value_name = "PART")]
        part: Option<String>,
        /// Only those that can be called here
        #[arg(long)]
        usable: bool,
    },
    /// Ask a model something small, to see that it answers; it is paid for like any other call
    Test {
        /// The model, as `PROVIDER/ID`
        #[arg(value_name = "MODEL")]
        model: String,
    },
    /// Show what is known of a model
    Show {
        /// The model, as `PROVIDER/ID`
        #[arg(value_name = "MODEL")]
        model: String,
    },
}

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum AuthCommand {
    /// Keep a key; it is read from standard input, or typed without being shown
    Add {
        /// Who the key is for: anthropic, openai, nim …
        #[arg(value_name = "PROVIDER")]
        provider: String,
    },
    /// List the keys, masked, and where each comes from
    List,
    /// Forget a key that is kept
    Remove {
        /// Who the key is for
        #[arg(value_name = "PROVIDER")]
        provider: String,
    },
}

/// What to do with themes.
#[derive(Debug, Subcommand)]
pub enum ThemesCommand {
    /// List the themes, those in your own folder too
    List,
    /// Check that a theme can be read: its file, and the contrast of its colours
    Check {
        /// The theme's file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// What to do with the policy.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Show what would be said to a command, or to writing a path, and why
    #[command(after_help = POLICY_EXAMPLES)]
    Test(PolicyTestArgs),
    /// List the rules: your own, those of this workspace, and those saved with answers
    List,
    /// Take back a rule of your own, or one that was saved with an answer
    Revoke {
        /// The rule, as `policy list` shows it
        #[arg(value_name = "ID")]
        rule: String,
    },
}

const POLICY_EXAMPLES: &str = "\
Examples:
  vibecober policy test \"git status\"
  vibecober policy test \"rm -rf build\" --json
  vibecober policy test --path .git/hooks/pre-commit
  echo '{\"id\": 1, \"command\": \"ls\"}' | vibecober policy test --stdin";

/// What to judge, and how.
#[derive(Debug, Args)]
pub struct PolicyTestArgs {
    /// What to judge.
    #[command(flatten)]
    pub judged: JudgedArgs,
    /// Judge as where no sandbox can be used
    #[arg(long)]
    pub unconfined: bool,
}

/// What to judge; they exclude each other.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct JudgedArgs {
    /// The command, as the shell would get it
    #[arg(value_name = "COMMAND", allow_hyphen_values = true)]
    pub command: Option<String>,
    /// Judge the writing of this path
    #[arg(long, value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// Read one JSON object a line, {"id","command","cwd"} or {"id","path","cwd"}, and answer in order
    #[arg(long)]
    pub stdin: bool,
}
