//! Copies of the file, made before its schema changes: never overwritten, the newest five kept.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::connection::{self, beside};
use super::error::StoreError;
use super::location;

/// What the name of a copy ends with while it is being made.
const UNFINISHED: &str = ".part";

/// How many copies are kept.
const KEPT: usize = 5;

/// Makes a copy of the file as it is; the caller holds the write lock, so it cannot change.
pub(super) fn make(
    path: &Path,
    version: u32,
    at: Timestamp,
    patience: Duration,
) -> Result<PathBuf, StoreError> {
    let stamp = at.strftime("%Y%m%dT%H%M%S.%3fZ");
    let copy = unused(path, &format!(".v{version}-{stamp}"));
    let unfinished = beside(&copy, UNFINISHED);
    remove_unfinished(path);
    let outcome = write(path, &unfinished, patience).and_then(|()| {
        fs::rename(&unfinished, &copy).map_err(|error| StoreError::beside(&copy, &error))
    });
    if outcome.is_err() {
        // What is left of it is of no use; the failure itself is what the person must see.
        let _ = fs::remove_file(&unfinished);
    }
    outcome.map(|()| copy)
}

/// The copies beside the file, oldest first.
pub(super) fn list(path: &Path) -> Vec<PathBuf> {
    named(path, "")
}

/// The files beside the store whose name is a copy's with `ending` after it, oldest first.
fn named(path: &Path, ending: &str) -> Vec<PathBuf> {
    let folder = location::folder(path);
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return Vec::new();
    };
    let mut found: Vec<(String, PathBuf)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let file = entry.file_name().into_string().ok()?;
            Some((age(file.strip_suffix(ending)?, name)?, entry.path()))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

/// Removes all but the newest copies.
pub(super) fn prune(path: &Path) {
    let copies = list(path);
    let surplus = copies.len().saturating_sub(KEPT);
    for copy in copies.into_iter().take(surplus) {
        if let Err(error) = fs::remove_file(&copy) {
            tracing::warn!(copy = %copy.display(), %error, "an old copy of the store stays");
        }
    }
}

/// Removes what killed processes left; whoever makes a copy holds the write lock, so none is made
/// now.
fn remove_unfinished(path: &Path) {
    for unfinished in named(path, UNFINISHED) {
        let _ = fs::remove_file(unfinished);
    }
}

/// What a copy's name sorts by, or none when it is not a copy of `store`.
fn age(file: &str, store: &str) -> Option<String> {
    let rest = file.strip_prefix(store)?.strip_prefix(".v")?;
    let (version, stamp) = rest.strip_suffix(".bak")?.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (second, number) = stamp.split_once('-').unwrap_or((stamp, "00"));
    let (day, time) = second.strip_suffix('Z')?.split_once('T')?;
    let (time, part) = time.split_once('.')?;
    let is_copy = [version, day, time, part, number].into_iter().all(digits);
    (is_copy && day.len() == 8 && time.len() == 6 && part.len() == 3)
        .then(|| format!("{second}-{number:0>4}"))
}

fn unused(path: &Path, stem: &str) -> PathBuf {
    let first = beside(path, &format!("{stem}.bak"));
    let others = (1..).map(|number| beside(path, &format!("{stem}-{number:02}.bak")));
    let mut names = std::iter::once(first.clone()).chain(others);
    names
        .find(|name| fs::symlink_metadata(name).is_err())
        .unwrap_or(first)
}

fn write(path: &Path, target: &Path, patience: Duration) -> Result<(), StoreError> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(target)
        .map_err(|error| StoreError::beside(target, &error))?;
    let source = connection::reader(path, patience)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut copy = Connection::open_with_flags(target, flags)?;
    Backup::new(&source, &mut copy)?.run_to_completion(1_000, Duration::ZERO, None)?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_copies_count_and_they_sort_by_age() {
        let of = |file| age(file, "store.db");
        assert_eq!(
            of("store.db.v3-20260102T030405.678Z.bak").unwrap(),
            "20260102T030405.678Z-0000"
        );
        assert!(
            of("store.db.v3-20260102T030405.678Z-02.bak")
                > of("store.db.v9-20260102T030405.678Z.bak")
        );
        for other in [
            "store.db",
            "store.db.bak",
            "store.db.v3-notes.bak",
            "store.db.v3-20260102T030405.678Z.bak.part",
            "other.db.v3-20260102T030405.678Z.bak",
            "store.db.vx-20260102T030405.678Z.bak",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
