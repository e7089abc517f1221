//! Runs a command and maps what it answers to an exit code.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};
use serde_json::json;
use tracing::level_filters::LevelFilter;

use super::args::{Arguments, Command};
use super::exit::{Exit, Failure};
use super::open::{self, Opening};
use super::report::{self, Voice};
use super::{
    approve, auth, breakers, budget, completions, config, db, doctor, exec, generate, logs, models,
    policy, run, themes,
};
use crate::app::App;
use crate::config::{Config, LogLevel};
use crate::domain::app_model::AppModel;
use crate::llm::scripted::Scrub;
use crate::telemetry::{self, LogGuard};

/// Runs the command line `args` (with the program's name first); without a command, `screen`.
pub fn main(
    args: impl IntoIterator<Item = OsString>,
    screen: fn(Opening) -> Result<Exit, Failure>,
) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&args) {
        Ok(arguments) => arguments,
        Err(error) => {
            // The words could not be read as options, but nobody means anything else by this one.
            let voice = if args.iter().any(|word| word == "--json") {
                Voice::Json
            } else {
                Voice::Full
            };
            if error.kind() == ErrorKind::UnknownArgument
                && args.windows(2).any(|two| two == ["auth", "add"])
            {
                let problem = "auth add takes no key as an argument, where others can read it: it is typed when asked, or read from standard input";
                return end(&Failure::usage(problem), voice).into();
            }
            if let (ErrorKind::ArgumentConflict | ErrorKind::UnknownArgument, Some(problem)) =
                (error.kind(), open::misspelt(&args))
            {
                return end(&Failure::usage(problem), voice).into();
            }
            return refuse(&error, &args, voice).into();
        }
    };
    let voice = Voice::of(&arguments.global);
    let ended = carry_out(&arguments, screen);
    ended
        .unwrap_or_else(|failure| match arguments.command {
            Some(Command::Exec(_)) if !voice.is_human() => exec::broke_off(&failure),
            _ => end(&failure, voice),
        })
        .into()
}

/// Tells why a command ends: in one line, and as JSON where that was asked for.
fn end(failure: &Failure, voice: Voice) -> Exit {
    report::complain(&failure.message);
    if !voice.is_human() {
        let code = failure.exit as u8;
        // Standard output may be closed; the exit code and the line above say the same.
        report::json(&json!({ "error": { "message": failure.message, "exit_code": code } })).ok();
    }
    failure.exit
}

/// Shows help as clap writes it, and a wrong command line in one line.
fn refuse(error: &clap::Error, args: &[OsString], voice: Voice) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            error.print().ok();
            return Exit::Done;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if voice.is_human() => {
            error.print().ok();
            return Exit::Usage;
        }
        _ => {}
    }
    let mut problem = first_sentence(&error.to_string());
    if let Some(near) = near(error) {
        problem.push_str(&near);
    }
    let command = command_of(args);
    // A key that was pasted in a wrong place is not repeated.
    let problem = Scrub::new([], None).text(&problem);
    end(
        &Failure::usage(format!("{problem} (see {command} --help)")),
        voice,
    )
}

/// What was probably meant.
fn near(error: &clap::Error) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let name = match kinds.into_iter().find_map(|kind| error.get(kind))? {
        ContextValue::String(name) => name,
        // The nearest comes last.
        ContextValue::Strings(names) => names.last()?,
        _ => return None,
    };
    Some(format!(": did you mean {name}?"))
}

/// The command that the words name, as far as they name one: its help is the one to read.
fn command_of(args: &[OsString]) -> String {
    let mut command = Arguments::command();
    let mut words = command.get_name().to_owned();
    for arg in args.iter().skip(1) {
        let Some(inner) = arg.to_str().and_then(|arg| command.find_subcommand(arg)) else {
            break;
        };
        words.push(' ');
        words.push_str(inner.get_name());
        command = inner.clone();
    }
    words
}

/// What is wrong, without what follows an empty line: tips and the usage, which --help has.
fn first_sentence(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let problem: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let problem = problem.join(" ");
    problem.trim_start_matches("error: ").to_owned()
}

fn carry_out(
    arguments: &Arguments,
    screen: fn(Opening) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let voice = Voice::of(&arguments.global);
    let load = || {
        let config = config::load(arguments)?;
        config::choose_color(&config);
        Ok::<_, Failure>(config)
    };
    let Some(command) = &arguments.command else {
        let opening = open::opening(arguments, voice)?;
        let _log = start_log(&opening.config);
        return screen(opening);
    };
    match command {
        // These need no configuration, and must work with a broken one.
        Command::Completions { shell } => completions::completions(*shell, voice),
        Command::Schema => {
            report::json(&AppModel::json_schema())?;
            Ok(Exit::Done)
        }
        Command::Config(command) => config::config(arguments, command, voice),
        Command::Themes(command) => themes::themes(command, voice),
        // These open no application.
        Command::Plan(args) => generate::show_plan(args, &load()?, voice),
        Command::Policy(command) => policy::policy(command, &load()?.database.value, voice),
        Command::Db(command) => db::db(&load()?.database.value, command, voice),
        Command::Models(command) => {
            let config = load()?;
            let _log = start_log(&config);
            runtime()?.block_on(models::models(config, command, voice))
        }
        Command::Auth(command) => auth::auth(&load()?, command, voice),
        Command::Doctor => doctor::doctor(&load()?, voice),
        Command::Generate(args) => {
            let config = load()?;
            let _log = start_log(&config);
            runtime()?.block_on(generate::generate(args, config, voice))
        }
        Command::Exec(args) => {
            let config = load()?;
            let _log = start_log(&config);
            runtime()?.block_on(exec::exec(args, config, voice))
        }
        Command::Logs(args) => with_app(load()?, async |app| logs::logs(&app, args, voice).await),
        Command::Approve(command) => with_app(load()?, async |app| {
            approve::approve(&app, command, voice).await
        }),
        Command::Deny(args) => {
            with_app(load()?, async |app| approve::deny(&app, args, voice).await)
        }
        Command::Budget => with_app(load()?, async |app| budget::budget(&app, voice)),
        Command::Breakers { command } => with_app(load()?, async |app| {
            breakers::breakers(&app, command.as_ref(), voice)
        }),
        Command::Run(command) => {
            with_app(load()?, async |app| run::run(&app, command, voice).await)
        }
    }
}

/// Starts the application and does something with it.
fn with_app(
    config: Config,
    work: impl AsyncFnOnce(App) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let _log = start_log(&config);
    runtime()?.block_on(async { work(App::boot(config)?).await })
}

/// Begins the log, beside the store; none where that folder cannot be written.
///
/// A store that cannot be written there says so itself, and more to the point; where it can be read
/// all the same, a missing log stops nobody.
fn start_log(config: &Config) -> Option<LogGuard> {
    let level = match config.log_level.value {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    let beside = config.database.value.parent().unwrap_or(Path::new("."));
    telemetry::start(&beside.join("logs"), level).ok()
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_command_line_is_told_in_one_sentence() {
        for (words, said) in [
            ("generate x --bogus", "unexpected argument '--bogus' found"),
            (
                "generate",
                "the following required arguments were not provided: <IDEA>",
            ),
            (
                "--color nevr",
                "invalid value 'nevr' for '--color <WHEN>' [possible values: auto, always, never]",
            ),
        ] {
            let words = std::iter::once("vibecober").chain(words.split(' '));
            let error = Arguments::try_parse_from(words).unwrap_err();
            assert_eq!(first_sentence(&error.to_string()), said);
        }
    }
}
