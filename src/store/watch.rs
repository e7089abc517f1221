//! Hears when any process writes to the store's log, without asking the file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use notify::event::{Event, EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, UTIME_NOW, utimensat};

use super::connection::beside;
use super::location;

/// Something that the watch heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Somebody wrote to the log.
    Written,
    /// Nothing more will be heard: the folder is gone, or the system refuses.
    Lost,
}

/// Hears writes until it is dropped.
///
/// It watches the folder, because the log itself is removed and made again. Of what happens there
/// only the log counts: reading opens files and touches their index, and must wake nobody.
#[derive(Debug)]
pub(super) struct Watch {
    _watcher: RecommendedWatcher,
}

/// Takes what a watch hears.
pub(super) type Hear = Box<dyn Fn(Sign) + Send>;

/// How a watch of the store at a path is begun.
pub(super) type Begin = fn(&Path, Hear) -> notify::Result<Watch>;

/// Begins to hear writes to the log of the store at `path`.
pub(super) fn begin(path: &Path, hear: Hear) -> notify::Result<Watch> {
    let folder = location::folder(path);
    let log = log(path).file_name().map(OsString::from);
    let own = folder.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let sign = match event {
            Ok(event) => sign(&event, &own, log.as_ref()),
            Err(error) => {
                tracing::warn!(%error, "the watch of the store's folder failed");
                Some(Sign::Lost)
            }
        };
        if let Some(sign) = sign {
            hear(sign);
        }
    })?;
    watcher.watch(&folder, RecursiveMode::NonRecursive)?;
    Ok(Watch { _watcher: watcher })
}

/// Tells every watch that what was written can be read now.
///
/// The engine writes the log, waits for the disk, and only then lets readers see the commit, in
/// memory that no watch covers: whoever looks at the write itself looks too early.
pub(super) fn ring(path: &Path) {
    let now = Timespec {
        tv_sec: 0,
        tv_nsec: UTIME_NOW,
    };
    let times = Timestamps {
        last_access: now,
        last_modification: now,
    };
    // By name: opening and closing the file would drop the locks that the engine holds on it.
    if let Err(error) = utimensat(CWD, log(path), &times, AtFlags::empty()) {
        tracing::debug!(%error, "the store's log could not be touched");
    }
}

fn log(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

fn sign(event: &Event, folder: &Path, log: Option<&OsString>) -> Option<Sign> {
    // More happened than the system could remember: the log may be among it.
    if event.need_rescan() {
        return Some(Sign::Written);
    }
    let is_own = event.paths.iter().any(|path| path == folder);
    let is_log = event
        .paths
        .iter()
        .any(|path| path.file_name() == log.map(OsString::as_os_str));
    match event.kind {
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) if is_own => Some(Sign::Lost),
        EventKind::Create(_) | EventKind::Modify(_) if is_log => Some(Sign::Written),
        EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Access(_)
        | EventKind::Any
        | EventKind::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use super::*;

    fn heard(path: &Path) -> (Watch, Receiver<Sign>) {
        let (hear, heard) = channel();
        let hear = Box::new(move |sign| hear.send(sign).unwrap_or_default());
        (begin(path, hear).unwrap(), heard)
    }

    #[test]
    fn only_the_log_is_heard_also_when_it_is_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (_watch, heard) = heard(&at("store.db"));
        for name in ["store.db", "store.db-shm", "other.db-wal"] {
            fs::write(at(name), "x").unwrap();
        }
        let within = Duration::from_secs(20);
        for _ in 0..2 {
            fs::write(at("store.db-wal"), "x").unwrap();
            assert_eq!(heard.recv_timeout(within), Ok(Sign::Written));
            fs::remove_file(at("store.db-wal")).unwrap();
        }
        // Everything up to here came from the log: made and written, twice.
        drop(fs::File::create(at("store.db-shm")).unwrap());
        ring(&at("store.db"));
        fs::remove_dir_all(folder.path()).unwrap();
        let rest: Vec<_> = std::iter::from_fn(|| heard.recv_timeout(within).ok())
            .take_while(|sign| *sign != Sign::Lost)
            .collect();
        assert!(rest.len() <= 2, "{rest:?}");
    }

    #[test]
    fn a_touch_without_a_write_is_heard() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        fs::write(log(&path), "x").unwrap();
        let (_watch, heard) = heard(&path);
        ring(&path);
        let sign = heard.recv_timeout(Duration::from_secs(20));
        assert_eq!(sign, Ok(Sign::Written));
    }
}
