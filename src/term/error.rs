//! What can go wrong with a terminal, each with what the person can do about it.

use std::io;

/// Why a terminal could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum TermError {
    /// The system has no pseudo-terminal for us.
    #[error("no terminal to be had: {0}; close some terminals and try again")]
    NoPty(String),
    /// The program could not be started.
    #[error("could not start {program}: {reason}")]
    Spawn {
        /// The program as it was asked for.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// A thread for the terminal could not be started.
    #[error("could not start the terminal: {0}")]
    Thread(#[source] io::Error),
    /// The program does not read what it is sent, and too much waits already.
    #[error("the program does not read its input; nothing was sent")]
    Backlog,
    /// The program has ended, so that nothing can be sent to it.
    #[error("the program has ended")]
    Ended,
    /// The search pattern is no regular expression.
    #[error("not a pattern: {0}")]
    Pattern(String),
}
