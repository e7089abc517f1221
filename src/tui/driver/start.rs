//! Prepares the screen and runs it.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::Instant;

use ratatui::layout::Size;
use tokio::sync::mpsc;

use super::engine::{Engine, Finish};
use super::event_loop::{EventLoop, Why};
use super::ground::{Answer, Asked};
use super::input::Listener;
use super::painter::Painter;
use super::screen::{self, MouseUse};
use super::signals::Signals;
use super::{Hands, TuiError, ground, layout_file};
use crate::config::{ApproveMode, Config, SandboxMode, Wrap};
use crate::tui::keymap::Keymap;
use crate::tui::panes::editor::Habits;
use crate::tui::root::{Appearance, Facts, Hold, Model, Notice, Place};

/// Messages and inputs that wait for the loop; whoever sends more waits itself.
const WAITING: usize = 1_024;

/// What the screen starts with.
#[derive(Debug)]
pub struct Start {
    /// The folder to work on, absolute.
    pub workspace: PathBuf,
    /// A file to open at once.
    pub file: Option<Place>,
    /// The configuration.
    pub config: Config,
    /// How it looks.
    pub appearance: Appearance,
    /// What keys do.
    pub keymap: Keymap,
    /// What the mouse does.
    pub mouse: MouseUse,
    /// What is wrong with the configuration of the screen, to be told on it.
    pub notices: Vec<Notice>,
}

/// How the screen ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The person left.
    Left,
    /// The system asked for it, or the terminal is gone.
    Stopped,
}

/// Shows the screen until the person leaves.
///
/// # Errors
/// No terminal, one that cannot be used, or a system that gives no thread.
pub fn run(start: Start) -> Result<Ended, TuiError> {
    check_terminal()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_keep_alive(std::time::Duration::from_secs(2))
        .build()
        .map_err(|error| TuiError::Start(error.to_string()))?;
    let (columns, rows) = crossterm::terminal::size().map_err(TuiError::Terminal)?;
    let size = Size::new(columns, rows);
    let mouse = start.mouse;
    // Heard before the terminal is taken: no signal can end the process without giving it back.
    let signals = {
        let _inside = runtime.enter();
        Signals::new().map_err(|error| TuiError::Start(error.to_string()))?
    };
    screen::enter(mouse).map_err(TuiError::Terminal)?;
    let asked = Asked::default();
    let ended = runtime.block_on(show(start, size, signals, &asked));
    if asked.is_awaited(Instant::now()) {
        screen::leave_unanswered();
    } else {
        screen::leave();
    }
    // Threads that still read files are not waited for.
    runtime.shutdown_background();
    let (why, engine) = ended?;
    let (finish, ended) = match why {
        Why::Left => (Finish::Now, Ended::Left),
        Why::Terminated => (Finish::Now, Ended::Stopped),
        Why::HungUp => (Finish::Runs, Ended::Stopped),
    };
    engine.stop(finish);
    Ok(ended)
}

async fn show(
    start: Start,
    size: Size,
    signals: Signals,
    asked: &Asked,
) -> Result<(Why, Engine), TuiError> {
    let (messages, inbox) = mpsc::channel(WAITING);
    let (typed, inputs) = mpsc::channel(WAITING);
    let engine = Engine::default();
    let hands = Hands::new(messages, engine.clone(), &start.workspace, &start.config);

    let mut model = Model::new(&start.workspace, size, start.keymap, start.appearance);
    model.layout = layout_file::load(hands.state(), &start.workspace);
    model.attention.notices.know_home(std::env::home_dir());
    model.facts = facts(&start.config);
    let chosen = &start.config.models.chosen.value;
    model.panes.chat.begin_with(chosen);
    let editor = &start.config.screen.editor;
    model.panes.editor.habits = Habits {
        wraps: editor.wrap.value == Wrap::On,
        step: usize::from(editor.tab_width.value),
    };
    let known = model.facts.clone();
    let mut events = EventLoop::new(model, hands.clone(), size, start.mouse)?;
    events.begin(start.file, start.notices);
    // What is not needed for the first frame begins after it.
    events.first_frame().map_err(TuiError::Terminal)?;
    if ground::is_worth_asking(&start.config.screen, |name| std::env::var(name).ok()) {
        Painter::pass(ground::ASK).map_err(TuiError::Terminal)?;
        asked.ask(Instant::now());
    }
    let failed = |error: io::Error| TuiError::Start(error.to_string());
    let listener = Listener::start(typed, Answer::to(asked)).map_err(failed)?;
    let _engine = engine
        .start(start.config, known, hands.messages())
        .map_err(failed)?;
    let why = events.run(inputs, inbox, listener, signals).await;
    Ok((why, engine))
}

/// What the header can show before anything was read.
fn facts(config: &Config) -> Facts {
    Facts {
        branch: None,
        model: config.models.chosen.value.to_string(),
        budget: config.daily_cap().map(|cap| format!("{cap} left today")),
        runs: 0,
        approvals: 0,
        hold: Hold {
            sandbox: config.agent.sandbox.value.name().to_owned(),
            rung: None,
            open: config.agent.sandbox.value == SandboxMode::Off,
            unasked: config.agent.approve.value == ApproveMode::Auto,
        },
    }
}

fn check_terminal() -> Result<(), TuiError> {
    if !io::stdin().is_terminal() {
        return Err(TuiError::NoTerminal("standard input"));
    }
    if !io::stdout().is_terminal() {
        return Err(TuiError::NoTerminal("standard output"));
    }
    let term = std::env::var("TERM").unwrap_or_default();
    if term.is_empty() || term == "dumb" || term == "unknown" {
        return Err(TuiError::Dumb(term));
    }
    Ok(())
}
