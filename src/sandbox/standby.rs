//! A keeper that is started before there is a command for it: starting one takes longer than `echo`.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::process::Child;

use super::keeper::WORD;

/// Holds at most one keeper that waits for its order.
///
/// It has been told nothing, so it suits every profile. It ends by itself when this is dropped, for
/// then the pipe closes from which it reads.
#[derive(Debug, Default)]
pub(super) struct Standby(Mutex<Option<Child>>);

impl Standby {
    /// Starts a keeper from `program`, unless one waits.
    pub fn warm(&self, program: &Path) {
        let mut waiting = self.waiting();
        if waiting.is_none() {
            // Whoever needs it tries again, and says why it cannot be had.
            *waiting = start(program).ok();
        }
    }

    /// The keeper that waits, else a new one.
    pub fn take(&self, program: &Path) -> std::io::Result<Child> {
        if let Some(mut waiting) = self.waiting().take()
            && matches!(waiting.try_wait(), Ok(None))
        {
            return Ok(waiting);
        }
        start(program)
    }

    /// Lets a keeper that waits go at once; what comes back waits until it is gone.
    pub fn cool(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut waiting = self.waiting().take();
        drop(waiting.as_mut().and_then(|child| child.stdin.take()));
        async move {
            if let Some(mut child) = waiting {
                child.wait().await.ok();
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Option<Child>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn start(program: &Path) -> std::io::Result<Child> {
    tokio::process::Command::from(keeper(program)).spawn()
}

/// A keeper that reads its order, as it is started from our binary `program`.
pub(super) fn keeper(program: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .arg0("vibecober")
        .arg(WORD)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}
