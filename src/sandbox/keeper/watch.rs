//! Waits for the end of a command: its own, ours, or that of what it may use.

use std::io;
use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, geteuid, getpid, pidfd_open, setpriority_process};

use super::{bounds, tree};
use crate::sandbox::limits::Limits;

/// How often to look at what the processes use.
const PERIOD: Duration = Duration::from_millis(100);
/// How often to look whether there are too many where the kernel does not count them.
const QUICK_PERIOD: Duration = Duration::from_millis(5);
/// The urgency of a keeper that has to get its turn among thousands of processes.
const URGENT: i32 = -20;

/// Why the wait is over.
pub(super) enum Watched {
    /// The command ended.
    Ended(ExitStatus),
    /// Whoever ordered it wants its end, or is gone.
    Stopped,
    /// It used more than it may.
    Exceeded(String),
}

/// Waits; on return the command may still run.
pub(super) fn watch(child: &mut Child, limits: Limits) -> io::Result<Watched> {
    let pid = Pid::from_child(child);
    let process = pidfd_open(pid, PidfdFlags::empty())?;
    let input = io::stdin();
    let crowd = Crowd::of(limits);
    let period = Timespec::try_from(crowd.period()).map_err(io::Error::other)?;
    let mut looked = Instant::now();
    loop {
        let mut both = [
            PollFd::new(&process, PollFlags::IN),
            PollFd::new(&input, PollFlags::IN),
        ];
        match poll(&mut both, Some(&period)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [process, input] = both.map(|fd| !fd.revents().is_empty());
        if process {
            return Ok(Watched::Ended(child.wait()?));
        }
        // Nothing is ever written after the order: what can be read is the end.
        if input {
            return Ok(Watched::Stopped);
        }
        if !crowd.is_grown() && looked.elapsed() < PERIOD {
            continue;
        }
        looked = Instant::now();
        tree::reap_others(pid);
        if let Some(what) = exceeded(limits) {
            return Ok(Watched::Exceeded(what));
        }
    }
}

/// How many processes there are on the whole machine, which is quickly asked.
///
/// The kernel counts the processes of everybody but root, so as root we have to look often.
enum Crowd {
    Counted,
    Watched { most: u64 },
}

impl Crowd {
    fn of(limits: Limits) -> Self {
        match limits.processes {
            Some(most) if geteuid().is_root() => {
                // Without the right to it, it is not urgent.
                setpriority_process(None, URGENT).ok();
                Self::Watched {
                    most: bounds::running().saturating_add(most),
                }
            }
            Some(_) | None => Self::Counted,
        }
    }

    fn period(&self) -> Duration {
        match self {
            Self::Counted => PERIOD,
            Self::Watched { .. } => QUICK_PERIOD,
        }
    }

    fn is_grown(&self) -> bool {
        match self {
            Self::Counted => false,
            Self::Watched { most } => bounds::running() > *most,
        }
    }
}

/// What the processes use together that no limit of the kernel holds.
fn exceeded(limits: Limits) -> Option<String> {
    let processes = tree::below(getpid());
    if let Some(most) = limits.processes
        && processes.len() as u64 > most
    {
        return Some(format!("more than {most} processes"));
    }
    if let Some(most) = limits.memory {
        let used: u64 = processes.into_iter().map(tree::memory_of).sum();
        if used > most {
            return Some(format!("more than {} MiB of memory", most >> 20));
        }
    }
    None
}
