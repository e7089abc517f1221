//! The answer for people: its words on standard output, everything else on standard error.

use std::io::{IsTerminal, Write};

use super::lines::totals;
use crate::cli::exit::Failure;
use crate::cli::report::Voice;
use crate::cli::style::{FAINT, WARN, paint};
use crate::domain::live::Live;
use crate::engine::session::TurnEnd;
use crate::text::printable;

/// Shows an answer while it comes.
#[derive(Debug)]
pub struct Words {
    voice: Voice,
    /// True when a terminal would obey what the model writes.
    guarded: bool,
    /// True while standard output stands in the middle of a line.
    open: bool,
    /// True while thoughts are being shown.
    thinks: bool,
    /// True when something of the answer was shown.
    said: bool,
}

impl Words {
    /// Shows to whoever reads standard output.
    pub fn new(voice: Voice) -> Self {
        Self {
            voice,
            guarded: std::io::stdout().is_terminal(),
            open: false,
            thinks: false,
            said: false,
        }
    }

    /// Shows a piece of what goes on.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn live(&mut self, piece: &Live) -> Result<(), Failure> {
        match piece {
            Live::Text(text) => self.say(text),
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
            Live::ToolCalled { .. } | Live::Usage(_) | Live::Settled(_) => Ok(()),
        }
    }

    /// Ends the last line, and says what it took.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn finish(&mut self, end: &TurnEnd) -> Result<(), Failure> {
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
        if self.thinks {
            self.thinks = false;
            eprint_line("");
        }
        self.said = true;
        self.open = !text.ends_with('\n');
        let shown = if self.guarded {
            guarded(text)
        } else {
            text.to_owned()
        };
        let mut out = std::io::stdout().lock();
        let written = out.write_all(shown.as_bytes()).and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|error| Failure::failed(format!("could not print: {error}"))),
        }
    }

    fn think(&mut self, text: &str) {
        let watched = std::io::stderr().is_terminal();
        if self.voice.shows_progress() && watched {
            self.thinks = true;
            let mut err = anstream::stderr().lock();
            write!(err, "{}", paint(FAINT, &guarded(text))).ok();
        }
    }

    /// Says something beside the answer.
    fn aside(&mut self, text: &str) -> Result<(), Failure> {
        if self.voice.shows_progress() {
            self.end_line()?;
            eprint_line(&paint(WARN, &printable(text)));
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), Failure> {
        if std::mem::take(&mut self.open) {
            return self.say("\n");
        }
        Ok(())
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
