//! Builds, their versions, and the fate of their zip files.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::fixture::Fixture;
use crate::domain::build::{Build, ManifestEntry};
use crate::domain::event::EventKind;
use crate::domain::ids::{BuildId, RunId};
use crate::domain::plan::AgentName;
use crate::store::StoreError;

fn manifest() -> Vec<ManifestEntry> {
    vec![ManifestEntry {
        path: "backend/app/main.py".to_owned(),
        bytes: 12,
        sha256: "cd".repeat(32),
        agent: AgentName::Coder,
    }]
}

fn store_build(fixture: &Fixture, run: RunId, target: &'static str, zip: &[u8]) -> Build {
    let staged = fixture.store.stage_archive(BuildId::random(), zip).unwrap();
    fixture
        .store
        .write(move |tx| tx.insert_build(run, Path::new(target), &manifest(), staged))
        .unwrap()
}

fn archives_of(fixture: &Fixture) -> usize {
    fs::read_dir(fixture.folder.path().join("artifacts")).map_or(0, Iterator::count)
}

#[test]
fn each_build_of_a_folder_is_kept_with_the_next_version() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let first = store_build(&fixture, run, "/work/blog", b"zip one");
    let second = store_build(&fixture, run, "/work/blog", b"zip one");
    let other = store_build(&fixture, run, "/work/shop", b"zip two");
    assert_eq!((first.version, second.version, other.version), (1, 2, 1));

    let read = fixture.store.read(|tx| tx.builds(run)).unwrap();
    assert_eq!(read, [first.clone(), second.clone(), other.clone()]);
    let of = fixture
        .store
        .read(|tx| tx.builds_of(Path::new("/work/blog")));
    assert_eq!(of.unwrap(), [second, first.clone()]);
    let found = fixture.store.read(|tx| tx.find_build(&other.id.short()));
    assert_eq!(found.unwrap(), other);

    let zip = fixture.store.read(|tx| tx.archive(first.id)).unwrap();
    assert_eq!(zip, b"zip one");
    assert_eq!(fs::read(&first.archive).unwrap(), b"zip one");
    let mode = fs::metadata(&first.archive).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let last = fixture.store.read(|tx| tx.last_events(run, 1)).unwrap();
    assert_eq!(
        last[0].kind,
        EventKind::BuildStored {
            build: other.id,
            version: 1
        }
    );
}

#[test]
fn pruning_keeps_the_newest_and_removes_the_files_of_the_others() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let builds: Vec<_> = (0..4)
        .map(|_| store_build(&fixture, run, "/work/blog", b"zip"))
        .collect();
    let other = store_build(&fixture, run, "/work/shop", b"zip");
    let prune = |keep| {
        fixture
            .store
            .write(move |tx| tx.prune_builds(Path::new("/work/blog"), keep))
            .unwrap()
    };
    assert_eq!(prune(2), [builds[1].clone(), builds[0].clone()]);
    assert!(!builds[0].archive.exists() && !builds[1].archive.exists());
    assert!(builds[2].archive.exists() && other.archive.exists());
    // The newest always stays, so that versions are never given twice.
    assert_eq!(prune(0), [builds[2].clone()]);
    assert_eq!(store_build(&fixture, run, "/work/blog", b"zip").version, 5);
}

#[test]
fn a_change_that_is_not_committed_leaves_files_as_they_were() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let kept = store_build(&fixture, run, "/work/blog", b"zip");
    store_build(&fixture, run, "/work/blog", b"zip");
    let staged = fixture
        .store
        .stage_archive(BuildId::random(), b"new")
        .unwrap();
    let refused: Result<(), _> = fixture.store.write(move |tx| {
        tx.insert_build(run, Path::new("/work/blog"), &manifest(), staged)?;
        tx.prune_builds(Path::new("/work/blog"), 1)?;
        Err(StoreError::Closed)
    });
    assert!(refused.is_err());
    assert!(kept.archive.exists());
    assert_eq!(archives_of(&fixture), 2);

    drop(fixture.store.stage_archive(BuildId::random(), b"unused"));
    assert_eq!(archives_of(&fixture), 2);
}

#[test]
fn a_zip_file_that_was_changed_or_removed_is_not_handed_out() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let build = store_build(&fixture, run, "/work/blog", b"zip");
    let read = || fixture.store.read(|tx| tx.archive(build.id));
    fs::write(&build.archive, b"other").unwrap();
    assert!(matches!(read(), Err(StoreError::Beside { .. })));
    fs::remove_file(&build.archive).unwrap();
    assert!(matches!(read(), Err(StoreError::Beside { .. })));
}
