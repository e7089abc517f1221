//! Going up and down, copies, and looking at a file.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::fixture::{Fixture, newest};
use crate::store::admin::change;
use crate::store::location;
use crate::store::migrate::Goal;
use crate::store::schema::{self, Migration};
use crate::store::{Store, StoreError, StoreOptions, migrate, rollback, status};

/// Everything that the schema says, in an order that does not depend on how it came about.
fn dump(path: &Path) -> Vec<(String, String, Option<String>)> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT type, name, sql FROM sqlite_schema
             WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
        )
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

fn version(path: &Path) -> u32 {
    status(path).unwrap().version
}

#[test]
fn every_migration_goes_down_to_what_was_there_and_up_again() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("store.db");
    location::prepare(&path).unwrap();
    let mut dumps = Vec::new();
    for count in 0..=schema::ALL.len() {
        change(&path, &schema::ALL[..count], Goal::Newest).unwrap();
        dumps.push(dump(&path));
    }
    let distinct: std::collections::HashSet<_> = dumps.iter().collect();
    assert_eq!(distinct.len(), dumps.len(), "a migration changes nothing");

    for (left, expected) in dumps.iter().enumerate().rev().skip(1) {
        rollback(&path, 1).unwrap();
        assert_eq!(&dump(&path), expected, "after going down to {left}");
    }
    migrate(&path).unwrap();
    assert_eq!(Some(&dump(&path)), dumps.last());
}

#[test]
fn every_file_of_a_migration_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let embedded: Vec<_> = schema::ALL
        .iter()
        .flat_map(|one| {
            [
                format!("{}.down.sql", one.name),
                format!("{}.up.sql", one.name),
            ]
        })
        .collect();
    assert_eq!(files, embedded);
    for (number, migration) in (1..).zip(schema::ALL) {
        assert!(migration.name.starts_with(&format!("{number:04}_")));
    }
}

#[test]
fn data_outlives_the_way_down_and_up_and_each_change_leaves_a_copy() {
    let fixture = Fixture::new();
    let run = fixture.run();
    let path = fixture.path();
    drop(fixture.store);

    let down = rollback(&path, newest() - 2).unwrap();
    assert_eq!((down.from, down.to), (newest(), 2));
    let copy = down.copy.unwrap();
    assert!(
        copy.to_str()
            .unwrap()
            .contains(&format!("store.db.v{}-", newest())),
        "{copy:?}"
    );
    assert_eq!(version(&copy), newest());
    assert_eq!(version(&path), 2);

    let store = Store::open(&path).unwrap();
    assert_eq!(store.read(|tx| tx.run(run.id)).unwrap(), run);
    let from_copy = Store::open(&copy).unwrap();
    assert_eq!(from_copy.read(|tx| tx.run(run.id)).unwrap(), run);

    let copies = status(&path).unwrap().copies;
    assert_eq!(copies.len(), 2);
    assert!(copies[1].to_str().unwrap().contains("store.db.v2-"));
}

#[test]
fn only_the_newest_five_copies_stay_and_none_is_overwritten() {
    let fixture = Fixture::new();
    fixture.run();
    let path = fixture.path();
    drop(fixture.store);
    let mut made = Vec::new();
    for _ in 0..4 {
        made.push(rollback(&path, 1).unwrap().copy.unwrap());
        made.push(migrate(&path).unwrap().copy.unwrap());
    }
    let distinct: std::collections::HashSet<_> = made.iter().collect();
    assert_eq!(distinct.len(), 8);
    let mut kept = status(&path).unwrap().copies;
    kept.sort();
    let existing = made.iter().filter(|copy| copy.exists()).count();
    assert_eq!((kept.len(), existing), (5, 5));
}

