//! Reads what to build: an idea in words, or a typed model from a file.

use std::fs;
use std::io::Read;
use std::path::Path;

use super::args::{IdeaArgs, ModeArgs};
use super::exit::Failure;
use super::report::line;
use super::style::{FAINT, GOOD, HEAD, STRONG, WARN, paint};
use crate::blueprint::{Finding, Understanding, complexity, from_yaml, understand};
use crate::config::Config;
use crate::domain::plan::{Complexity, Mode};
use crate::text::printable;

/// The largest model file that is read, in bytes.
const LARGEST_FILE: u64 = 1024 * 1024;
/// How many findings of a kind are shown; the rest is counted.
const SHOWN: usize = 12;

/// What a person wants built.
#[derive(Debug)]
pub struct Wanted {
    /// The idea in their words; the model's description where there is a file.
    pub idea: String,
    /// What was understood.
    pub understanding: Understanding,
    /// How complex it is.
    pub complexity: Complexity,
    /// How much of the team works.
    pub mode: Mode,
}

/// Reads the idea or the file that the arguments name.
///
/// # Errors
/// An idea with nothing to build, or a file that cannot be read or is no model.
pub fn read(args: &IdeaArgs, config: &Config) -> Result<Wanted, Failure> {
    let mode = mode(args.mode, config);
    if let Some(file) = &args.from {
        let understanding = Understanding::of_model(read_model(file)?);
        let idea = understanding.model.description.clone();
        return Ok(Wanted {
            complexity: complexity(&idea).0,
            idea,
            understanding,
            mode,
        });
    }
    let idea = args.idea.clone().unwrap_or_default();
    let understanding = understand(&idea, mode).map_err(Failure::usage)?;
    Ok(Wanted {
        complexity: complexity(&idea).0,
        idea,
        understanding,
        mode,
    })
}

fn mode(args: ModeArgs, config: &Config) -> Mode {
    match (args.simple, args.full, args.production) {
        (true, _, _) => Mode::Simple,
        (_, true, _) => Mode::Full,
        (_, _, true) => Mode::Production,
        (false, false, false) => config.mode.value,
    }
}

fn read_model(file: &Path) -> Result<crate::domain::app_model::AppModel, Failure> {
    let name = file.display().to_string();
    let failed = |error: std::io::Error| {
        Failure::usage(format!(
            "{name} cannot be read: {error}; name a vibecober.yaml with --from"
        ))
    };
    let mut text = String::new();
    fs::File::open(file)
        .map_err(failed)?
        .take(LARGEST_FILE + 1)
        .read_to_string(&mut text)
        .map_err(failed)?;
    if text.len() as u64 > LARGEST_FILE {
        return Err(Failure::usage(format!(
            "{name} is larger than 1 MiB: is it a vibecober.yaml?"
        )));
    }
    from_yaml(&text, &name).map_err(Failure::usage)
}

/// Shows what was understood, assumed and not understood.
///
/// # Errors
/// When standard output cannot be written.
pub fn show(wanted: &Wanted) -> Result<(), Failure> {
    let read = &wanted.understanding;
    let model = &read.model;
    line(&format!(
        "{}  {}",
        paint(STRONG, printable(&model.title)),
        paint(FAINT, format!("{} mode", wanted.mode))
    ))?;
    findings("understood", &paint(GOOD, "+"), &read.understood)?;
    findings("assumed", &paint(FAINT, "~"), &read.assumed)?;
    findings("not understood", &paint(WARN, "?"), &read.not_understood)?;
    line("")?;
    line(&paint(HEAD, "model"))?;
    for entity in &model.entities {
        let fields: Vec<_> = entity
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        line(&format!(
            "  {:<18}{}",
            entity.name,
            paint(FAINT, fields.join(", "))
        ))?;
    }
    let capabilities: Vec<_> = model.capabilities.iter().map(|c| c.name()).collect();
    if !capabilities.is_empty() {
        line(&format!("  {:<18}{}", "can", capabilities.join(", ")))?;
    }
    line("")
}

fn findings(head: &str, symbol: &str, findings: &[Finding]) -> Result<(), Failure> {
    if findings.is_empty() {
        return Ok(());
    }
    line(&paint(HEAD, head))?;
    for finding in findings.iter().take(SHOWN) {
        let words = printable(&finding.words);
        let meaning = printable(&finding.meaning);
        line(&format!("  {symbol} {words:<24} {}", paint(FAINT, meaning)))?;
    }
    if findings.len() > SHOWN {
        line(&format!(
            "    and {} more (--json lists all)",
            findings.len() - SHOWN
        ))?;
    }
    Ok(())
}
