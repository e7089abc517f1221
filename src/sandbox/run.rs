//! Our side of a command: starts a keeper, passes the output on, and ends it when told to.

use std::ffi::OsString;
use std::future;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant as Deadline, sleep_until};

use super::error::SandboxError;
use super::hint;
use super::ladder::Ladder;
use super::order::{Kept, Order, Report};
use super::profile::Profile;
use super::tail::Tail;

/// How much is read at once, in bytes: what a pipe holds.
const CHUNK: usize = 64 * 1024;
/// How much of the end of an output is at least searched for refusals, in bytes.
const SEARCHED: usize = 8 * 1024;
/// The longest answer of a keeper, in bytes.
const LONGEST_REPORT: u64 = 1 << 20;
/// How long a keeper may take to end its processes, and how long the rest of an output may take
/// once the command was ended by us.
const GRACE: Duration = Duration::from_secs(5);

/// A command for [`run`].
#[derive(Debug, Clone)]
pub struct Spawn {
    /// The command, as a shell reads it.
    pub shell: String,
    /// The folder to run it in.
    pub cwd: PathBuf,
    /// Its environment, whole; [`super::scrub`] makes one.
    pub env: Vec<(OsString, OsString)>,
    /// The longest time that it may take.
    pub timeout: Duration,
    /// How many bytes of the end of the output to give back in [`Ended::tail`].
    pub keep: usize,
}

/// How a command ended. No process of it is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The exit code, where it ended by itself.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Whether it was ended because its time was over.
    pub timed_out: bool,
    /// Whether it was ended because `stop` said so.
    pub stopped: bool,
    /// What it used too much of, where it was ended for that.
    pub exceeded: Option<String>,
    /// What looks as if the sandbox had refused it.
    pub denied_hint: Option<String>,
    /// What else a person should know.
    pub notes: Vec<String>,
    /// The end of the output.
    pub tail: Vec<u8>,
    /// How long it took.
    pub took: Duration,
}

/// Runs a command as `profile` allows; its output, both streams in their order, goes to `output`.
///
/// A receiver that does not keep up slows the command down; one that is gone does not stop it.
/// `stop` ends the command when it becomes true, and so does dropping the future: then, too, every
/// process that came of it ends, wherever it went.
///
/// # Errors
/// When nothing was run: the workspace or the folder cannot be used, or the sandbox cannot be set
/// up. The rung of the profile is never lowered.
pub async fn run(
    ladder: &Ladder,
    profile: &Profile,
    spawn: Spawn,
    output: mpsc::Sender<Bytes>,
    stop: watch::Receiver<bool>,
) -> Result<Ended, SandboxError> {
    let began = Instant::now();
    let order = order(ladder, profile, &spawn)?;
    let mut child = ladder.keeper()?;
    let (Some(mut leash), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(SandboxError::Setup("the launcher has no pipes".to_owned()));
    };
    // A keeper that cannot read says so in its report.
    leash.write_all(&order.encode()?).await.ok();
    leash.flush().await.ok();

    let kept = spawn.keep.max(SEARCHED);
    let call = Call {
        from,
        leash: Some(leash),
        output,
        stop,
        tail: Tail::new(kept),
        cause: None,
    };
    let followed = call.follow(&mut child, spawn.timeout).await;
    child.wait().await?;
    let (report, cause, tail) = followed?;

    let tail = tail.into_bytes();
    if let Some(why) = report.refused {
        let said = String::from_utf8_lossy(&tail);
        return Err(SandboxError::Setup(match said.trim() {
            "" => why,
            said => format!("{why}: {said}"),
        }));
    }
    let failed = cause.is_none() && report.code != Some(0);
    let hint = (failed && profile.rung.confines())
        .then(|| hint::refusal(&tail, profile.network))
        .flatten();
    let from = tail.len().saturating_sub(spawn.keep);
    Ok(Ended {
        code: report.code,
        signal: report.signal,
        timed_out: cause == Some(Cause::Time),
        stopped: cause == Some(Cause::Stop),
        exceeded: report.exceeded,
        denied_hint: hint,
        notes: report.notes,
        tail: tail.get(from..).unwrap_or_default().to_vec(),
        took: began.elapsed(),
    })
}