#[test]
fn what_a_killed_migration_left_is_removed_by_the_next() {
    let fixture = Fixture::new();
    fixture.run();
    let path = fixture.path();
    drop(fixture.store);
    let left = fixture
        .folder
        .path()
        .join("store.db.v3-20260102T030405.678Z.bak.part");
    let other = fixture.folder.path().join("notes.part");
    fs::write(&left, "half a copy").unwrap();
    fs::write(&other, "mine").unwrap();
    rollback(&path, 1).unwrap();
    assert!(!left.exists() && other.exists());
}

#[test]
fn a_file_without_data_and_a_file_that_is_current_need_no_copy() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("store.db");
    let up = migrate(&path).unwrap();
    assert_eq!((up.from, up.to, up.copy), (0, newest(), None));
    let again = migrate(&path).unwrap();
    assert_eq!(
        (again.from, again.to, again.copy),
        (newest(), newest(), None)
    );
    assert_eq!(rollback(&path, newest()).unwrap().copy, None);
    assert_eq!(
        rollback(&path, 1),
        Err(StoreError::TooFarBack {
            path: path.clone(),
            applied: 0,
            asked: 1
        })
    );
    let nowhere = root.path().join("nowhere.db");
    assert_eq!(
        rollback(&nowhere, 1),
        Err(StoreError::Missing(nowhere.clone()))
    );
    assert!(!nowhere.exists());
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    let fixture = Fixture::new();
    let run = fixture.run();
    let path = fixture.path();
    drop(fixture.store);
    let mut list = schema::ALL.to_vec();
    list.push(Migration {
        name: "9998_half",
        up: "CREATE TABLE half (id TEXT); INSERT INTO nowhere VALUES (1);",
        down: "DROP TABLE half",
    });
    list.push(Migration {
        name: "9999_dangling",
        up: "DELETE FROM runs",
        down: "",
    });
    let before = dump(&path);
    change(&path, &list[..list.len() - 1], Goal::Newest).unwrap_err();
    list.remove(list.len() - 2);
    let refused = change(&path, &list, Goal::Newest).unwrap_err();
    assert!(refused.to_string().contains("events refers"), "{refused}");
    assert_eq!(dump(&path), before);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.read(|tx| tx.run(run.id)).unwrap(), run);
}

#[test]
fn looking_changes_neither_file_nor_folder() {
    let fixture = Fixture::new();
    fixture.run();
    let path = fixture.path();
    drop(fixture.store);
    rollback(&path, newest() - 3).unwrap();
    let look = || {
        let mut names: Vec<_> = fs::read_dir(fixture.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        (names, fs::read(&path).unwrap())
    };
    let before = look();
    let found = status(&path).unwrap();
    assert_eq!(look(), before);
    assert_eq!((found.version, found.supported), (3, newest()));
    assert_eq!(found.pending[..2], ["0004_evidence", "0005_outputs"]);
    assert_eq!(found.applied[2].name, "0003_builds");
    assert_eq!(found.bytes, Some(before.1.len() as u64));
    assert_eq!(found.problem, None);

    let nothing = status(&fixture.folder.path().join("none.db")).unwrap();
    assert_eq!((nothing.bytes, nothing.version), (None, 0));
    assert_eq!(look(), before);
}

#[test]
fn a_store_in_use_can_be_looked_at() {
    let fixture = Fixture::new();
    fixture.run();
    assert_eq!(status(&fixture.path()).unwrap().version, newest());
}

#[test]
fn several_that_open_an_old_file_at_once_migrate_it_once() {
    let fixture = Fixture::new();
    let run = fixture.run();
    let path = fixture.path();
    drop(fixture.store);
    rollback(&path, newest() - 1).unwrap();
    let open = || Store::open_with(&path, StoreOptions::default()).unwrap();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        for thread in threads {
            let store = thread.join().unwrap();
            assert_eq!(store.read(|tx| tx.run(run.id)).unwrap(), run);
        }
    });
    // One copy for the way down, one for the one way up.
    assert_eq!(status(&path).unwrap().copies.len(), 2);
}
