//! How much a command may use.

use serde::{Deserialize, Serialize};

/// Bounds of a command; `None` leaves one out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Processes and threads at once.
    pub processes: Option<u64>,
    /// Memory in use by all processes together, in bytes; one process cannot even ask for more.
    pub memory: Option<u64>,
    /// The longest file that it can write, in bytes.
    pub file: Option<u64>,
    /// Processor time of any one process, in seconds.
    pub cpu_seconds: Option<u64>,
    /// Room for temporary files under bubblewrap, in bytes.
    pub scratch: Option<u64>,
}

const GIB: u64 = 1 << 30;

impl Default for Limits {
    fn default() -> Self {
        Self {
            processes: Some(4096),
            memory: Some(16 * GIB),
            file: Some(8 * GIB),
            cpu_seconds: Some(2 * 60 * 60),
            scratch: Some(4 * GIB),
        }
    }
}
