//! Makes the Python environment that a generated project pins.
//!
//! Environments are kept in the cache folder under the hash of what they hold, so that the second
//! project with the same pins waits for nothing.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use sha2::{Digest, Sha256};

use super::process::{Job, Live, run};
use crate::domain::evidence::{Check, Outcome};

/// The requirement files of a generated project.
const REQUIREMENTS: [&str; 2] = ["requirements.txt", "requirements-dev.txt"];
/// How often a process that waits for another's environment looks again.
const PAUSE: Duration = Duration::from_millis(50);

/// What makes and fills an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Installer {
    /// uv, the faster one.
    Uv,
    /// What Python brings.
    VenvAndPip,
}

/// Says that an environment is whole.
const MARK: &str = "vibecober-complete";

/// Where and with what environments are made.
#[derive(Debug, Clone)]
pub struct EnvironmentSettings {
    /// The Python interpreter to start from.
    pub python: PathBuf,
    /// The folder that keeps environments.
    pub cache: PathBuf,
    /// The longest time that making one may take.
    pub limit: Duration,
}

/// A Python environment that holds what a project pins.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Its interpreter.
    pub python: PathBuf,
}

/// Finds or makes the environment for the project in `root`.
///
/// # Errors
/// The check that failed: no interpreter, no room, no network.
pub async fn prepare(
    root: &Path,
    settings: &EnvironmentSettings,
    live: &Live,
) -> Result<(Environment, Check), Box<Check>> {
    let version = run(&job(settings, "python", root, &["--version"]), live).await;
    if !version.passed() {
        let python = settings.python.display();
        let advice = format!(
            "{python} does not run: install Python 3.11 or newer (apt-get install python3 python3-venv)"
        );
        return Err(Box::new(Check {
            summary: advice,
            ..version
        }));
    }
    let folder = settings
        .cache
        .join(key(root, &version.output).map_err(|error| Box::new(not_run(&version, &error)))?);
    let environment = Environment {
        python: folder.join("bin/python"),
    };
    let _lock = lock(&folder, settings)
        .await
        .map_err(|error| Box::new(not_run(&version, &error)))?;
    // A kept environment is worth nothing once the interpreter that it links to is gone.
    if folder.join(MARK).exists() && environment.python.exists() {
        let summary = format!("kept from an earlier run ({})", version.summary);
        return Ok((environment, named(Check { summary, ..version })));
    }
    let made = make(root, settings, &folder, live).await;
    if made.passed() {
        fs::write(folder.join(MARK), "").map_err(|error| Box::new(not_run(&made, &error)))?;
        return Ok((environment, made));
    }
    // Half an environment is worth nothing; what cannot be removed is made over next time.
    fs::remove_dir_all(&folder).ok();
    Err(Box::new(made))
}

/// Makes the environment with uv where it is installed, else with venv and pip.
async fn make(root: &Path, settings: &EnvironmentSettings, folder: &Path, live: &Live) -> Check {
    fs::remove_dir_all(folder).ok();
    let probe = tool("uv", settings, root, &["--version"]);
    let installer = if run(&probe, live).await.passed() {
        Installer::Uv
    } else {
        Installer::VenvAndPip
    };
    let created = run(&creation(root, settings, folder, installer), live).await;
    if !created.passed() {
        let how = "install python3-venv (apt-get install python3-venv) or uv";
        let summary = format!("{}: {how}", created.summary);
        return named(Check { summary, ..created });
    }
    let filled = run(&installation(root, settings, folder, installer), live).await;
    let summary = match (filled.outcome, installer) {
        (Outcome::Passed, Installer::Uv) => "made with uv".to_owned(),
        (Outcome::Passed, Installer::VenvAndPip) => "made with venv and pip".to_owned(),
        (Outcome::Failed | Outcome::TimedOut | Outcome::NotRun, _) => filled.summary.clone(),
    };
    named(Check { summary, ..filled })
}

/// The job that makes an empty environment.
fn creation(
    root: &Path,
    settings: &EnvironmentSettings,
    folder: &Path,
    installer: Installer,
) -> Job {
    let place = folder.to_string_lossy();
    if installer == Installer::Uv {
        let python = settings.python.to_string_lossy();
        return tool(
            "uv",
            settings,
            root,
            &["venv", "--quiet", "--python", &python, &place],
        );
    }
    job(settings, "environment", root, &["-m", "venv", &place])
}

/// The job that installs what the project requires.
fn installation(
    root: &Path,
    settings: &EnvironmentSettings,
    folder: &Path,
    installer: Installer,
) -> Job {
    let python = folder.join("bin/python");
    let mut install = if installer == Installer::Uv {
        let inside = python.to_string_lossy();
        tool(
            "uv",
            settings,
            root,
            &["pip", "install", "--quiet", "--python", &inside],
        )
    } else {
        let pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
        ];
        Job {
            program: python,
            ..job(settings, "environment", root, &pip)
        }
    };
    for file in REQUIREMENTS.iter().filter(|file| root.join(file).exists()) {
        let words = ["-r", file].map(OsString::from);
        install.args.extend(words);
    }
    install
}

fn job(settings: &EnvironmentSettings, name: &str, root: &Path, args: &[&str]) -> Job {
    Job {
        name: name.to_owned(),
        program: settings.python.clone(),
        args: args.iter().map(OsString::from).collect(),
        folder: root.to_owned(),
        env: installer_variables(),
        limit: settings.limit,
    }
}

fn tool(program: &str, settings: &EnvironmentSettings, root: &Path, args: &[&str]) -> Job {
    Job {
        program: PathBuf::from(program),
        ..job(settings, "environment", root, args)
    }
}

/// What package installers read from the environment: the machine's own index and proxies.
fn installer_variables() -> Vec<(String, OsString)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .filter(|(name, _)| {
            name.starts_with("PIP_")
                || name.starts_with("UV_")
                || name.to_ascii_lowercase().ends_with("_proxy")
        })
        .collect()
}

/// The name of the environment for what `root` requires and the interpreter's version.
fn key(root: &Path, version: &str) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    hash.update(version.trim().as_bytes());
    for file in REQUIREMENTS {
        if root.join(file).exists() {
            hash.update(fs::read(root.join(file))?);
        }
    }
    Ok(hex::encode(hash.finalize()).chars().take(16).collect())
}

/// Waits until no other process makes the same environment, as long as making one may take.
///
/// It asks again and again: a thread that waits for the lock could not be interrupted.
async fn lock(folder: &Path, settings: &EnvironmentSettings) -> std::io::Result<fs::File> {
    fs::create_dir_all(&settings.cache)?;
    let file = fs::File::create(folder.with_extension("lock"))?;
    let began = Instant::now();
    loop {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(file),
            Err(Errno::WOULDBLOCK) if began.elapsed() < settings.limit => {
                tokio::time::sleep(PAUSE).await;
            }
            Err(Errno::WOULDBLOCK) => {
                let waited = settings.limit.as_secs();
                return Err(std::io::Error::other(format!(
                    "another vibecober has been making the same environment for {waited} s: \
                     wait for it and try again"
                )));
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn named(check: Check) -> Check {
    Check {
        name: "environment".to_owned(),
        ..check
    }
}

fn not_run(check: &Check, error: &std::io::Error) -> Check {
    Check {
        name: "environment".to_owned(),
        outcome: Outcome::NotRun,
        summary: error.to_string(),
        ..check.clone()
    }
}
