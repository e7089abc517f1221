//! The processes of a terminal: told to end, then made to, and their terminal woken.

use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process_group};
use rustix::termios::{Action, QueueSelector, tcflow, tcflush};

use super::seam::MARK;
use super::shared::Shared;

/// Sends `signal` to the program's own group, if it lives, and to the one in the foreground.
pub fn signal(shared: &Shared, leader: Option<Pid>, foreground: Option<Pid>, signal: Signal) {
    // A group that is gone already needs no signal.
    if let Some(group) = leader {
        shared.while_alive(|| {
            kill_process_group(group, signal).ok();
        });
    }
    if let Some(group) = foreground.filter(|group| Some(*group) != leader) {
        kill_process_group(group, signal).ok();
    }
}

/// Ends a read and a write of ours that would block for as long as some process holds the
/// terminal: the read gets a byte that draws nothing, the write gets room.
pub fn wake(terminal: Option<&Path>) {
    // A terminal that cannot be opened any more blocks nobody.
    if let Ok(side) = side(terminal) {
        rustix::io::write(&side, b"\0").ok();
    }
}

/// Writes the mark behind everything that was written to the terminal so far, and ends a write of
/// ours that would block.
///
/// # Errors
/// `AGAIN` where there is no room for it yet.
pub fn write_mark(terminal: Option<&Path>) -> rustix::io::Result<()> {
    let count = rustix::io::write(&side(terminal)?, MARK)?;
    // A part of it says nothing; the whole is written anew.
    if count == MARK.len() {
        Ok(())
    } else {
        Err(Errno::AGAIN)
    }
}

/// The program's side of the terminal, flowing, without input that nobody will read.
fn side(terminal: Option<&Path>) -> rustix::io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let side = rustix::fs::open(terminal.ok_or(Errno::NOENT)?, flags, Mode::empty())?;
    // Output that a person stopped would hold everything back.
    tcflow(&side, Action::OOn).ok();
    tcflush(&side, QueueSelector::IFlush).ok();
    Ok(side)
}
