//! The signals by which a person or the system ends a command.

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::exit::Failure;

/// Hears signals in place of the process, which they would end at once.
pub struct Interrupts {
    interrupt: Signal,
    terminate: Signal,
    /// None where whoever started the process wants it to outlive the terminal (`nohup`).
    hang_up: Option<Signal>,
}

impl Interrupts {
    /// Begins to listen; what comes from now on is not lost.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn new() -> Result<Self, Failure> {
        let listen = |kind| signal(kind).map_err(Failure::failed);
        let hang_up = SignalKind::hangup();
        Ok(Self {
            hang_up: if is_ignored(hang_up) {
                None
            } else {
                Some(listen(hang_up)?)
            },
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
        })
    }

    /// Waits for the next signal.
    pub async fn next(&mut self) {
        let hang_up = async {
            match &mut self.hang_up {
                Some(signal) => signal.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            _ = hang_up => {}
        }
    }
}

/// True when this process was started with `kind` ignored.
fn is_ignored(kind: SignalKind) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| (mask >> (kind.as_raw_value() - 1)) & 1 == 1)
}
