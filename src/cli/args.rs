//! The grammar of the command line.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::answers::{APPROVE_EXAMPLES, ApproveCommand, DenyArgs};
use super::keeping::{
    AuthCommand, BreakersCommand, ConfigCommand, DbCommand, ModelsCommand, PolicyCommand,
    ThemesCommand,
};
use super::working::{AgentArgs, ExecArgs};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Cyan.on_default().bold())
    .usage(AnsiColor::Cyan.on_default().bold())
    .literal(AnsiColor::Green.on_default().bold())
    .placeholder(AnsiColor::Yellow.on_default());

const EXAMPLES: &str = "\
Examples:
  vibecober                                    the terminal IDE, here
  vibecober ~/projects/shop                    the terminal IDE, there
  vibecober src/main.rs:120                    with a file open at a line
  vibecober generate \"blog with comments and tags\" --build
  vibecober generate \"SaaS billing app with auth and payments\" --production --build --verify
  vibecober generate \"shop: Product(name, price: money, stock: int)\" --build --output shop
  vibecober plan \"clinic where patients book appointments with doctors\"
  vibecober run list
  vibecober approve list

Exit codes: 0 done, 1 failed, 2 usage, 3 waiting for an answer, 4 budget, 5 model or network
unavailable, 130 interrupted.";

/// A terminal IDE in which an idea becomes a tested project.
///
/// Without a command it opens the IDE: files, editor, terminal, chat and approvals on one screen.
/// The commands do the same work without a screen. It needs no key and no network to write a
/// project; checking one installs its pinned Python packages once.
#[derive(Debug, Parser)]
#[command(name = "vibecober", version, styles = STYLES, after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, max_term_width = 100)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What the IDE opens.
    #[command(flatten)]
    pub open: OpenArgs,
    /// What to do in place of opening the IDE.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the IDE opens.
#[derive(Debug, Clone, Args)]
pub struct OpenArgs {
    /// The folder to work on, or a file to open, also as `FILE:LINE[:COL]` (default: here)
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// The model that answers, as `PROVIDER/ID`, or `rules`
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// What is recorded and played.
    #[command(flatten)]
    pub scripts: ScriptArgs,
    /// What the agent may do by itself.
    #[command(flatten)]
    pub agent: AgentArgs,
}

/// What is recorded and played; they exclude each other.
#[derive(Debug, Clone, Args)]
#[group(multiple = false)]
pub struct ScriptArgs {
    /// Write what models say to this file, without secrets
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Play the replies of this file in place of models; no network is used
    #[arg(long, value_name = "FILE")]
    pub replay: Option<PathBuf>,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Answer with one JSON object on standard output, and nothing else there
    #[arg(long, global = true)]
    pub json: bool,
    /// Use this store: a path, or `sqlite:///PATH`
    #[arg(long, global = true, value_name = "PATH")]
    pub database: Option<String>,
    /// Show results only, no progress
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN")]
    pub color: Option<Color>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Even into a file or pipe.
    Always,
    /// Nowhere.
    Never,
}

