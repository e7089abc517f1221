//! Starts a command on the rung of its order.

use std::ffi::OsString;
use std::io::{self, PipeReader, Read};
use std::os::fd::AsFd;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};

use tempfile::TempDir;

use super::placeholder::Placeholders;
use super::{bubblewrap, landlock, scratch};
use crate::sandbox::order::{Order, Report};
use crate::sandbox::rung::Rung;

/// Tells a command, and whoever reads what it prints, how it is confined.
const LEVEL: &str = "VIBECOBER_SANDBOX";

/// A command that runs, and what has to be cleared away after it.
pub(super) struct Launched {
    /// The command, or the launcher of its namespaces.
    pub child: Child,
    /// Where the launcher of namespaces says how its command ended.
    pub status: Option<PipeReader>,
    /// Places that are held in the workspace.
    pub placeholders: Placeholders,
    /// Its temporary files.
    pub scratch: Option<TempDir>,
    /// Keeps the thread that started the command.
    pub thread: Option<Sender<()>>,
    /// What the person should know.
    pub notes: Vec<String>,
}

impl Launched {
    /// Completes the report and clears everything away; no process may be left.
    pub fn finish(self, mut report: Report) -> Report {
        if let Some(mut status) = self.status {
            let mut said = String::new();
            status.read_to_string(&mut said).ok();
            // It names the exit code only of a command that it could start.
            if report.code.is_some() && !said.contains("\"exit-code\"") {
                report.refused = Some("bubblewrap".to_owned());
            }
        }
        report.notes = self.notes;
        drop(self.placeholders);
        drop(self.scratch);
        drop(self.thread);
        report
    }
}

/// Starts the command; says why where that is not possible.
pub(super) fn launch(order: &Order) -> Result<Launched, String> {
    match order.rung {
        Rung::Bubblewrap => bubblewrap::launch(order),
        Rung::Landlock => in_landlock(order),
        Rung::None => {
            let child = command(order, &order.words)?.spawn();
            Ok(alone(child.map_err(|error| not_started(order, &error))?))
        }
    }
}

/// Landlock confines a thread and what it starts, so one thread is given away for each command.
fn in_landlock(order: &Order) -> Result<Launched, String> {
    let scratch = scratch::scratch().map_err(|error| error.to_string())?;
    let mut command = command(order, &order.words)?;
    command.envs(scratch::variables(scratch.path()));
    let (order, folder) = (order.clone(), scratch.path().to_owned());
    let (child, thread) = on_a_thread(move || {
        landlock::confine(&order, &folder)?;
        command.spawn().map_err(|error| not_started(&order, &error))
    })?;
    Ok(Launched {
        scratch: Some(scratch),
        thread: Some(thread),
        ..alone(child)
    })
}

/// Does `work` on a thread that it may confine.
///
/// The thread lives until what comes back with the result is dropped: a process that ends with
/// its parent ends with the thread that started it.
pub(super) fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<(T, Sender<()>), String> {
    let (result, results) = mpsc::channel();
    let (alive, dropped) = mpsc::channel();
    std::thread::spawn(move || {
        result.send(work()).ok();
        dropped.recv().ok();
    });
    let broke = |_| Err("the confined thread broke".to_owned());
    let result = results.recv().unwrap_or_else(broke)?;
    Ok((result, alive))
}

fn alone(child: Child) -> Launched {
    Launched {
        child,
        status: None,
        placeholders: Placeholders::default(),
        scratch: None,
        thread: None,
        notes: Vec::new(),
    }
}

/// `words` with the environment, the folder and the streams of the order.
pub(super) fn command(order: &Order, words: &[OsString]) -> Result<Command, String> {
    let [program, args @ ..] = words else {
        return Err("there is no command".to_owned());
    };
    let output = io::stdout().as_fd().try_clone_to_owned();
    let mut command = Command::new(program);
    command
        .args(args)
        .current_dir(&order.folder)
        .env_clear()
        .envs(order.env.iter().map(|(name, value)| (name, value)))
        .env(LEVEL, order.rung.to_string())
        .stdin(Stdio::null())
        .stderr(output.map_err(|error| error.to_string())?);
    Ok(command)
}

fn not_started(order: &Order, error: &io::Error) -> String {
    let program = order.words.first().cloned().unwrap_or_default();
    format!("{} cannot be started: {error}", program.display())
}
