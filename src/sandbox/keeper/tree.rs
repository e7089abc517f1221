//! Every process that came of a command: which they are, and their end.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, wait, waitpid};

/// How long to wait for killed processes before looking again: at first, and at most.
const PAUSE: Duration = Duration::from_micros(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(5);

/// The processes below `root`, parents before children.
pub(super) fn below(root: Pid) -> Vec<Pid> {
    let mut found = vec![root];
    let mut at = 0;
    while let Some(pid) = found.get(at) {
        let children = children(*pid);
        found.extend(children);
        at += 1;
    }
    found.swap_remove(0);
    found
}

/// The children of a process; those of each of its threads.
pub(super) fn children(pid: Pid) -> Vec<Pid> {
    let tasks = format!("/proc/{}/task", pid.as_raw_nonzero());
    let Ok(threads) = fs::read_dir(tasks) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for thread in threads.flatten() {
        match fs::read_to_string(thread.path().join("children")) {
            Ok(list) => found.extend(list.split_whitespace().filter_map(parse)),
            Err(_) if thread.path().exists() => return by_scan(pid),
            Err(_) => {}
        }
    }
    found
}

/// The children of a process on a kernel that does not list them.
fn by_scan(parent: Pid) -> Vec<Pid> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter(|entry| parent_of(&entry.path()) == Some(parent))
        .filter_map(|entry| parse(entry.file_name().to_str()?))
        .collect()
}

fn parent_of(process: &Path) -> Option<Pid> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    // The name before it may hold anything, so what counts comes after the last bracket.
    parse(stat.rsplit_once(')')?.1.split_whitespace().nth(1)?)
}

fn parse(pid: &str) -> Option<Pid> {
    Pid::from_raw(pid.parse().ok()?)
}

/// Memory that a process holds for itself, in bytes.
pub(super) fn memory_of(pid: Pid) -> u64 {
    let statm = fs::read_to_string(format!("/proc/{}/statm", pid.as_raw_nonzero()));
    let statm = statm.unwrap_or_default();
    let mut pages = statm
        .split(' ')
        .skip(1)
        .map(|pages| pages.parse::<u64>().unwrap_or(0));
    let resident = pages.next().unwrap_or(0);
    let shared = pages.next().unwrap_or(0);
    resident.saturating_sub(shared) * rustix::param::page_size() as u64
}

/// Collects what has ended of those whom their parents left, but not `command` itself.
pub(super) fn reap_others(command: Pid) {
    for pid in children(getpid()) {
        if pid != command {
            waitpid(Some(pid), WaitOptions::NOHANG).ok();
        }
    }
}

/// Ends every process below this one and collects it; returns when none is left.
///
/// Each is killed as soon as it is found, so that it makes no more. Whatever is orphaned on the
/// way becomes our child, so that the loop sees it. What has gained another user's rights cannot
/// be killed: that it is left is the note that comes back.
pub(super) fn end_all() -> Option<String> {
    let mut pause = PAUSE;
    while reap() {
        let mut found = children(getpid());
        let mut at = 0;
        let mut killed = false;
        while let Some(pid) = found.get(at).copied() {
            found.extend(children(pid));
            killed |= kill_process(pid, Signal::KILL).is_ok();
            at += 1;
        }
        if !killed && at > 0 {
            return Some(format!("{at} processes of another user could not be ended"));
        }
        if reap() {
            std::thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
    None
}

/// Collects what has ended; says whether any child is left.
fn reap() -> bool {
    loop {
        match wait(WaitOptions::NOHANG) {
            Ok(Some(_)) | Err(rustix::io::Errno::INTR) => {}
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}
