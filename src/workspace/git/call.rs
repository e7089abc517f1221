//! Runs git once: a time limit, bounded output, nothing to type, no lock taken.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use super::GitError;
use super::tame::{ENVIRONMENT, PASSED_ON, SETTINGS};

/// The most of git's complaint that is kept, in bytes.
const LONGEST_COMPLAINT: u64 = 4 * 1024;

/// One call of git.
#[derive(Debug)]
pub struct Call<'a> {
    /// The folder to run it in.
    pub folder: &'a Path,
    /// Settings on top of the tame ones.
    pub settings: &'a [(OsString, OsString)],
    /// The longest it may take.
    pub limit: Duration,
    /// The most that it may say, in bytes.
    pub most: usize,
}

impl Call<'_> {
    /// Runs git with `args`; its output, when it ended well.
    ///
    /// # Errors
    /// There is no git, it refused, took too long or said too much.
    pub fn run(&self, args: &[&OsStr]) -> Result<Vec<u8>, GitError> {
        let mut child = self.command(args).spawn().map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound && self.folder.is_dir() {
                GitError::Missing
            } else {
                GitError::Io(error)
            }
        })?;
        let (told, ended) = channel::<()>();
        let group = Pid::from_child(&child);
        let limit = self.limit;
        // Reading the pipes has no time limit of its own: this thread ends the process instead.
        let watchdog = thread::spawn(move || {
            let late = ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
            if late {
                // It may have ended at this very moment, and then there is nothing to kill.
                kill_process_group(group, Signal::KILL).ok();
            }
            late
        });
        let read = self.read(&mut child);
        if !matches!(read, Ok((_, _))) {
            kill_process_group(group, Signal::KILL).ok();
        }
        drop(told);
        let late = watchdog.join().unwrap_or(false);
        let status = child.wait()?;
        if late {
            return Err(GitError::TooSlow(self.limit));
        }
        let (output, complaint) = read?;
        if status.success() {
            return Ok(output);
        }
        let complaint = String::from_utf8_lossy(&complaint);
        let complaint = complaint.trim().trim_start_matches("fatal: ");
        Err(GitError::Refused(complaint.to_owned()))
    }

    fn command(&self, args: &[&OsStr]) -> Command {
        let mut command = Command::new("git");
        command
            .env_clear()
            .envs(
                PASSED_ON
                    .iter()
                    .filter_map(|name| Some((*name, std::env::var_os(name)?))),
            )
            .envs(ENVIRONMENT);
        let tame = SETTINGS.map(|(key, value)| (OsString::from(key), OsString::from(value)));
        let settings = tame.iter().chain(self.settings);
        let mut count = 0;
        for (key, value) in settings {
            command.env(format!("GIT_CONFIG_KEY_{count}"), key);
            command.env(format!("GIT_CONFIG_VALUE_{count}"), value);
            count += 1;
        }
        command
            .env("GIT_CONFIG_COUNT", count.to_string())
            .args(["--no-pager", "--literal-pathspecs"])
            .args(args)
            .current_dir(self.folder)
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Reads both pipes to their ends, the second in a thread of its own so that neither blocks.
    fn read(&self, child: &mut Child) -> Result<(Vec<u8>, Vec<u8>), GitError> {
        let complaints = child.stderr.take().map(|pipe| {
            thread::spawn(move || {
                let mut kept = Vec::new();
                let mut pipe = pipe.take(LONGEST_COMPLAINT);
                // A complaint that cannot be read is an empty one.
                pipe.read_to_end(&mut kept).ok();
                io::copy(&mut pipe.into_inner(), &mut io::sink()).ok();
                kept
            })
        });
        let mut output = Vec::new();
        if let Some(pipe) = child.stdout.take() {
            let room = u64::try_from(self.most)
                .unwrap_or(u64::MAX)
                .saturating_add(1);
            pipe.take(room).read_to_end(&mut output)?;
        }
        if output.len() > self.most {
            return Err(GitError::TooMuch(self.most));
        }
        let complaint = complaints.map(|thread| thread.join().unwrap_or_default());
        Ok((output, complaint.unwrap_or_default()))
    }
}
