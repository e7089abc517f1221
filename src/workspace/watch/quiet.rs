//! Gathers notices until it is quiet for a moment, and tells them as one change.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::EventKind;

/// How long it must be quiet before a change is told.
const QUIET: Duration = Duration::from_millis(100);
/// How long a change is held back at most, while it never becomes quiet.
const LONGEST: Duration = Duration::from_millis(500);
/// With more paths than this it is cheaper to look at everything again.
const MOST_PATHS: usize = 2_000;
/// What counts inside a git folder.
const GIT_FILES: [&str; 5] = ["HEAD", "index", "MERGE_HEAD", "ORIG_HEAD", "packed-refs"];

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// These entries, or what is in them.
    Paths(BTreeSet<PathBuf>),
    /// Too much to name: look at everything again.
    Everything,
}

/// One notice of the system, reduced to what matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Something happened to these entries.
    Paths(Vec<PathBuf>),
    /// Notices were lost.
    Lost,
}

impl Notice {
    /// What matters of an event; nothing for a mere look at a file or for a lock of git.
    pub fn of(event: notify::Result<notify::Event>, git_folder: Option<&Path>) -> Option<Self> {
        let Ok(event) = event else {
            return Some(Self::Lost);
        };
        if event.need_rescan() {
            return Some(Self::Lost);
        }
        match event.kind {
            EventKind::Access(_) | EventKind::Other => return None,
            EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => {
            }
        }
        let mut paths = event.paths;
        if let Some(folder) = git_folder {
            paths.retain(|path| {
                path.strip_prefix(folder).map_or(true, |inner| {
                    GIT_FILES.iter().any(|name| inner == Path::new(name))
                })
            });
        }
        (!paths.is_empty()).then_some(Self::Paths(paths))
    }
}

/// Runs until the sender is gone; asleep while nothing happens.
pub fn gather(notices: &Receiver<Notice>, overflow: &AtomicBool, tell: impl Fn(Changes)) {
    while let Ok(first) = notices.recv() {
        let begun = Instant::now();
        let mut paths = BTreeSet::new();
        let mut lost = false;
        let mut next = Ok(first);
        loop {
            match next {
                Ok(Notice::Paths(some)) => paths.extend(some),
                Ok(Notice::Lost) => lost = true,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if begun.elapsed() >= LONGEST {
                break;
            }
            next = notices.recv_timeout(QUIET);
        }
        lost |= overflow.swap(false, Ordering::Relaxed) || paths.len() > MOST_PATHS;
        tell(if lost {
            Changes::Everything
        } else {
            Changes::Paths(paths)
        });
    }
}
