//! The vibecober binary: everything it does is in the library.

use vibecober::cli::{self, Exit, Failure, Opening};
use vibecober::sandbox;
use vibecober::tui::{self, Ended};

fn main() -> std::process::ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    // The launcher of commands is this binary, too; it starts often and has no time to lose.
    if let Some(code) = sandbox::answer(&args) {
        return code;
    }
    cli::main(args, show)
}

/// Shows the terminal IDE.
fn show(opening: Opening) -> Result<Exit, Failure> {
    let Opening {
        workspace,
        file,
        line,
        column,
        config,
    } = opening;
    let file = file.map(|path| tui::Place { path, line, column });
    match tui::open(workspace, file, config) {
        Ok(Ended::Left) => Ok(Exit::Done),
        Ok(Ended::Stopped) => Ok(Exit::Interrupted),
        Err(error) => Err(Failure::usage(error)),
    }
}
