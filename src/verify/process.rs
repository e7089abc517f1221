//! Runs one command in its own process group, with a time limit and a bounded output.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, PipeReader, PipeWriter, Read};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, Command};
use tokio::sync::{mpsc, oneshot};

use super::summary::summarize;
use crate::domain::evidence::{Check, Outcome};

/// How much of a command's output is kept, from its end, in bytes.
const KEPT_OUTPUT: usize = 64 * 1024;
/// The longest line that is told apart from the next, in bytes.
const LONGEST_LINE: u64 = 16 * 1024;
/// How long to wait for the rest of the output once the command has ended.
const DRAIN: Duration = Duration::from_secs(1);
/// What of our own environment a command may see; keys and tokens are not among it.
const PASSED_ON: [&str; 12] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "TMPDIR",
    "TZ",
    "XDG_CACHE_HOME",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "LD_LIBRARY_PATH",
    "PYENV_ROOT",
];

/// Lines of output as they come; a full channel drops lines, for they are only shown.
pub type Live = mpsc::Sender<String>;

/// A command to run.
#[derive(Debug, Clone)]
pub struct Job {
    /// A short name (`tests`).
    pub name: String,
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
    /// The folder to run it in.
    pub folder: PathBuf,
    /// Variables on top of the few that are passed on.
    pub env: Vec<(String, OsString)>,
    /// The longest time that it may take.
    pub limit: Duration,
}

impl Job {
    /// The command as a person would type it.
    pub fn command_line(&self) -> String {
        let program = self.program.file_name().unwrap_or(self.program.as_os_str());
        std::iter::once(program)
            .chain(self.args.iter().map(OsString::as_os_str))
            .map(|word| word.to_string_lossy())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Runs `job` to its end or its time limit; dropping the future ends the whole process group.
pub async fn run(job: &Job, live: &Live) -> Check {
    let began = Instant::now();
    let ended = attempt(job, live).await;
    let (outcome, exit_code, output) = match ended {
        Ok((Some(code), output)) if code == Some(0) => (Outcome::Passed, code, output),
        Ok((Some(code), output)) => (Outcome::Failed, code, output),
        Ok((None, output)) => (Outcome::TimedOut, None, output),
        Err(error) => (
            Outcome::NotRun,
            None,
            format!("could not be started: {error}"),
        ),
    };
    let summary = match outcome {
        Outcome::TimedOut => format!("no end after {} s", job.limit.as_secs()),
        Outcome::Passed if output.trim().is_empty() => "done".to_owned(),
        Outcome::Passed | Outcome::Failed | Outcome::NotRun => summarize(&output),
    };
    Check {
        name: job.name.clone(),
        command: job.command_line(),
        outcome,
        exit_code,
        duration_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        summary,
        output,
    }
}

/// The exit code (none in it after a signal; none at all after the time limit) and the output.
async fn attempt(job: &Job, live: &Live) -> std::io::Result<(Option<Option<i32>>, String)> {
    let (reader, writer) = std::io::pipe()?;
    let mut command = Command::new(&job.program);
    command
        .args(&job.args)
        .current_dir(&job.folder)
        .env_clear()
        .envs(
            PASSED_ON
                .iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        )
        .envs([("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1")])
        .envs(job.env.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .process_group(0);
    let mut child = command.spawn()?;
    // The command holds our copies of the pipe's end: without them the pipe closes with the group.
    drop(command);
    let group = Group(child.id().and_then(|id| Pid::from_raw(id.cast_signed())));
    let _guard = group.0.map(guard).transpose()?;
    let (done, mut output) = oneshot::channel();
    let live = live.clone();
    std::thread::spawn(move || done.send(read_tail(reader, &live)));

    let status = match tokio::time::timeout(job.limit, child.wait()).await {
        Ok(status) => Some(status?.code()),
        Err(_) => None,
    };
    drop(group);
    let text = match tokio::time::timeout(DRAIN, &mut output).await {
        Ok(Ok(text)) => text,
        Ok(Err(_)) | Err(_) => String::new(),
    };
    Ok((status, text))
}

/// Ends a process group when this process dies, even by a kill that it cannot catch.
///
/// A shell in the group waits for the end of a pipe that nobody but us holds open.
fn guard(group: Pid) -> std::io::Result<(Child, PipeWriter)> {
    let (theirs, ours) = std::io::pipe()?;
    let guard = Command::new("/bin/sh")
        .args(["-c", "read -r _; kill -KILL 0"])
        .env_clear()
        .stdin(theirs)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(group.as_raw_nonzero().get())
        .kill_on_drop(true)
        .spawn()?;
    Ok((guard, ours))
}

/// Ends a process group when it goes out of scope, to its last member.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        let Some(pid) = self.0 else { return };
        if let Err(error) = kill_process_group(pid, Signal::KILL) {
            tracing::trace!(%error, "process group has ended already");
        }
    }
}

fn read_tail(pipe: PipeReader, live: &Live) -> String {
    let mut reader = BufReader::new(pipe);
    let mut tail = Vec::new();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        match (&mut reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut bytes)
        {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
        // A line that nobody has room for is not shown; the whole output is kept below.
        live.try_send(String::from_utf8_lossy(&bytes).trim_end().to_owned())
            .ok();
        tail.extend_from_slice(&bytes);
        if tail.len() > 2 * KEPT_OUTPUT {
            tail.drain(..tail.len() - KEPT_OUTPUT);
        }
    }
    let from = tail.len().saturating_sub(KEPT_OUTPUT);
    String::from_utf8_lossy(tail.get(from..).unwrap_or_default()).into_owned()
}
