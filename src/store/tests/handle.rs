//! Files that cannot be used, contention, and how quickly a store opens.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::Connection;

use super::fixture::{Fixture, newest, request};
use crate::domain::ids::RunId;
use crate::store::{Store, StoreError, StoreOptions, rollback, status};

const SHORT: StoreOptions = StoreOptions {
    patience: Duration::from_millis(150),
    clock: Timestamp::now,
};

fn refusal(path: &Path) -> StoreError {
    Store::open_with(path, SHORT).unwrap_err()
}

fn in_folder(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    (folder, path)
}

#[test]
fn a_file_from_a_newer_version_is_refused_and_left_alone() {
    let fixture = Fixture::new();
    let path = fixture.path();
    drop(fixture.store);
    Connection::open(&path)
        .unwrap()
        .execute_batch(
            "INSERT INTO schema_version VALUES (9999, '9999_x', 'c', '2026-01-02T03:04:05Z')",
        )
        .unwrap();
    let before = fs::read(&path).unwrap();
    let error = refusal(&path);
    assert_eq!(
        error,
        StoreError::Newer {
            path: path.clone(),
            found: 9999,
            supported: newest()
        }
    );
    let line = error.to_string();
    assert!(
        line.contains("version 9999")
            && line.contains(&format!("up to {}", newest()))
            && !line.contains('\n')
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    let status = status(&path).unwrap();
    assert_eq!((status.version, status.problem), (9999, Some(line)));
}

#[test]
fn a_file_with_another_form_of_a_migration_is_refused() {
    let fixture = Fixture::new();
    let path = fixture.path();
    drop(fixture.store);
    Connection::open(&path)
        .unwrap()
        .execute_batch("UPDATE schema_version SET checksum = 'x' WHERE version = 2")
        .unwrap();
    assert_eq!(refusal(&path), StoreError::Altered { path, version: 2 });
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let (_folder, path) = in_folder("theirs.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE schema_version (version TEXT); CREATE TABLE users (id TEXT)")
        .unwrap();
    assert_eq!(refusal(&path), StoreError::Foreign(path.clone()));
    let tables: u32 = Connection::open(&path)
        .unwrap()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 2);
}

#[test]
fn what_is_no_database_is_refused_and_left_alone() {
    let (_folder, path) = in_folder("notes.txt");
    let notes = "to buy: milk, bread\n".repeat(100);
    fs::write(&path, &notes).unwrap();
    assert_eq!(refusal(&path), StoreError::NotADatabase(path.clone()));
    assert_eq!(status(&path), Err(StoreError::NotADatabase(path.clone())));
    assert_eq!(fs::read_to_string(&path).unwrap(), notes);
    let folder = path.parent().unwrap();
    assert_eq!(refusal(folder), StoreError::IsFolder(folder.to_path_buf()));
}

#[test]
fn a_damaged_file_is_named_as_damaged() {
    let fixture = Fixture::new();
    let path = fixture.path();
    for _ in 0..200 {
        fixture.run();
    }
    drop(fixture.store);
    let mut bytes = fs::read(&path).unwrap();
    for page in bytes.chunks_mut(4096).skip(2) {
        page[..64].fill(0xa5);
    }
    fs::write(&path, &bytes).unwrap();
    let error = Store::open_with(&path, SHORT)
        .and_then(|store| store.read(|tx| tx.runs(1_000)))
        .unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    assert!(error.to_string().contains("put back a copy"));
    assert!(!error.to_string().contains('\n'));

    bytes.truncate(5_000);
    fs::write(&path, &bytes).unwrap();
    let error = refusal(&path);
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
}

#[test]
fn a_file_held_for_too_long_is_reported_and_nothing_is_written() {
    let fixture = Fixture::new();
    let path = fixture.path();
    let store = Store::open_with(&path, SHORT).unwrap();
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let write = || store.write(|tx| tx.create_run(RunId::random(), request(), None));
    let error = write().unwrap_err();
    let waited = SHORT.patience;
    assert_eq!(error, StoreError::Locked { path, waited });
    // Opening and reading a current store waits for nobody.
    assert_eq!(store.read(|tx| tx.runs(9)).unwrap(), []);
    Store::open_with(store.path(), SHORT).unwrap();
    holder.execute_batch("ROLLBACK").unwrap();
    write().unwrap();
}

#[test]
fn a_short_hold_by_another_is_never_seen() {
    let fixture = Fixture::new();
    let holder = Connection::open(fixture.path()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    thread::scope(|scope| {
        let write = scope.spawn(|| fixture.run());
        thread::sleep(Duration::from_millis(200));
        holder.execute_batch("COMMIT").unwrap();
        write.join().unwrap();
    });
}

#[test]
fn a_write_inside_a_write_is_refused_and_the_outer_one_goes_on() {
    let fixture = Fixture::new();
    let store = fixture.store.clone();
    let inner = fixture
        .store
        .write(move |_| Ok(store.write(|tx| tx.create_run(RunId::random(), request(), None))))
        .unwrap();
    assert_eq!(inner, Err(StoreError::Nested));
    fixture.run();
}

#[test]
fn a_store_whose_version_was_changed_under_it_stops_writing() {
    let fixture = Fixture::new();
    rollback(&fixture.path(), 1).unwrap();
    let refused = fixture
        .store
        .write(|tx| tx.create_run(RunId::random(), request(), None));
    assert_eq!(
        refused,
        Err(StoreError::VersionMoved {
            path: fixture.path(),
            expected: newest(),
            found: newest() - 1
        })
    );
}

#[test]
fn a_relative_path_and_odd_names_are_taken_as_they_are() {
    let (_folder, path) = in_folder("a b%41?mode=memory#ü.db");
    let store = Store::open(&path).unwrap();
    assert_eq!(store.path(), path);
    drop(store);
    assert_eq!(status(&path).unwrap().version, newest());
    assert!(path.exists());
}

#[test]
fn opening_a_current_store_is_quick() {
    let fixture = Fixture::new();
    for _ in 0..100 {
        fixture.run();
    }
    let path = fixture.path();
    drop(fixture.store);
    let open = || {
        let began = Instant::now();
        let _store = Store::open(&path).unwrap();
        began.elapsed()
    };
    // The quickest of several: a loaded machine may delay any one of them.
    let quickest = (0..20).map(|_| open()).min().unwrap();
    assert!(quickest < Duration::from_millis(5), "{quickest:?}");
}

#[test]
fn a_value_that_cannot_be_read_is_said_to_be_one() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let change = "UPDATE runs SET state = 'dreaming'";
    let connection = Connection::open(fixture.path()).unwrap();
    connection.execute_batch(change).unwrap();
    let error = fixture.store.read(|tx| tx.run(run)).unwrap_err();
    assert!(matches!(error, StoreError::Unreadable { .. }), "{error:?}");
    assert!(error.to_string().contains("`dreaming`"), "{error}");
}

#[test]
fn a_store_is_the_same_through_a_link() {
    let fixture = Fixture::new();
    let run = fixture.run();
    let link = fixture.folder.path().join("elsewhere/link.db");
    fs::create_dir(link.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(fixture.path(), &link).unwrap();
    // The log is beside the file, not beside the link; what is in it must be seen.
    assert_eq!(status(&link).unwrap().version, newest());
    let store = Store::open(&link).unwrap();
    assert_eq!(store.path(), fixture.path());
    assert_eq!(store.read(|tx| tx.run(run.id)).unwrap(), run);
}
