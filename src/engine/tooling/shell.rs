//! Runs commands: those of a model, and the check that decides about its work.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{mpsc, watch};

use super::bench::Bench;
use super::output::Output;
use crate::domain::evidence::{Check, Outcome as CheckOutcome};
use crate::domain::live::Live;
use crate::sandbox::{self, Ended, SandboxError, Spawn};
use crate::tools::RunCommand;
use crate::verify::summarize;

/// Pieces of output that wait to be taken; a command that prints more waits, too.
const WAITING: usize = 16;

/// How much of a check's output is kept, in bytes.
const KEPT: usize = 64 * 1024;

/// What is said where the sandbox seems to have refused something.
const WAY_OUT: &str =
    "a person may allow it outside of the sandbox, once: the shell tool with outside: true and why";

/// What came of a command.
pub(super) struct Ran {
    /// How it ended.
    pub ended: Ended,
    /// What it printed, cut to what a model reads.
    pub text: String,
    /// The file with all of it, where that is more.
    pub whole: Option<PathBuf>,
}

/// A check to be run.
#[derive(Debug, Clone)]
pub struct CheckRun {
    /// The command, as a shell reads it.
    pub command: String,
    /// The longest time that it may take.
    pub limit: Duration,
}

/// Runs a command of a model; pieces of its output go to `live` under the name `id`.
pub(super) async fn run(
    bench: &Bench,
    command: &RunCommand,
    id: &str,
    place: PathBuf,
    live: &mpsc::Sender<Live>,
    stop: watch::Receiver<bool>,
) -> Result<Ran, SandboxError> {
    let spawn = Spawn {
        shell: command.command.clone(),
        cwd: command.cwd.clone(),
        env: environment(bench, command.cwd.as_path()),
        timeout: command.timeout,
        keep: 0,
    };
    let (output, mut pieces) = mpsc::channel::<Bytes>(WAITING);
    let (ladder, _) = bench.confinement.get();
    let profile = bench.profile(command);
    let running = sandbox::run(ladder, &profile, spawn, output, stop);
    tokio::pin!(running);
    let mut kept = Output::new(place);
    let mut lines = Vec::new();
    let ended = loop {
        tokio::select! {
            biased;
            Some(piece) = pieces.recv() => {
                kept.add(&piece);
                tell(&mut lines, &piece, id, live).await;
            }
            ended = &mut running => break ended?,
        }
    };
    while let Ok(piece) = pieces.try_recv() {
        kept.add(&piece);
        tell(&mut lines, &piece, id, live).await;
    }
    if !lines.is_empty() {
        let text = String::from_utf8_lossy(&lines).into_owned();
        let id = id.to_owned();
        live.send(Live::ToolPrinted { id, text }).await.ok();
    }
    let (text, whole) = kept.finish();
    Ok(Ran { ended, text, whole })
}

/// Tells whole lines; what has no end yet waits for it.
async fn tell(lines: &mut Vec<u8>, piece: &[u8], id: &str, live: &mpsc::Sender<Live>) {
    lines.extend_from_slice(piece);
    let Some(end) = memchr::memrchr(b'\n', lines) else {
        return;
    };
    let rest = lines.split_off(end + 1);
    let text = String::from_utf8_lossy(lines).into_owned();
    *lines = rest;
    let id = id.to_owned();
    live.send(Live::ToolPrinted { id, text }).await.ok();
}

/// Runs the check that decides about the work, confined as the work was.
///
/// # Errors
/// When the sandbox cannot be set up; nothing was run then.
pub async fn check(
    bench: &Bench,
    check: &CheckRun,
    stop: watch::Receiver<bool>,
) -> Result<Check, SandboxError> {
    let spawn = Spawn {
        shell: check.command.clone(),
        cwd: bench.workspace.clone(),
        env: environment(bench, &bench.workspace),
        timeout: check.limit,
        keep: KEPT,
    };
    // Nobody listens: the end of the output is what counts.
    let (output, _) = mpsc::channel::<Bytes>(1);
    let (ladder, profile) = bench.confinement.get();
    let ended = sandbox::run(ladder, profile, spawn, output, stop).await?;
    let text = String::from_utf8_lossy(&ended.tail).into_owned();
    let outcome = match (ended.timed_out, ended.code) {
        (true, _) => CheckOutcome::TimedOut,
        (false, Some(0)) => CheckOutcome::Passed,
        (false, _) => CheckOutcome::Failed,
    };
    let summary = match outcome {
        CheckOutcome::TimedOut => format!("no end after {} s", check.limit.as_secs()),
        CheckOutcome::Passed if text.trim().is_empty() => "done".to_owned(),
        CheckOutcome::Passed | CheckOutcome::Failed | CheckOutcome::NotRun => summarize(&text),
    };
    Ok(Check {
        name: "check".to_owned(),
        command: check.command.clone(),
        outcome,
        exit_code: ended.code,
        duration_ms: u64::try_from(ended.took.as_millis()).unwrap_or(u64::MAX),
        summary,
        output: text,
    })
}

/// What a command sees of our environment: no secret, and the programs that the policy knows.
fn environment(bench: &Bench, cwd: &std::path::Path) -> Vec<(OsString, OsString)> {
    let mut env = sandbox::scrub(std::env::vars_os());
    let folders = bench.scene(cwd).search_path();
    if let Ok(path) = std::env::join_paths(folders) {
        env.retain(|(name, _)| name != "PATH");
        env.push(("PATH".into(), path));
    }
    env
}

/// How a command ended, in words for the model.
pub(super) fn ending(ended: &Ended) -> String {
    let mut words = match (ended.timed_out, ended.stopped, ended.code, ended.signal) {
        (true, ..) => format!("killed after {} s: it took too long", ended.took.as_secs()),
        (_, true, ..) => "killed: the person interrupted".to_owned(),
        (_, _, Some(code), _) => format!("exit code {code}"),
        (_, _, None, Some(signal)) => format!("killed by signal {signal}"),
        (_, _, None, None) => "ended without a code".to_owned(),
    };
    // Only what the sandbox holds is refused by it: the way out is told with the refusal.
    let way_out = ended.denied_hint.as_ref().map(|_| WAY_OUT.to_owned());
    for more in ended
        .exceeded
        .iter()
        .chain(&ended.denied_hint)
        .chain(&way_out)
        .chain(&ended.notes)
    {
        words.push_str("; ");
        words.push_str(more);
    }
    words
}
