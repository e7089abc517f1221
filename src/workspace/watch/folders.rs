//! Which folders are watched: one watch each, never a whole tree.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{TrySendError, sync_channel};
use std::thread;

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::quiet::{Changes, Notice, gather};

/// Notices that wait for the thread which gathers them; when full, everything is looked at again.
const WAITING: usize = 1024;

/// Why nothing can be watched.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    /// The operating system has no watch left for us, or none at all.
    #[error("changes by others cannot be noticed ({0}): refresh the tree by hand")]
    Unavailable(#[from] notify::Error),
    /// No thread could be started.
    #[error("changes by others cannot be noticed ({0}): refresh the tree by hand")]
    NoThread(#[from] std::io::Error),
}

/// How much of what was asked is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Every folder that is there.
    Whole,
    /// So many folders are not, because the limit of the system is reached.
    Limited(usize),
}

/// Watches a set of folders until dropped.
pub struct Watch {
    watcher: RecommendedWatcher,
    /// The watched folders with the device and number that they had then.
    watched: HashMap<PathBuf, (u64, u64)>,
}

impl Watch {
    /// Starts with no folder; `tell` hears of changes from a thread that sleeps otherwise.
    ///
    /// In `git_folder` only `HEAD`, `index` and the like count, not the locks beside them.
    ///
    /// # Errors
    /// The system refuses to watch anything.
    pub fn start(
        git_folder: Option<PathBuf>,
        tell: impl Fn(Changes) + Send + 'static,
    ) -> Result<Self, WatchError> {
        let (send, receive) = sync_channel(WAITING);
        let overflow = Arc::new(AtomicBool::new(false));
        let lost = Arc::clone(&overflow);
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Some(notice) = Notice::of(event, git_folder.as_deref()) else {
                return;
            };
            match send.try_send(notice) {
                Ok(()) | Err(TrySendError::Disconnected(_)) => {}
                Err(TrySendError::Full(_)) => lost.store(true, Ordering::Relaxed),
            }
        })?;
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || gather(&receive, &overflow, tell))?;
        Ok(Self {
            watcher,
            watched: HashMap::new(),
        })
    }

    /// Watches exactly `folders` from now on.
    pub fn follow(&mut self, folders: &BTreeSet<PathBuf>) -> Coverage {
        let gone: Vec<PathBuf> = self
            .watched
            .iter()
            .filter(|(path, identity)| {
                !folders.contains(*path) || identity_of(path) != Some(**identity)
            })
            .map(|(path, _)| path.clone())
            .collect();
        for path in gone {
            self.watched.remove(&path);
            // A folder that was deleted took its watch along.
            self.watcher.unwatch(&path).ok();
        }
        let mut refused = 0;
        for path in folders {
            if self.watched.contains_key(path) {
                continue;
            }
            let Some(identity) = identity_of(path) else {
                continue;
            };
            match self.watcher.watch(path, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.watched.insert(path.clone(), identity);
                }
                Err(error) if is_gone(&error) => {}
                Err(_) => refused += 1,
            }
        }
        match refused {
            0 => Coverage::Whole,
            count => Coverage::Limited(count),
        }
    }
}

fn identity_of(path: &Path) -> Option<(u64, u64)> {
    let found = fs::metadata(path).ok().filter(fs::Metadata::is_dir)?;
    Some((found.dev(), found.ino()))
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        ErrorKind::Generic(_)
        | ErrorKind::WatchNotFound
        | ErrorKind::InvalidConfig(_)
        | ErrorKind::MaxFilesWatch => false,
    }
}
