//! Runs a command and maps what it answers to an exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use serde_json::json;

use super::args::{Arguments, Color, Command};
use super::exit::{Exit, Failure};
use super::report::{self, Voice};
use super::{completions, config, db, doctor, generate, logs, run};
use crate::app::App;
use crate::domain::app_model::AppModel;
use crate::telemetry;

/// Runs the command line `args` (with the program's name first).
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let voice = Voice::of(&arguments.global);
    choose_color(arguments.global.color);
    let exit = carry_out(&arguments).unwrap_or_else(|failure| {
        anstream::eprintln!(
            "{} {}",
            super::style::paint(super::style::BAD, "vibecober:"),
            failure
        );
        if !voice.is_human() {
            let code = failure.exit as u8;
            // Standard output may be closed; the exit code and the line above say the same.
            report::json(&json!({ "error": { "message": failure.message, "exit_code": code } }))
                .ok();
        }
        failure.exit
    });
    exit.into()
}

/// Shows help as clap writes it, and a wrong command line in one line.
fn refuse(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            error.print().ok();
            return Exit::Done.into();
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            error.print().ok();
            return Exit::Usage.into();
        }
        _ => {}
    }
    let text = error.to_string();
    let problem: Vec<&str> = text
        .lines()
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let problem = problem.join(" ");
    let problem = problem.trim_start_matches("error: ");
    anstream::eprintln!(
        "{} {problem} (see vibecober --help)",
        super::style::paint(super::style::BAD, "vibecober:")
    );
    Exit::Usage.into()
}

fn carry_out(arguments: &Arguments) -> Result<Exit, Failure> {
    let voice = Voice::of(&arguments.global);
    // These need no configuration, and must work with a broken one.
    match &arguments.command {
        Command::Completions { shell } => return completions::completions(*shell, voice),
        Command::Schema => {
            report::json(&AppModel::json_schema())?;
            return Ok(Exit::Done);
        }
        Command::Config(command) => return config::config(&arguments.global, command, voice),
        Command::Generate(_)
        | Command::Plan(_)
        | Command::Logs(_)
        | Command::Run(_)
        | Command::Db(_)
        | Command::Doctor => {}
    }
    let config = config::load(&arguments.global)?;
    let _logs = telemetry::start(&config).map_err(Failure::failed)?;
    match &arguments.command {
        Command::Plan(args) => generate::show_plan(args, &config, voice),
        Command::Db(command) => db::db(config.database(), command, voice),
        Command::Doctor => doctor::doctor(&config, voice),
        Command::Generate(args) => runtime()?.block_on(generate::generate(args, config, voice)),
        Command::Logs(args) => {
            runtime()?.block_on(async { logs::logs(&App::boot(config)?, args, voice).await })
        }
        Command::Run(command) => {
            runtime()?.block_on(async { run::run(&App::boot(config)?, command, voice).await })
        }
        Command::Completions { .. } | Command::Schema | Command::Config(_) => Ok(Exit::Done),
    }
}

/// Sets when colour is used; without a choice a terminal decides, and `NO_COLOR`.
fn choose_color(color: Option<Color>) {
    let choice = match color {
        None | Some(Color::Auto) => return,
        Some(Color::Always) => anstream::ColorChoice::Always,
        Some(Color::Never) => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::failed)
}
