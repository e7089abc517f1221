//! `config`: what is set, and where it was set.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{Arguments, Command};
use super::exit::{Exit, Failure};
use super::keeping::ConfigCommand;
use super::models;
use super::report::{self, Voice, line};
use super::style::{FAINT, WARN, paint, table};
use crate::config::{Color, Config, ConfigError, Flags, Key, Sources};
use crate::text::printable;

/// Reads everything that says something about the configuration, for the workspace here.
///
/// # Errors
/// One line that names the file and line, the variable or the flag that cannot be used.
pub fn load(arguments: &Arguments) -> Result<Config, Failure> {
    load_in(arguments, Path::new("."))
}

/// The same, for the workspace in that folder.
///
/// # Errors
/// The same.
pub fn load_in(arguments: &Arguments, workspace: &Path) -> Result<Config, Failure> {
    Config::resolve(&sources(arguments, workspace)?).map_err(|error| {
        let ConfigError::NotAModel { text, .. } = &error else {
            return Failure::usage(error);
        };
        let hint = models::meant(text);
        Failure::usage(format!("{error}{hint}"))
    })
}

fn sources(arguments: &Arguments, workspace: &Path) -> Result<Sources, Failure> {
    let mut flags = Flags::new();
    if let Some(database) = &arguments.global.database {
        flags = flags.with(Key::Database, "--database", database);
    }
    if let Some(color) = arguments.global.color {
        flags = flags.with(Key::Color, "--color", color.name());
    }
    let (model, scripts) = match &arguments.command {
        Some(Command::Exec(args)) => (&args.model, &args.scripts),
        Some(Command::Generate(args)) => (&args.models.model, &args.models.scripts),
        _ => (&arguments.open.model, &arguments.open.scripts),
    };
    if let Some(model) = model {
        flags = flags.with(Key::Model, "--model", model);
    }
    for (key, flag, path) in [
        (Key::Record, "--record", &scripts.record),
        (Key::Replay, "--replay", &scripts.replay),
    ] {
        if let Some(path) = path {
            let path = path.to_str().ok_or_else(|| {
                Failure::usage(format!(
                    "{flag}: the path {} is not valid UTF-8",
                    path.display()
                ))
            })?;
            flags = flags.with(key, flag, path);
        }
    }
    let agent = match &arguments.command {
        Some(Command::Exec(args)) => &args.agent,
        _ => &arguments.open.agent,
    };
    for (key, flag, value) in [
        (Key::Sandbox, "--sandbox", &agent.sandbox),
        (Key::Approve, "--approve", &agent.approve),
        (Key::Network, "--network", &agent.network),
    ] {
        if let Some(value) = value {
            flags = flags.with(key, flag, value);
        }
    }
    if let Some(Command::Generate(args)) = &arguments.command
        && let Some(tier) = &args.tier
    {
        flags = flags.with(Key::Tier, "--tier", tier);
    }
    Sources::gather(workspace, flags).map_err(Failure::usage)
}

/// Carries out a `config` command; as JSON, `{"values"}` or `{"files"}`.
///
/// # Errors
/// A configuration that cannot be used.
pub fn config(
    arguments: &Arguments,
    command: &ConfigCommand,
    voice: Voice,
) -> Result<Exit, Failure> {
    match command {
        ConfigCommand::Show => show(&load(arguments)?, voice)?,
        ConfigCommand::Path => path(&sources(arguments, Path::new("."))?, voice)?,
    }
    Ok(Exit::Done)
}

/// Sets when colour is used; `auto` leaves it to the terminal and `NO_COLOR`.
pub fn choose_color(config: &Config) {
    match config.screen.color.value {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
}

fn show(config: &Config, voice: Voice) -> Result<(), Failure> {
    let values = config.show();
    if !voice.is_human() {
        return report::json(&json!({ "values": values, "notices": config.notices }));
    }
    let mut rows = table(["setting", "value", "layer", "from"]);
    for one in &values {
        let value = match &one.value {
            Value::Null => paint(FAINT, "not set"),
            Value::String(text) => printable(text).into_owned(),
            other => other.to_string(),
        };
        let from = one.origin.as_deref().unwrap_or_default();
        let row = [
            one.key.to_owned(),
            value,
            one.layer.to_string(),
            printable(from).into_owned(),
        ];
        rows.add_row(row);
    }
    line(&rows.to_string())?;
    for notice in &config.notices {
        line(&format!("{} {}", paint(WARN, "!"), printable(notice)))?;
    }
    Ok(())
}

fn path(sources: &Sources, voice: Voice) -> Result<(), Failure> {
    let files = [
        ("user", &sources.user),
        ("workspace", &sources.workspace),
        (".env", &sources.dot_env),
    ];
    let exists = |file: &crate::config::SourceFile| !matches!(file.text, Ok(None));
    if !voice.is_human() {
        let files = files.map(
            |(layer, file)| json!({ "layer": layer, "path": file.path, "exists": exists(file) }),
        );
        return report::json(&json!({ "files": files }));
    }
    for (layer, file) in files {
        let note = if exists(file) { "" } else { "  (no such file)" };
        line(&format!(
            "{layer:<10} {}{}",
            printable(&file.path.display().to_string()),
            paint(FAINT, note)
        ))?;
    }
    Ok(())
}