fn order(ladder: &Ladder, profile: &Profile, spawn: &Spawn) -> Result<Order, SandboxError> {
    ladder.check(profile.rung)?;
    let profile = profile.resolved()?;
    let folder = spawn
        .cwd
        .canonicalize()
        .and_then(|folder| std::fs::read_dir(&folder).map(|_| folder))
        .map_err(|source| SandboxError::Folder {
            path: spawn.cwd.clone(),
            source,
        })?;
    let tools = ladder.tools();
    let strings = |paths: Vec<PathBuf>| paths.into_iter().map(Into::into).collect();
    Ok(Order {
        rung: profile.rung,
        access: profile.access,
        network: profile.network,
        limits: profile.limits,
        workspace: profile.workspace.into(),
        home: profile.home.map(Into::into),
        kept: Kept {
            paths: strings(profile.protected),
            names: profile.kept_back,
        },
        hidden: strings(profile.hidden),
        words: vec![
            tools.shell.clone().into(),
            "-c".into(),
            spawn.shell.clone().into(),
        ],
        folder: folder.into(),
        env: spawn.env.clone(),
        bubblewrap: tools.bubblewrap.clone(),
    })
}

/// Why we ended a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    Time,
    Stop,
}

/// A command that runs.
struct Call {
    from: ChildStdout,
    /// While it is held, the keeper keeps the command running.
    leash: Option<ChildStdin>,
    output: mpsc::Sender<Bytes>,
    stop: watch::Receiver<bool>,
    tail: Tail,
    cause: Option<Cause>,
}

impl Call {
    /// Passes output on until the keeper has reported and no output is left.
    async fn follow(
        mut self,
        keeper: &mut Child,
        timeout: Duration,
    ) -> Result<(Report, Option<Cause>, Tail), SandboxError> {
        let mut answer = Vec::new();
        let mut reports = keeper.stderr.take().map(|from| from.take(LONGEST_REPORT));
        let mut deadline = Deadline::now() + timeout;
        let mut waiting: Option<Bytes> = None;
        let mut is_open = true;
        let mut buffer = vec![0; CHUNK];
        while is_open || waiting.is_some() || reports.is_some() {
            let cause = tokio::select! {
                read = read(&mut self.from, &mut buffer), if is_open && waiting.is_none() => {
                    let piece = buffer.get(..read).unwrap_or_default();
                    is_open = !piece.is_empty();
                    self.tail.add(piece);
                    waiting = is_open.then(|| Bytes::copy_from_slice(piece));
                    continue;
                }
                room = self.output.reserve(), if waiting.is_some() => {
                    // Nobody may listen: then the output is only kept at its end.
                    if let (Some(piece), Ok(room)) = (waiting.take(), room) {
                        room.send(piece);
                    }
                    continue;
                }
                read = read_all(&mut reports, &mut answer), if reports.is_some() => {
                    read?;
                    reports = None;
                    continue;
                }
                () = sleep_until(deadline), if reports.is_some() || self.cause.is_some() => {
                    Cause::Time
                }
                () = stopped(&mut self.stop), if self.cause.is_none() => Cause::Stop,
            };
            // The second time, patience is over; and what ended by itself only has output left.
            if self.cause.is_some() || reports.is_none() {
                break;
            }
            self.cause = Some(cause);
            self.leash = None;
            deadline = Deadline::now() + GRACE;
        }
        if reports.is_some() {
            // It does not even end its processes: it is ended, and what it kept with it.
            keeper.start_kill()?;
        }
        let report = serde_json::from_slice(&answer).map_err(|_| {
            let said = String::from_utf8_lossy(&answer).into_owned();
            std::io::Error::other(format!("it was killed, or is none ({})", said.trim()))
        })?;
        Ok((report, self.cause, self.tail))
    }
}

/// How many bytes came; none at the end, and none when the pipe breaks.
async fn read(from: &mut ChildStdout, buffer: &mut [u8]) -> usize {
    from.read(buffer).await.unwrap_or(0)
}

async fn read_all<R: AsyncReadExt + Unpin>(
    from: &mut Option<R>,
    into: &mut Vec<u8>,
) -> std::io::Result<usize> {
    match from {
        Some(from) => from.read_to_end(into).await,
        None => Ok(0),
    }
}

/// Waits until it says so; forever where nobody can say it any more.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        future::pending::<()>().await;
    }
}
