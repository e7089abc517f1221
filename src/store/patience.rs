//! Waiting for a file that another process holds, so that ordinary contention is never seen.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Error, ErrorCode};

/// The longest pause between two attempts, in microseconds.
const LONGEST_PAUSE: u64 = 8_000;

/// Repeats `attempt` while the file is held by another, for at most `patience`.
///
/// The pauses are short and random, so that processes that wait for each other do not keep step.
pub(super) fn insist<T>(
    patience: Duration,
    mut attempt: impl FnMut() -> Result<T, Error>,
) -> Result<T, Error> {
    let began = Instant::now();
    let mut ceiling = 500;
    loop {
        match attempt() {
            Err(error) if is_contention(&error) && began.elapsed() < patience => {
                thread::sleep(Duration::from_micros(200 + random() % ceiling));
                ceiling = (ceiling * 2).min(LONGEST_PAUSE);
            }
            outcome => return outcome,
        }
    }
}

/// True when another connection's lock is the only thing in the way.
fn is_contention(error: &Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::FileLockingProtocolFailed
        )
    )
}

fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy() -> Error {
        Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None)
    }

    #[test]
    fn asks_again_until_the_lock_is_gone() {
        let mut left = 5;
        let got = insist(Duration::from_secs(5), || {
            left -= 1;
            if left > 0 { Err(busy()) } else { Ok(7) }
        });
        assert_eq!(got, Ok(7));
        assert_eq!(left, 0);
    }

    #[test]
    fn gives_up_after_its_time_and_at_once_on_other_failures() {
        let began = Instant::now();
        let got = insist(Duration::from_millis(30), || Err::<(), _>(busy()));
        assert_eq!(got, Err(busy()));
        assert!(began.elapsed() >= Duration::from_millis(30));

        let mut asked = 0;
        let got = insist(Duration::from_secs(5), || {
            asked += 1;
            Err::<(), _>(Error::InvalidQuery)
        });
        assert_eq!((got, asked), (Err(Error::InvalidQuery), 1));
    }
}
