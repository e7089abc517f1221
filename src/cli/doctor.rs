//! `doctor`: whether this machine has what vibecober needs, and the exact fix where it has not.

use std::io::IsTerminal;
use std::process::{Command, Stdio};

use serde::Serialize;
use serde_json::json;

use super::exit::{Exit, Failure};
use super::report::{self, Voice, line};
use super::style::{BAD, CROSS, FAINT, GOOD, MARK, STRONG, TICK, WARN, paint};
use crate::config::{self, Config};
use crate::sandbox::{Ladder, Rung};
use crate::store::status;
use crate::text::printable;

/// The oldest Python that generated projects run on.
const OLDEST_PYTHON: (u32, u32) = (3, 11);

/// How a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Weight {
    /// All is well.
    Good,
    /// Something that is not needed for everything is missing.
    Missing,
    /// Something that is needed does not work.
    Broken,
}

/// One thing that was looked at.
#[derive(Debug, Clone, Serialize)]
struct Finding {
    name: &'static str,
    weight: Weight,
    found: String,
    /// What to do; empty where all is well.
    fix: String,
}

/// Looks at everything; as JSON, `{"checks", "healthy"}`. Fails when something needed is broken.
///
/// # Errors
/// When standard output cannot be written.
pub fn doctor(config: &Config, voice: Voice) -> Result<Exit, Failure> {
    let findings = [
        store(config),
        python(config),
        environments(),
        tool(
            "uv",
            &["--version"],
            "optional, makes environments faster: pip install uv",
        ),
        tool("git", &["--version"], "apt-get install git"),
        sandbox(),
        terminal(),
        keys(config),
    ];
    let healthy = findings
        .iter()
        .all(|finding| finding.weight != Weight::Broken);
    if voice.is_human() {
        for finding in &findings {
            show(finding)?;
        }
    } else {
        report::json(&json!({ "checks": findings, "healthy": healthy }))?;
    }
    Ok(if healthy { Exit::Done } else { Exit::Failed })
}

fn show(finding: &Finding) -> Result<(), Failure> {
    let symbol = match finding.weight {
        Weight::Good => paint(GOOD, TICK),
        Weight::Missing => paint(WARN, MARK),
        Weight::Broken => paint(BAD, CROSS),
    };
    line(&format!(
        "{symbol} {:<14}{}",
        finding.name,
        printable(&finding.found)
    ))?;
    if !finding.fix.is_empty() {
        line(&format!(
            "  {:<14}{} {}",
            "",
            paint(FAINT, "fix:"),
            paint(STRONG, &finding.fix)
        ))?;
    }
    Ok(())
}

fn good(name: &'static str, found: String) -> Finding {
    Finding {
        name,
        weight: Weight::Good,
        found,
        fix: String::new(),
    }
}

fn store(config: &Config) -> Finding {
    let path = &config.database.value;
    let broken = |found: String, fix: String| Finding {
        name: "store",
        weight: Weight::Broken,
        found,
        fix,
    };
    match status(path) {
        Ok(status) => match status.problem {
            None if status.bytes.is_none() => {
                good("store", format!("{} (made on first use)", path.display()))
            }
            None => good(
                "store",
                format!("{}, version {}", path.display(), status.version),
            ),
            Some(problem) => broken(problem, "use another file with --database".to_owned()),
        },
        Err(error) => broken(
            error.to_string(),
            "use another file with --database".to_owned(),
        ),
    }
}

