//! The grammar of work: `exec`, and what an agent may do by itself.

use clap::Args;

use super::args::ScriptArgs;

pub(super) const EXEC_EXAMPLES: &str = "\
Examples:
  vibecober exec \"say hello\" --model anthropic/claude-sonnet-5-5
  git diff | vibecober exec -                       the prompt is standard input
  vibecober exec \"and in French?\" --continue       go on with the last talk of this folder
  vibecober exec \"make the failing test pass\" --check \"pytest -q\"
                                                  work here, proven by that command
  vibecober exec --resume 1f3a                    go on after its question was answered
  vibecober exec \"say hello\" --record hello.yaml   keep the replies in a file, without secrets
  vibecober exec \"say hello\" --replay hello.yaml   play them again, without a network";

/// What `exec` takes.
#[derive(Debug, Args)]
pub struct ExecArgs {
    /// What to say; `-` reads it from standard input. With --resume or --continue it may be left out:
    /// what waited for an answer goes on
    #[arg(value_name = "PROMPT")]
    pub prompt: Option<String>,
    /// The model, as `PROVIDER/ID` (see vibecober models list)
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// Which session.
    #[command(flatten)]
    pub session: SessionArgs,
    /// The most that a new session may spend, in US dollars, below the tier's daily cap
    #[arg(long, value_name = "USD")]
    pub budget: Option<String>,
    /// What is recorded and played.
    #[command(flatten)]
    pub scripts: ScriptArgs,
    /// What the agent may do by itself.
    #[command(flatten)]
    pub agent: AgentArgs,
    /// How the work goes on and ends.
    #[command(flatten)]
    pub work: WorkArgs,
}

/// What an agent may do by itself.
#[derive(Debug, Clone, Args)]
pub struct AgentArgs {
    /// How its commands are confined: `workspace` (they may write here only), `read-only`, or `off`
    #[arg(long, value_name = "MODE")]
    pub sandbox: Option<String>,
    /// Who answers what the policy asks: `ask` (a person), or `auto` (all is allowed but for what
    /// destroys or is protected)
    #[arg(long, value_name = "WHO")]
    pub approve: Option<String>,
    /// Whether its commands reach the network: `off` or `on`
    #[arg(long, value_name = "MODE")]
    pub network: Option<String>,
}

/// How the work of an agent goes on and ends.
#[derive(Debug, Clone, Args)]
pub struct WorkArgs {
    /// Wait for the answers of a person, given by `vibecober approve` elsewhere; without it the work
    /// ends with exit code 3 and --resume goes on
    #[arg(long)]
    pub wait: bool,
    /// Only look and plan: the tools that change something do not exist
    #[arg(long, conflicts_with = "check")]
    pub plan: bool,
    /// Run this command when the agent says that it is done; a failure goes back to it, and only a
    /// success counts
    #[arg(long, value_name = "CMD")]
    pub check: Option<String>,
    /// How often a failed check goes back to the agent
    #[arg(long, value_name = "N", default_value_t = 10, requires = "check",
        value_parser = clap::value_parser!(u32).range(1..))]
    pub check_attempts: u32,
    /// Ask before the model answers more often than this
    #[arg(long, value_name = "N", default_value_t = 250,
        value_parser = clap::value_parser!(u32).range(1..))]
    pub max_steps: u32,
    /// Ask before more tokens are taken than this
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub max_tokens: Option<u64>,
    /// Ask before it works longer than this
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub max_time: Option<u64>,
}

/// Which session is taken up; they exclude each other.
#[derive(Debug, Clone, Args)]
#[group(multiple = false)]
pub struct SessionArgs {
    /// Go on with the last session of this folder
    #[arg(long = "continue")]
    pub last: bool,
    /// Go on with this session: its id, or a prefix that only it has
    #[arg(long, value_name = "ID")]
    pub resume: Option<String>,
    /// Go on with a copy of this session, which stays as it is
    #[arg(long, value_name = "ID")]
    pub fork: Option<String>,
}
