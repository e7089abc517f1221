//! A fresh store in a folder of its own, for the tests of this room.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use crate::domain::ids::RunId;
use crate::domain::plan::Mode;
use crate::domain::run::{Run, RunKind, RunRequest, Tier};
use crate::store::{Store, StoreOptions, schema};

/// A store that is removed with this.
pub(super) struct Fixture {
    pub store: Store,
    pub folder: TempDir,
}

impl Fixture {
    /// A new, empty store with a clock that advances a second at each look.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = StoreOptions {
            clock: ticking,
            ..StoreOptions::default()
        };
        let store = Store::open_with(&folder.path().join("store.db"), options).unwrap();
        Self { store, folder }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("store.db")
    }

    /// A run that was just made.
    pub fn run(&self) -> Run {
        self.store
            .write(|tx| tx.create_run(RunId::random(), request(), Some(42)))
            .unwrap()
    }
}

/// The newest version that this build knows.
pub(super) fn newest() -> u32 {
    schema::newest(schema::ALL)
}

/// What somebody asked for.
pub(super) fn request() -> RunRequest {
    RunRequest {
        kind: RunKind::Project,
        idea: "blog with comments".to_owned(),
        mode: Mode::Production,
        tier: Tier::Pro,
        budget: "2.50".parse().unwrap(),
        target: Some("/tmp/blog".into()),
    }
}

fn ticking() -> Timestamp {
    static SECONDS: AtomicI64 = AtomicI64::new(0);
    let passed = SECONDS.fetch_add(1, Ordering::Relaxed);
    "2026-01-02T03:04:05.000000006Z"
        .parse::<Timestamp>()
        .unwrap()
        + SignedDuration::from_secs(passed)
}
