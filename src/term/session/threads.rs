//! The threads of a session: reading, writing, waiting for the end, closing.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, MasterPty};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, waitid};

use super::group;
use super::seam::Seam;
use super::shared::Shared;
use super::spec::Exit;

/// Read at once at most; the kernel gives less.
const CHUNK: usize = 64 * 1024;

/// Programs that are told to end have so long to do it.
const GRACE: Duration = Duration::from_millis(500);

/// Output of a program that has ended is waited for as long as it keeps coming, within reason.
const LULL: Duration = Duration::from_millis(100);
const LAST_OUTPUT: Duration = Duration::from_secs(2);

/// How long a terminal that is full is left to the reader.
const FULL: Duration = Duration::from_millis(5);

/// Starts a thread with a small stack: nothing in it goes deep.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name(name.to_owned())
        .stack_size(256 * 1024)
        .spawn(work)
        .map(drop)
}

/// Reads output into the screen until it ends, or the mark comes behind what the program wrote.
pub fn read(shared: Arc<Shared>, mut output: Box<dyn Read + Send>) -> io::Result<()> {
    spawn("term-read", move || {
        let mut chunk = vec![0; CHUNK];
        let mut seam = Seam::default();
        while !shared.closing.load(Ordering::Acquire) {
            match output.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => {
                    let bytes = chunk.get(..count).unwrap_or_default();
                    take(&shared, bytes);
                    // A program that writes the mark itself ends nothing.
                    if seam.passed(bytes) && shared.marked.load(Ordering::Acquire) {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        shared.change(|life| life.drained = true);
    })
}

/// Puts output on the screen, answers what the program asked, and says that there is something new.
fn take(shared: &Shared, bytes: &[u8]) {
    let mut screen = shared.screen.lock();
    screen.feed(bytes);
    let replies = screen.take_replies();
    drop(screen);
    if !replies.is_empty() {
        // A program that asks and does not read the answers goes without.
        shared.outbox.put(&replies).ok();
    }
    shared.progress.fetch_add(1, Ordering::Relaxed);
    shared.tell();
}

/// Writes input until the outbox is closed or the terminal is gone.
pub fn write(shared: Arc<Shared>, mut input: Box<dyn Write + Send>) -> io::Result<()> {
    spawn("term-write", move || {
        while let Some(bytes) = shared.outbox.take() {
            if input.write_all(&bytes).is_err() {
                break;
            }
        }
        shared.outbox.close();
    })
}

/// Waits for the end of the program and reaps it.
pub fn wait(
    shared: Arc<Shared>,
    mut child: Box<dyn Child + Send + Sync>,
    terminal: Option<PathBuf>,
) -> io::Result<()> {
    spawn("term-wait", move || {
        // Seen first and reaped under the lock, so that a signal never meets a number that the
        // system gave to another process meanwhile.
        if let Some(pid) = pid(child.process_id()) {
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            while matches!(waitid(WaitId::Pid(pid), options), Err(Errno::INTR)) {}
        }
        // Before the end is known: what has ended takes no input.
        shared.outbox.close();
        shared.change(|life| {
            let status = child.wait();
            life.exit = Some(status.map_or(Exit::Code(1), |status| Exit::of(&status)));
        });
        let until = Instant::now() + LAST_OUTPUT;
        loop {
            let seen = shared.progress.load(Ordering::Relaxed);
            if shared.wait(LULL, |life| life.drained) {
                break;
            }
            if shared.progress.load(Ordering::Relaxed) == seen || Instant::now() > until {
                break;
            }
        }
        mark(&shared, terminal.as_deref());
    })
}

/// Lets the reading end behind everything that the program wrote, however late it is read: what a
/// program in the background holds open never ends by itself.
fn mark(shared: &Shared, terminal: Option<&Path>) {
    shared.marked.store(true, Ordering::Release);
    while !shared.closing.load(Ordering::Acquire) {
        match group::write_mark(terminal) {
            Ok(()) => return,
            // Others fill the terminal: it is read meanwhile.
            Err(Errno::AGAIN) => {
                if shared.wait(FULL, |life| life.drained) {
                    return;
                }
            }
            Err(_) => break,
        }
    }
    shared.closing.store(true, Ordering::Release);
    group::wake(terminal);
}

/// Ends the processes of a session that nobody wants any more.
///
/// The caller does not wait: what hears a hangup ends at once, what does not is killed a little
/// later, and the terminal is closed after that.
pub fn close(shared: &Arc<Shared>, master: Box<dyn MasterPty + Send>, leader: Option<Pid>) {
    shared.outbox.close();
    let terminal = master.tty_name();
    let foreground = foreground(&*master);
    group::signal(shared, leader, foreground, Signal::HUP);
    group::signal(shared, leader, foreground, Signal::CONT);
    let started = spawn("term-close", {
        let shared = Arc::clone(shared);
        move || {
            if !shared.wait(GRACE, |life| life.exit.is_some()) {
                group::signal(&shared, leader, foreground, Signal::KILL);
            }
            shared.closing.store(true, Ordering::Release);
            group::wake(terminal.as_deref());
            drop(master);
        }
    });
    if started.is_err() {
        // Without a thread there is no time to give.
        group::signal(shared, leader, foreground, Signal::KILL);
        shared.closing.store(true, Ordering::Release);
    }
}

/// The group that the terminal listens to now.
fn foreground(master: &(dyn MasterPty + Send)) -> Option<Pid> {
    master.process_group_leader().and_then(Pid::from_raw)
}

/// A process by its number.
pub fn pid(number: Option<u32>) -> Option<Pid> {
    number
        .and_then(|number| i32::try_from(number).ok())
        .and_then(Pid::from_raw)
}
