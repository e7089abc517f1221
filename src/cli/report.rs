//! The two ways to answer: for people, and as one JSON object.

use serde::Serialize;

use super::args::Global;
use super::exit::Failure;
use super::style::{BAD, paint};
use crate::text::printable;

/// How a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Results and progress, for people.
    Full,
    /// Results, for people.
    Quiet,
    /// One JSON object on standard output.
    Json,
}

impl Voice {
    /// The voice that the arguments ask for.
    pub fn of(global: &Global) -> Self {
        match (global.json, global.quiet) {
            (true, _) => Self::Json,
            (false, true) => Self::Quiet,
            (false, false) => Self::Full,
        }
    }

    /// True when progress may be shown.
    pub fn shows_progress(self) -> bool {
        self == Self::Full
    }

    /// True when results are shown for people.
    pub fn is_human(self) -> bool {
        self != Self::Json
    }
}

/// Prints one JSON object on standard output.
///
/// # Errors
/// When the value cannot be expressed in JSON, or nobody reads any more.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(Failure::failed)?;
    line(&text)
}

/// Prints a line on standard output; colour is taken out where it does not belong.
///
/// # Errors
/// When standard output cannot be written.
pub fn line(text: &str) -> Result<(), Failure> {
    use std::io::Write;
    let mut out = anstream::stdout().lock();
    match writeln!(out, "{text}") {
        // Whoever reads has seen enough (`| head`): not a failure of ours.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Failure::failed(format!("could not print: {error}"))),
    }
}

/// Prints a piece of an answer that is paid for while it comes: when nobody reads it any more, that
/// is a failure, so that the answer is stopped.
///
/// # Errors
/// That, or when standard output cannot be written.
pub fn piece(bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(unread()),
        other => other.map_err(|error| Failure::failed(format!("could not print: {error}"))),
    }
}

/// Prints one JSON object on a line of an answer that is paid for while it comes, as [`piece`] does.
///
/// # Errors
/// The same.
pub fn object(value: &impl Serialize) -> Result<(), Failure> {
    use std::io::{BufWriter, Write};
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = serde_json::to_writer(&mut out, value).map_err(std::io::Error::from);
    match written
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush())
    {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(unread()),
        other => other.map_err(|error| Failure::failed(format!("could not print: {error}"))),
    }
}

/// Fails when nobody can read standard output any more, without writing to it.
///
/// # Errors
/// That.
pub fn is_read() -> Result<(), Failure> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let out = std::io::stdout();
    let mut asked = [PollFd::new(&out, PollFlags::empty())];
    let answer = poll(&mut asked, Some(&Timespec::default()));
    if answer.is_ok() && asked[0].revents().contains(PollFlags::ERR) {
        return Err(unread());
    }
    Ok(())
}

fn unread() -> Failure {
    Failure::failed("nobody reads the answer any more: it was stopped")
}

/// Says on standard error, in one line, why a command ends.
///
/// The words may come from files and arguments, so nothing in them reaches the terminal as it is.
/// Where nobody can read it, the exit code has to do.
pub fn complain(problem: &str) {
    use std::io::Write;
    let mut err = anstream::stderr().lock();
    writeln!(err, "{} {}", paint(BAD, "vibecober:"), printable(problem)).ok();
}
