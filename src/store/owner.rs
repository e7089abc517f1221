//! Which process this is, and whether another still works.

use std::fs;

use rustix::process::{Pid, test_kill_process};

use crate::domain::owner::Owner;

/// Where a process's state and its birth stand after its name in `/proc/PID/stat`.
const STATE: usize = 0;
const BORN: usize = 19;

/// This process.
pub fn this_process() -> Owner {
    let process = std::process::id();
    let born = stat(process).map(|stat| stat.born);
    Owner { process, born }
}

/// True while a process works: not when it ended, nor when its number was given to another.
///
/// Where the system does not say when a process began, its number has to do.
pub fn is_alive(owner: Owner) -> bool {
    if let (Some(born), Some(found)) = (owner.born, stat(owner.process)) {
        return found.born == born && !found.has_ended;
    }
    let Some(process) = i32::try_from(owner.process).ok().and_then(Pid::from_raw) else {
        return false;
    };
    // No permission to signal it still means that it is there.
    test_kill_process(process) != Err(rustix::io::Errno::SRCH)
}

/// What the system tells of a process.
struct Stat {
    born: u64,
    /// It has, and its parent has not looked yet.
    has_ended: bool,
}

fn stat(process: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name stands in parentheses and may hold blanks and parentheses itself.
    let (_, after) = text.rsplit_once(')')?;
    let words: Vec<&str> = after.split_whitespace().collect();
    Some(Stat {
        born: words.get(BORN)?.parse().ok()?,
        has_ended: matches!(*words.get(STATE)?, "Z" | "X"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_lives_and_one_of_the_same_number_from_before_does_not() {
        let us = this_process();
        assert!(is_alive(us));
        if let Some(born) = us.born {
            let before = Owner {
                born: Some(born - 1),
                ..us
            };
            assert!(!is_alive(before));
        }
        let nobody = Owner {
            process: u32::MAX,
            born: None,
        };
        assert!(!is_alive(nobody));
    }
}