fn python(config: &Config) -> Finding {
    let python = &config.verify.python.value;
    let shown = python.display();
    let script = "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3])";
    let version = output(python.as_os_str(), &["-c", script]);
    let is_new = version.as_deref().is_some_and(|version| {
        let mut numbers = version
            .trim()
            .split('.')
            .filter_map(|number| number.parse().ok());
        (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST_PYTHON
    });
    if let (true, Some(version)) = (is_new, &version) {
        return good("python", format!("{} ({shown})", version.trim()));
    }
    let plain = output(python.as_os_str(), &["--version"]);
    let found = match (version, plain) {
        (Some(version), _) => format!("{} is too old", version.trim()),
        (None, Some(plain)) => format!("{} has no venv", plain.trim()),
        (None, None) => format!("{shown} does not run"),
    };
    Finding {
        name: "python",
        weight: Weight::Missing,
        found: format!("{found}: projects are written, but cannot be checked here"),
        fix: "apt-get install python3 python3-venv (3.11 or newer)".to_owned(),
    }
}

/// Whether environments can be kept.
fn environments() -> Finding {
    let name = "environments";
    let lacking = |found: String, fix: String| Finding {
        name,
        weight: Weight::Missing,
        found,
        fix,
    };
    let folder = match config::environments() {
        Ok(folder) => folder,
        Err(error) => {
            return lacking(
                error.to_string(),
                "export HOME, or XDG_CACHE_HOME".to_owned(),
            );
        }
    };
    let shown = folder.display();
    let probe = std::fs::create_dir_all(&folder).and_then(|()| tempfile::tempfile_in(&folder));
    match probe {
        Ok(_) => good(name, shown.to_string()),
        Err(error) => lacking(
            format!("{shown}: {error}"),
            format!("make {shown} writable, or set XDG_CACHE_HOME"),
        ),
    }
}

fn tool(name: &'static str, args: &[&str], fix: &str) -> Finding {
    match output(name.as_ref(), args) {
        Some(version) => good(name, version.lines().next().unwrap_or_default().to_owned()),
        None => Finding {
            name,
            weight: Weight::Missing,
            found: "not installed".to_owned(),
            fix: fix.to_owned(),
        },
    }
}

/// The best way to confine commands that works here, and how to get a better one.
fn sandbox() -> Finding {
    let name = "sandbox";
    let ladder = Ladder::survey();
    let holds = match ladder.rung() {
        Rung::Bubblewrap => "bubblewrap and seccomp",
        Rung::Landlock => "Landlock and seccomp",
        Rung::None => "none: every command of an agent asks",
    };
    let Some(better) = ladder.missing().first() else {
        return good(name, holds.to_owned());
    };
    let missing: Vec<String> = ladder
        .missing()
        .iter()
        .map(|missing| format!("{} does not work: {}", missing.rung, missing.why.trim()))
        .collect();
    Finding {
        name,
        weight: match ladder.rung() {
            Rung::Bubblewrap => Weight::Good,
            Rung::Landlock | Rung::None => Weight::Missing,
        },
        found: format!("{holds} ({})", missing.join("; ")),
        fix: better.raise.clone(),
    }
}

fn terminal() -> Finding {
    let term = std::env::var("TERM").unwrap_or_default();
    if !std::io::stdout().is_terminal() {
        return good(
            "terminal",
            "standard output is no terminal: plain lines".to_owned(),
        );
    }
    if term.is_empty() || term == "dumb" {
        return Finding {
            name: "terminal",
            weight: Weight::Missing,
            found: format!("TERM is '{term}'"),
            fix: "export TERM=xterm-256color".to_owned(),
        };
    }
    let colors = match std::env::var("COLORTERM").as_deref() {
        Ok("truecolor" | "24bit") => "true colour",
        _ if term.contains("256color") => "256 colours",
        _ => "16 colours",
    };
    good("terminal", format!("{term}, {colors}"))
}

fn keys(config: &Config) -> Finding {
    let models = &config.models;
    let keys = [
        ("ANTHROPIC_API_KEY", &models.anthropic_key),
        ("OPENAI_API_KEY", &models.openai_key),
        ("NIM_API_KEY", &models.nim_key),
    ];
    let names: Vec<_> = keys
        .iter()
        .filter(|(_, key)| key.value.is_some())
        .map(|(name, _)| *name)
        .collect();
    let names = if names.is_empty() {
        "none set".to_owned()
    } else {
        format!("{} set", names.join(", "))
    };
    good(
        "model keys",
        format!("{names}; none is needed: projects are made by rules"),
    )
}

fn output(program: &std::ffi::OsStr, args: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
