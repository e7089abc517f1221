//! The signals by which the system speaks to the screen.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// What the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The terminal has another size.
    Resized,
    /// The terminal is gone.
    HungUp,
    /// The process is asked to end.
    Terminate,
    /// The process is asked to stop for a while.
    Stop,
    /// The process goes on after a stop.
    Continued,
}

/// Hears the signals in place of the process.
#[derive(Debug)]
pub struct Signals {
    resized: Signal,
    hung_up: Signal,
    terminate: Signal,
    interrupt: Signal,
    quit: Signal,
    stop: Signal,
    continued: Signal,
    /// Heard so that a file that may not grow fails a write instead of ending the process.
    _too_large: Signal,
}

impl Signals {
    /// Begins to listen; must be called inside a tokio runtime.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn new() -> io::Result<Self> {
        // SIGTSTP (20), SIGCONT (18) and SIGXFSZ (25) have no name in tokio; the numbers are those
        // of Linux.
        let numbered = |name: rustix::process::Signal| signal(SignalKind::from_raw(name.as_raw()));
        Ok(Self {
            resized: signal(SignalKind::window_change())?,
            hung_up: signal(SignalKind::hangup())?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            stop: numbered(rustix::process::Signal::TSTP)?,
            continued: numbered(rustix::process::Signal::CONT)?,
            _too_large: numbered(rustix::process::Signal::XFSZ)?,
        })
    }

    /// Waits for the next one.
    pub async fn next(&mut self) -> Word {
        tokio::select! {
            _ = self.hung_up.recv() => Word::HungUp,
            _ = self.terminate.recv() => Word::Terminate,
            _ = self.interrupt.recv() => Word::Terminate,
            _ = self.quit.recv() => Word::Terminate,
            _ = self.resized.recv() => Word::Resized,
            _ = self.stop.recv() => Word::Stop,
            _ = self.continued.recv() => Word::Continued,
        }
    }
}
