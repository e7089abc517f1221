//! Times that a person can take in at a glance.

use std::time::Duration;

/// `12 ms`, `3.4 s` or `2 min 5 s`.
pub fn duration(milliseconds: u64) -> String {
    let time = Duration::from_millis(milliseconds);
    match milliseconds {
        0..1000 => format!("{milliseconds} ms"),
        1000..60_000 => format!("{:.1} s", time.as_secs_f64()),
        60_000.. => format!("{} min {} s", time.as_secs() / 60, time.as_secs() % 60),
    }
}
