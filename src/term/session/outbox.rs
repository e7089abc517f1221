//! The bytes that wait to be written to the program: bounded, and never in the way of the caller.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// At most so much waits: a large paste has room, a program that never reads costs no more.
const MOST: usize = 8 * 1024 * 1024;

/// Why bytes were not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Too much waits already.
    Full,
    /// The session is over.
    Closed,
}

#[derive(Default)]
struct State {
    bytes: Vec<u8>,
    closed: bool,
}

/// The queue between callers and the writing thread.
#[derive(Default)]
pub struct Outbox {
    state: Mutex<State>,
    filled: Condvar,
}

impl Outbox {
    /// Puts `bytes` behind what waits already: all of them or none.
    pub fn put(&self, bytes: &[u8]) -> Result<(), Refused> {
        let mut state = self.lock();
        if state.closed {
            return Err(Refused::Closed);
        }
        if state.bytes.len().saturating_add(bytes.len()) > MOST {
            return Err(Refused::Full);
        }
        state.bytes.extend_from_slice(bytes);
        drop(state);
        self.filled.notify_one();
        Ok(())
    }

    /// Takes everything that waits; blocks until there is something, `None` once it is closed.
    pub fn take(&self) -> Option<Vec<u8>> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            if !state.bytes.is_empty() {
                return Some(std::mem::take(&mut state.bytes));
            }
            state = self
                .filled
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Drops what waits and ends the writing thread.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.bytes = Vec::new();
        drop(state);
        self.filled.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_outbox_refuses_the_whole_and_keeps_the_rest() {
        let outbox = Outbox::default();
        outbox.put(b"first").unwrap();

        assert_eq!(outbox.put(&vec![b'x'; MOST]), Err(Refused::Full));

        assert_eq!(outbox.take().unwrap(), b"first");
    }

    #[test]
    fn a_closed_outbox_takes_nothing_and_ends_its_reader() {
        let outbox = Outbox::default();
        outbox.put(b"lost").unwrap();

        outbox.close();

        assert_eq!(outbox.take(), None);
        assert_eq!(outbox.put(b"late"), Err(Refused::Closed));
    }
}
