//! `themes`: which there are, and whether one can be read.

use std::path::Path;

use anstyle::{Color, Style};
use serde_json::{Value, json};

use super::exit::{Exit, Failure};
use super::keeping::ThemesCommand;
use super::report::{self, Voice, line};
use super::style::{BAD, FAINT, GOOD, STRONG, TICK, WARN, paint, table};
use crate::config::theme::{Ansi, Depth, Finding, Limit, Listed, Maker, Shelf, Theme, Tint, Token};
use crate::text::printable;

/// What a swatch shows of a theme.
const SWATCH: [Token; 8] = [
    Token::Accent,
    Token::Keyword,
    Token::Function,
    Token::Type,
    Token::String,
    Token::Constant,
    Token::Warn,
    Token::Bad,
];

/// Carries out a `themes` command; as JSON, `{"themes"}` or `{"name", "kind", "findings"}`.
///
/// # Errors
/// A file that is no theme.
pub fn themes(command: &ThemesCommand, voice: Voice) -> Result<Exit, Failure> {
    match command {
        ThemesCommand::List => list(&Shelf::of_user(), voice),
        ThemesCommand::Check { file } => check(file, voice),
    }
}

fn list(shelf: &Shelf, voice: Voice) -> Result<Exit, Failure> {
    let listed = shelf.list();
    if !voice.is_human() {
        let themes: Vec<_> = listed.iter().map(as_json).collect();
        report::json(&json!({ "themes": themes }))?;
        return Ok(Exit::Done);
    }
    let depth = Depth::detect(|name| std::env::var(name).ok()).max(Depth::Ansi16);
    let mut rows = table(["theme", "kind", "colours", "from", "about"]);
    for one in &listed {
        let name = paint(STRONG, printable(&one.name));
        let from = match &one.maker {
            Maker::BuiltIn => "built in".to_owned(),
            Maker::Person(path) => printable(&path.display().to_string()).into_owned(),
        };
        let (kind, colours, about) = match &one.theme {
            Ok(theme) => (
                theme.kind.name(),
                swatch(&theme.clone().fitted(depth)),
                printable(&theme.about).into_owned(),
            ),
            Err(problem) => (
                "",
                String::new(),
                paint(BAD, printable(&problem.to_string())),
            ),
        };
        rows.add_row([name, kind.to_owned(), colours, from, about]);
    }
    line(&rows.to_string())?;
    line(&paint(
        FAINT,
        "choose one with `ui: {theme: NAME}` in your configuration, or VIBECOBER_THEME",
    ))?;
    Ok(Exit::Done)
}

/// Exit 0 for a theme without fault, 1 when something in it is hard to read.
fn check(file: &Path, voice: Voice) -> Result<Exit, Failure> {
    let theme = Shelf::load_file(file).map_err(Failure::usage)?;
    let findings = theme.audit();
    let exit = if findings.is_empty() {
        Exit::Done
    } else {
        Exit::Failed
    };
    if !voice.is_human() {
        let findings: Vec<_> = findings.iter().map(finding).collect();
        report::json(&json!({
            "name": theme.name,
            "kind": theme.kind,
            "contrast": theme.contrast,
            "vision": theme.vision,
            "findings": findings,
            "exit_code": exit as u8,
        }))?;
        return Ok(exit);
    }
    for one in &findings {
        line(&format!("{} {one}", paint(WARN, "!")))?;
    }
    let name = paint(STRONG, printable(&theme.name));
    let verdict = match findings.len() {
        0 => format!("{} {name} can be read", paint(GOOD, TICK)),
        1 => format!("{name}: 1 pair of colours is too near"),
        count => format!("{name}: {count} pairs of colours are too near"),
    };
    line(&verdict)?;
    Ok(exit)
}

fn as_json(one: &Listed) -> Value {
    let (maker, path) = match &one.maker {
        Maker::BuiltIn => ("built_in", None),
        Maker::Person(path) => ("person", Some(path)),
    };
    match &one.theme {
        Ok(theme) => json!({
            "name": one.name,
            "from": maker,
            "path": path,
            "kind": theme.kind,
            "contrast": theme.contrast,
            "vision": theme.vision,
            "about": theme.about,
        }),
        Err(problem) => json!({
            "name": one.name,
            "from": maker,
            "path": path,
            "problem": problem.to_string(),
        }),
    }
}

fn finding(one: &Finding) -> Value {
    let (measure, eyes) = match one.limit {
        Limit::Text | Limit::Part => ("contrast", None),
        Limit::Ground => ("distance", None),
        Limit::Eyes(eyes) => ("distance", Some(eyes)),
    };
    let found = (one.found * 100.0).round() / 100.0;
    json!({
        "token": one.token.name(),
        "against": one.against.name(),
        "measure": measure,
        "eyes": eyes,
        "found": found,
        "needed": one.needed,
    })
}

/// The colours of a theme on its own ground.
fn swatch(theme: &Theme) -> String {
    let ground = theme.face(Token::Background).bg;
    let blank = Style::new().bg_color(ground.and_then(color));
    let dots = SWATCH.map(|token| {
        let style = blank.fg_color(theme.face(token).fg.and_then(color));
        paint(style, "● ")
    });
    format!("{}{}", paint(blank, " "), dots.concat())
}

fn color(tint: Tint) -> Option<Color> {
    match tint {
        Tint::Terminal => None,
        Tint::Indexed(index) => Some(anstyle::Ansi256Color(index).into()),
        Tint::Rgb(rgb) => Some(anstyle::RgbColor(rgb.r, rgb.g, rgb.b).into()),
        Tint::Ansi(ansi) => {
            let place = Ansi::ALL.iter().position(|one| *one == ansi)?;
            let place = u8::try_from(place).ok()?;
            Some(anstyle::Ansi256Color(place).into())
        }
    }
}
