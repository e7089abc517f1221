//! The grammar of answers to what runs ask: `approve` and `deny`.

use clap::{Args, Subcommand};

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
    /// Show what exactly is asked
    Show {
        /// The approval: its id, or a prefix that only it has
        #[arg(value_name = "ID")]
        approval: String,
        /// Only what would become of this file
        #[arg(long, value_name = "FILE")]
        file: Option<String>,
    },
    /// Say yes; a run goes on here, an agent where it works
    Accept(AcceptArgs),
    /// Say no; a run ends and everything stays as it is, an agent reads the reason
    Deny(DenyArgs),
}

/// What `approve accept` takes.
#[derive(Debug, Args)]
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
    #[arg(long, value_name = "COMMAND")]
    pub command: Option<String>,
    /// Allow an agent only these places of a diff, counted from 1 (can be given several times)
    #[arg(long, value_name = "FILE:N[,N]")]
    pub hunks: Vec<String>,
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
}
