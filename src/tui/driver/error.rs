//! Why the screen could not be shown, each with what the person can do about it.

use std::io;

/// Why the screen could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// Standard input or output is no terminal.
    #[error(
        "{0} is not a terminal: the screen needs one (for scripts there is vibecober generate; see vibecober --help)"
    )]
    NoTerminal(&'static str),
    /// The terminal can do nothing but print.
    #[error(
        "the terminal '{0}' cannot move its cursor: set TERM to what it is, for example xterm-256color"
    )]
    Dumb(String),
    /// The terminal refused.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[source] io::Error),
    /// The shipped keymap or a thread could not be used.
    #[error("the screen cannot start: {0}")]
    Start(String),
}
