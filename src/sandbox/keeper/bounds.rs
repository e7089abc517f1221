//! Limits that the kernel holds every process of a command to.

use std::fs;

use rustix::io;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::sandbox::limits::Limits;

/// Seconds between the signal that says that processor time is over and the one that kills.
const GRACE: u64 = 5;

/// Sets the limits on this process; what it starts inherits them and cannot raise them.
pub(super) fn set(limits: Limits) -> io::Result<()> {
    // A core file of another program's memory is nothing that a command should leave.
    lower(Resource::Core, 0, 0)?;
    if let Some(bytes) = limits.file {
        lower(Resource::Fsize, bytes, bytes)?;
    }
    if let Some(bytes) = limits.memory {
        // Memory that is only reserved, as many runtimes do, does not count as data.
        lower(Resource::Data, bytes, bytes)?;
    }
    if let Some(seconds) = limits.cpu_seconds {
        lower(Resource::Cpu, seconds, seconds.saturating_add(GRACE))?;
    }
    if let Some(count) = limits.processes {
        // The kernel counts all processes of the user, so those that there are come on top.
        let count = count.saturating_add(running());
        lower(Resource::Nproc, count, count)?;
    }
    Ok(())
}

fn lower(resource: Resource, soft: u64, hard: u64) -> io::Result<()> {
    let now = getrlimit(resource);
    let within = |wanted: u64| now.maximum.map_or(wanted, |maximum| wanted.min(maximum));
    let limit = Rlimit {
        current: Some(within(soft).min(now.current.unwrap_or(u64::MAX))),
        maximum: Some(within(hard)),
    };
    setrlimit(resource, limit)
}

/// How many processes and threads this machine has: at least as many as any user has.
pub(super) fn running() -> u64 {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace()
        .nth(3)
        .and_then(|tasks| tasks.split_once('/')?.1.parse().ok())
        .unwrap_or(0)
}
