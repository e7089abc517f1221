//! The answer for people: its words on standard output, everything else on standard error.
//!
//! On a terminal the words are shown as they come. Elsewhere nobody can tell which of them count, when
//! an answer begins anew, so that they are printed when it has ended.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use super::lines::totals;
use crate::cli::exit::Failure;
use crate::cli::report::{self, Voice};
use crate::cli::style::{FAINT, WARN, paint};
use crate::domain::live::Live;
use crate::domain::message::{Block, Message};
use crate::domain::tool_call::ToolState;
use crate::engine::session::TurnEnd;
use crate::text::printable;

/// How often it is looked whether somebody still waits for an answer that is not shown yet.
const LOOKED_EVERY: Duration = Duration::from_millis(100);

/// What was shown last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// The end of a line, or nothing.
    LineEnd,
    /// A part of a line of the answer.
    Words,
    /// A part of a thought, on standard error.
    Thought,
}

/// Shows an answer while it comes.
#[derive(Debug)]
pub struct Words {
    voice: Voice,
    /// True when a person sees the words come, on a terminal that would obey what the model writes.
    watched: bool,
    /// When it was last looked whether somebody reads.
    looked: Instant,
    /// What was shown last.
    last: Shown,
    /// True when something of the answer was shown.
    said: bool,
}

impl Words {
    /// Shows to whoever reads standard output.
    pub fn new(voice: Voice) -> Self {
        Self {
            voice,
            watched: std::io::stdout().is_terminal(),
            looked: Instant::now(),
            last: Shown::LineEnd,
            said: false,
        }
    }

    /// Shows a piece of what goes on.
    ///
    /// # Errors
    /// When standard output cannot be written, or nobody reads it any more.
    pub fn live(&mut self, piece: &Live) -> Result<(), Failure> {
        match piece {
            Live::Text(text) if self.watched => self.say(text),
            Live::Text(_) => self.look(),
            Live::Thinking(text) => {
                self.think(text);
                Ok(())
            }
            Live::Calling { model, attempt, .. } => {
                if *attempt > 1 && self.said {
                    // What was shown does not count any more, and cannot be taken back.
                    self.aside(&format!("{model} begins its answer anew"))?;
                }
                Ok(())
            }
            Live::Waiting {
                fault,
                wait,
                attempt,
            } => self.aside(&format!(
                "{}: {}; try {attempt} in {:.1} s",
                fault.class,
                fault.message,
                wait.as_secs_f64()
            )),
            Live::Warning(text) => self.aside(text),
            Live::ToolStarted { name, about, .. } => self.step(&format!("{name} {about}")),
            Live::ToolEnded { state, about, .. } => {
                let sign = if *state == ToolState::Done {
                    "✓"
                } else {
                    "✗"
                };
                self.step(&format!("{sign} {about}"))
            }
            Live::ToolPrinted { text, .. } => self.printed(text),
            Live::Asked(approval) => self.aside(&format!(
                "waits for you: {} (vibecober approve show {})",
                approval.question.title,
                approval.id.short()
            )),
            Live::Checking(command) => self.step(&format!("check: {command}")),
            Live::Checked {
                check,
                attempt,
                attempts,
            } => {
                let outcome = check.outcome.name().replace('_', " ");
                let of = if check.passed() {
                    String::new()
                } else {
                    format!(" (attempt {attempt} of {attempts})")
                };
                self.step(&format!("check {outcome}: {}{of}", check.summary))
            }
            Live::ToolCalled { .. } | Live::Usage(_) | Live::Settled(_) | Live::Joined(_) => Ok(()),
        }
    }

    /// Prints what was not shown yet, ends the last line, and says what it took.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn finish(&mut self, end: &TurnEnd) -> Result<(), Failure> {
        if let (false, Some(message)) = (self.watched, &end.message) {
            self.say_all(message)?;
        }
        self.end_line()?;
        let (Some(call), true) = (end.calls.last(), self.voice.shows_progress()) else {
            return Ok(());
        };
        let (usage, cost) = totals(&end.calls);
        let line = format!(
            "{} · {} in, {} out · {} · session {}",
            call.model,
            usage.read(),
            usage.output,
            cost.exact(),
            end.run.id.short()
        );
        eprint_line(&paint(FAINT, &line));
        Ok(())
    }

    fn say(&mut self, text: &str) -> Result<(), Failure> {
        if self.last == Shown::Thought {
            eprint_line("");
        }
        self.said = true;
        self.last = if text.ends_with('\n') {
            Shown::LineEnd
        } else {
            Shown::Words
        };
        if self.watched {
            return report::piece(guarded(text).as_bytes());
        }
        report::piece(text.as_bytes())
    }

    /// The words of a whole answer, or of the part of it that is kept.
    fn say_all(&mut self, message: &Message) -> Result<(), Failure> {
        for block in &message.blocks {
            match block {
                Block::Text { text } if !text.is_empty() => self.say(text)?,
                Block::Text { .. }
                | Block::Thinking { .. }
                | Block::ToolUse(_)
                | Block::ToolResult { .. }
                | Block::Image { .. } => {}
            }
        }
        Ok(())
    }

    /// Looks now and then whether somebody still waits for the answer.
    fn look(&mut self) -> Result<(), Failure> {
        if self.looked.elapsed() < LOOKED_EVERY {
            return Ok(());
        }
        self.looked = Instant::now();
        report::is_read()
    }

    fn think(&mut self, text: &str) {
        let watched = std::io::stderr().is_terminal();
        if self.voice.shows_progress() && watched {
            self.last = Shown::Thought;
            let mut err = anstream::stderr().lock();
            write!(err, "{}", paint(FAINT, guarded(text))).ok();
        }
    }

    /// Tells a step of the work.
    fn step(&mut self, text: &str) -> Result<(), Failure> {
        if self.voice.shows_progress() {
            self.end_line()?;
            eprint_line(&paint(FAINT, printable(text.trim_end())));
        }
        Ok(())
    }

    /// Shows what a command prints, to whoever watches.
    fn printed(&mut self, text: &str) -> Result<(), Failure> {
        if self.voice.shows_progress() && std::io::stderr().is_terminal() {
            self.end_line()?;
            for line in text.lines() {
                eprint_line(&paint(FAINT, format!("  {}", printable(line))));
            }
        }
        Ok(())
    }

    /// Says something beside the answer.
    fn aside(&mut self, text: &str) -> Result<(), Failure> {
        if self.voice.shows_progress() {
            self.end_line()?;
            eprint_line(&paint(WARN, printable(text)));
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), Failure> {
        match self.last {
            Shown::LineEnd => Ok(()),
            Shown::Words => self.say("\n"),
            Shown::Thought => {
                self.last = Shown::LineEnd;
                eprint_line("");
                Ok(())
            }
        }
    }
}

/// The text with everything visible that a terminal would obey, but for the ends of lines and tabs.
fn guarded(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let parts: Vec<_> = line
            .split('\t')
            .map(|part| printable(part).into_owned())
            .collect();
        parts.join("\t")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn eprint_line(text: &str) {
    let mut err = anstream::stderr().lock();
    // Where nobody can read it, the exit code has to do.
    writeln!(err, "{text}").ok();
}
