//! The grammar of answers to what runs ask: `approve` and `deny`.

use clap::{Args, Subcommand, ValueEnum};

pub(super) const APPROVE_EXAMPLES: &str = "\
Examples:
  vibecober approve list                          what waits for an answer
  vibecober approve show 1f3a                     the files, or the lines, that it is about
  vibecober approve accept 1f3a --keep-edits      go on; where contents meet, yours count
  vibecober approve accept 1f3a --mine README.md --new Makefile
                                                  go on; each file goes its own way
  vibecober approve accept 1f3a --command \"rm -r build\"
                                                  allow an agent that command instead
  vibecober approve accept 1f3a --hunks src/a.py:1,3
                                                  allow an agent only those places of its diff
  vibecober approve show 1f3a --rule \"cargo fmt\"
                                                  what such a rule would say and would have matched
  vibecober approve accept 1f3a --rule \"cargo fmt\" --scope workspace --expires 7d
                                                  allow it, and what begins so, for a week
  vibecober approve deny 1f3a --reason \"wrong folder\"";

/// What to do with approvals.
#[derive(Debug, Subcommand)]
pub enum ApproveCommand {
    /// List what waits for an answer, the longest waiting first
    List {
        /// Those that are answered, too
        #[arg(long)]
        all: bool,
        /// At most this many
        #[arg(long, default_value_t = 20, value_name = "N")]
        limit: u32,
    },
    /// Show what exactly is asked; with --rule what a rule would say, and would have matched so far
    Show {
        /// The approval: its id, or a prefix that only it has
        #[arg(value_name = "ID")]
        approval: String,
        /// Only what would become of this file
        #[arg(long, value_name = "FILE", conflicts_with = "rule")]
        file: Option<String>,
        /// The rule that is looked at; nothing is saved.
        #[command(flatten)]
        rule: RuleArgs,
    },
    /// Say yes; a run goes on here, an agent where it works
    Accept(AcceptArgs),
    /// Say no; a run ends and everything stays as it is, an agent reads the reason
    Deny(DenyArgs),
}

/// What `approve accept` takes.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct AcceptArgs {
    /// The approval: its id, or a prefix that only it has
    #[arg(value_name = "ID")]
    pub approval: String,
    /// Where your files and the new output meet, keep yours
    #[arg(long, conflicts_with = "take_new")]
    pub keep_edits: bool,
    /// Where your files and the new output meet, take the new output
    #[arg(long)]
    pub take_new: bool,
    /// In this file keep what is yours (can be given several times)
    #[arg(long, value_name = "FILE")]
    pub mine: Vec<String>,
    /// In this file take the new output (can be given several times)
    #[arg(long, value_name = "FILE")]
    pub new: Vec<String>,
    /// Keep both in this file, between conflict markers (can be given several times)
    #[arg(long, value_name = "FILE")]
    pub both: Vec<String>,
    /// Allow an agent this command instead of the one that it asked for
    #[arg(long, value_name = "COMMAND", conflicts_with = "rule")]
    pub command: Option<String>,
    /// Allow an agent only these places of a diff, counted from 1 (can be given several times)
    #[arg(long, value_name = "FILE:N[,N]", conflicts_with = "rule")]
    pub hunks: Vec<String>,
    /// Accept a change although part of it is too long to be shown
    #[arg(long)]
    pub whole: bool,
    /// The rule that is saved with the answer.
    #[command(flatten)]
    pub rule: RuleArgs,
    /// Accept whatever else waits that the rule lets through
    #[arg(long, requires = "rule")]
    pub alike: bool,
}

/// A rule that is saved with an answer to an agent.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// Answer the like the same way from now on: commands that begin with these words, paths that match
    /// a pattern, or a host; without a value exactly what is asked
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "")]
    pub rule: Option<String>,
    /// Where the rule holds
    #[arg(long, value_enum, default_value = "session", requires = "rule")]
    pub scope: RuleScope,
    /// How long it holds: 30m, 12h, 7d, 2w, a date, or never
    #[arg(long, value_name = "WHEN", default_value = "never", requires = "rule")]
    pub expires: String,
}

/// Where a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RuleScope {
    /// For the next call like it, whichever session makes it
    Once,
    /// In the session that asks
    Session,
    /// In its workspace
    Workspace,
    /// Everywhere
    Always,
}

/// What `approve deny` takes.
#[derive(Debug, Args)]
pub struct DenyArgs {
    /// The approval: its id, or a prefix that only it has
    #[arg(value_name = "ID")]
    pub approval: String,
    /// Why, in one line
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The rule that is saved with the answer.
    #[command(flatten)]
    pub rule: RuleArgs,
}
