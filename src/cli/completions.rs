//! `completions`: a completion script for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Arguments;
use super::exit::{Exit, Failure};
use super::report::{Voice, json, line};

/// Prints the completion script; as JSON, `{"shell", "script"}`.
///
/// # Errors
/// When standard output cannot be written.
pub fn completions(shell: Shell, voice: Voice) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "vibecober", &mut script);
    let script = String::from_utf8_lossy(&script);
    if voice.is_human() {
        line(script.trim_end())?;
    } else {
        json(&serde_json::json!({ "shell": shell.to_string(), "script": script }))?;
    }
    Ok(Exit::Done)
}