impl Color {
    /// The name used in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Turn an idea into a project; without --build, show what it would be
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate(GenerateArgs),
    /// Have a model answer or work in this folder, without a screen
    #[command(after_help = super::working::EXEC_EXAMPLES)]
    Exec(ExecArgs),
    /// Show the team lead's plan for an idea; nothing is run or stored
    Plan(PlanArgs),
    /// Show what happened in a run
    Logs(LogsArgs),
    /// List, show, trace or cancel runs
    #[command(subcommand)]
    Run(RunCommand),
    /// List, show and answer what runs ask
    #[command(subcommand, after_help = APPROVE_EXAMPLES)]
    Approve(ApproveCommand),
    /// Say no to what a run asks (the same as approve deny)
    Deny(DenyArgs),
    /// Show what is allowed without a question, and the rules that say so
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Show what today has spent on models, by run, agent and model
    Budget,
    /// Show which endpoints of models are left alone because they failed
    Breakers {
        /// What to do in place of showing them
        #[command(subcommand)]
        command: Option<BreakersCommand>,
    },
    /// Look after the store
    #[command(subcommand)]
    Db(DbCommand),
    /// Show the configuration and where each value comes from
    #[command(subcommand)]
    Config(ConfigCommand),
    /// List the models, what they cost and what they can do
    #[command(subcommand)]
    Models(ModelsCommand),
    /// Keep keys for models where only you can read them
    #[command(subcommand)]
    Auth(AuthCommand),
    /// List the themes of the screen, or check one of your own
    #[command(subcommand)]
    Themes(ThemesCommand),
    /// Check that this machine has what vibecober needs
    Doctor,
    /// Print the JSON Schema of vibecober.yaml
    Schema,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

const GENERATE_EXAMPLES: &str = "\
Examples:
  vibecober generate \"todo app\"                         preview, nothing is written
  vibecober generate \"todo app\" --simple --build        planner and coder, into ./todo-app
  vibecober generate \"todo app\" --production --build --verify
  vibecober generate --from todo-app/vibecober.yaml --build --output todo-app
  vibecober generate \"library with late fees\" --build --verify --model anthropic/claude-sonnet-5-5
  vibecober generate \"library with late fees\" --build --race 3 --or-rules

Name entities, their fields and how they relate:
  \"Product(name, price: money >= 0, stock: int), each order has line items, users follow users\"";

/// What an idea is given by.
#[derive(Debug, Clone, Args)]
pub struct IdeaArgs {
    /// What to build, in your words
    #[arg(value_name = "IDEA", required_unless_present = "from")]
    pub idea: Option<String>,
    /// Use the typed model in this file (a vibecober.yaml) in place of an idea
    #[arg(long, value_name = "FILE", conflicts_with = "idea")]
    pub from: Option<PathBuf>,
    /// How much of the team works.
    #[command(flatten)]
    pub mode: ModeArgs,
    /// Write no tests; the result cannot be proven then
    #[arg(long)]
    pub skip_tests: bool,
}

/// The modes; they exclude each other.
#[derive(Debug, Clone, Copy, Args)]
#[group(multiple = false)]
pub struct ModeArgs {
    /// Planner and coder
    #[arg(long)]
    pub simple: bool,
    /// Planner, database, auth and coder (the default)
    #[arg(long)]
    pub full: bool,
    /// All agents, with reviewer, tester and deployer
    #[arg(long)]
    pub production: bool,
}

/// What `generate` takes.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct GenerateArgs {
    /// The idea.
    #[command(flatten)]
    pub idea: IdeaArgs,
    /// Write the project; without it, plan and files are only shown
    #[arg(long)]
    pub build: bool,
    /// The folder for the project (default: its name, here)
    #[arg(long, short, value_name = "DIR", requires = "build")]
    pub output: Option<PathBuf>,
    /// Run the project's own checks and store the evidence
    #[arg(long, requires = "build")]
    pub verify: bool,
    /// Where your edits and the new output meet in the same lines, keep your lines
    #[arg(long, requires = "build")]
    pub keep_edits: bool,
    /// Write no Dockerfiles and compose files
    #[arg(long)]
    pub no_docker: bool,
    /// The spending tier that sets the run's budget (free, pro, enterprise)
    #[arg(long, value_name = "TIER")]
    pub tier: Option<String>,
    /// The most that the run may spend, in US dollars, below the tier's daily cap
    #[arg(long, value_name = "USD")]
    pub budget: Option<String>,
    /// Who decides.
    #[command(flatten)]
    pub models: ModelArgs,
}

/// Who decides in a run: a model, or rules.
#[derive(Debug, Clone, Args)]
pub struct ModelArgs {
    /// The model that decides, as `PROVIDER/ID`, or `rules` (see vibecober models list)
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// Go on by rules when the model fails, without asking; the result says so
    #[arg(long)]
    pub or_rules: bool,
    /// Let this many attempts race, each in a folder of its own: the first whose checks all pass wins
    #[arg(long, value_name = "N", requires = "build", value_parser = clap::value_parser!(u8).range(1..=8))]
    pub race: Option<u8>,
    /// What is recorded and played.
    #[command(flatten)]
    pub scripts: ScriptArgs,
}

/// What `plan` takes.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// The idea.
    #[command(flatten)]
    pub idea: IdeaArgs,
}

/// What `logs` takes.
#[derive(Debug, Args)]
pub struct LogsArgs {
    /// The run: its id, or a prefix that only it has
    #[arg(value_name = "RUN_ID")]
    pub run: String,
    /// Stay and show what happens until the run ends
    #[arg(long, short)]
    pub follow: bool,
}

/// What to do with runs.
#[derive(Debug, Subcommand)]
pub enum RunCommand {
    /// List runs, newest first
    List {
        /// At most this many
        #[arg(long, default_value_t = 20, value_name = "N")]
        limit: u32,
    },
    /// Show a run: its state, builds, checks and evidence
    Show {
        /// The run: its id, or a prefix that only it has
        #[arg(value_name = "RUN_ID")]
        run: String,
    },
    /// Show what each agent of a run did and wrote
    Trace {
        /// The run: its id, or a prefix that only it has
        #[arg(value_name = "RUN_ID")]
        run: String,
    },
    /// End a run, whichever process works on it
    Cancel {
        /// The run: its id, or a prefix that only it has
        #[arg(value_name = "RUN_ID")]
        run: String,
    },
}
