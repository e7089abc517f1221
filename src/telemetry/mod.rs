//! Telemetry: what the program writes down about its own work, in files and never on the terminal.

mod log;

pub use log::{LogGuard, TelemetryError, start};
