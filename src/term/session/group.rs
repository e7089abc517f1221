//! The processes of a terminal: told to end, then made to, and their terminal woken.

use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process_group};
use rustix::termios::{Action, QueueSelector, tcflow, tcflush};

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
    let Some(path) = terminal else { return };
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let Ok(side) = rustix::fs::open(path, flags, Mode::empty()) else {
        return;
    };
    // Output that a person stopped would hold the byte back.
    tcflow(&side, Action::OOn).ok();
    tcflush(&side, QueueSelector::IFlush).ok();
    rustix::io::write(&side, b"\0").ok();
}
