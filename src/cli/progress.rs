//! Shows a run while it works: a moving line on a terminal, plain lines elsewhere.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::sync::mpsc;

use super::exit::Failure;
use super::report::{Voice, line};
use super::summary::describe;
use crate::domain::event::{Event, EventKind};
use crate::text::printable;

/// How often the moving line turns.
const TURN: Duration = Duration::from_millis(120);

/// What is shown of a run while it works.
pub struct Progress {
    voice: Voice,
    bar: ProgressBar,
    doing: String,
}

impl Progress {
    /// A display for a run; it moves only on a terminal.
    pub fn new(voice: Voice) -> Self {
        let moves = voice.shows_progress() && std::io::stderr().is_terminal();
        let target = if moves {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner:.cyan} {wide_msg} {elapsed:.dim}")
        {
            bar.set_style(style);
        }
        Self {
            voice,
            bar,
            doing: String::new(),
        }
    }

    /// Shows an event.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn event(&mut self, event: &Event) -> Result<(), Failure> {
        if !self.voice.shows_progress() {
            return Ok(());
        }
        match &event.kind {
            EventKind::AgentStarted { agent, .. } => self.start(agent.name().to_owned()),
            EventKind::CheckStarted { name, .. } => self.start(format!("checking: {name}")),
            EventKind::AgentRetried { .. }
            | EventKind::AgentCompleted { .. }
            | EventKind::AgentFailed { .. }
            | EventKind::ConflictsFound { .. }
            | EventKind::ApprovalRaised { .. }
            | EventKind::ApprovalDecided { .. }
            | EventKind::FilesWritten { .. }
            | EventKind::Team(_)
            | EventKind::Tool(_)
            | EventKind::Rule(_)
            | EventKind::CallSettled { .. }
            | EventKind::CheckFinished { .. } => {
                let text = describe(&event.kind);
                self.bar.suspend(|| line(&text))?;
            }
            EventKind::PlanMade { .. }
            | EventKind::RunCreated { .. }
            | EventKind::SessionStarted { .. }
            | EventKind::StateChanged { .. }
            | EventKind::Reviewed { .. }
            | EventKind::BuildStored { .. }
            | EventKind::Verified { .. } => {}
        }
        Ok(())
    }

    /// Shows what a command prints, beside what is being done.
    pub fn live(&mut self, text: &str) {
        let text = printable(text);
        if !text.trim().is_empty() {
            self.bar.set_message(format!("{}  {text}", self.doing));
        }
    }

    /// Takes the moving line away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn start(&mut self, what: String) {
        self.bar.set_message(what.clone());
        self.bar.reset_elapsed();
        self.bar.enable_steady_tick(TURN);
        self.doing = what;
    }
}

/// The next live line; never, when there can be no more.
pub async fn next(live: &mut mpsc::Receiver<String>) -> String {
    match live.recv().await {
        Some(text) => text,
        None => std::future::pending().await,
    }
}
