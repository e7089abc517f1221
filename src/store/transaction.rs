//! The two ways to touch the data: a consistent look at it, and a change of it.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;

use super::archives::Pending;
use super::location;

/// A look at the store as it was at one moment; later writes do not show in it.
///
/// What can be read is documented with the aggregates: runs, events, documents, builds, evidence
/// and outputs.
#[derive(Debug)]
pub struct ReadTx {
    pub(super) connection: Connection,
    pub(super) folder: PathBuf,
}

/// A change of the store that is committed as a whole or not at all.
///
/// It reads what it has written itself. Every change of state appends its event here, so that the
/// two are committed together.
#[derive(Debug)]
pub struct WriteTx {
    view: ReadTx,
    now: Cell<Timestamp>,
    files: RefCell<Vec<Pending>>,
}

impl ReadTx {
    /// A look through `connection` at the file at `path`.
    pub(super) fn new(connection: Connection, path: &Path) -> Self {
        let folder = location::folder(path);
        Self { connection, folder }
    }
}

impl WriteTx {
    /// Changes through `connection` of the file at `path`.
    pub(super) fn new(connection: Connection, path: &Path) -> Self {
        Self {
            view: ReadTx::new(connection, path),
            now: Cell::default(),
            files: RefCell::default(),
        }
    }

    /// The time that every row written by this change carries.
    pub fn now(&self) -> Timestamp {
        self.now.get()
    }

    /// Begins the next change, which happens at `now`.
    pub(super) fn begin(&self, now: Timestamp) {
        self.now.set(now);
    }

    /// Lets the end of the transaction decide about a file beside the store.
    pub(super) fn settle_later(&self, file: Option<Pending>) {
        self.files.borrow_mut().extend(file);
    }

    /// The files of this change about which the end of the transaction decides.
    pub(super) fn take_files(&self) -> Vec<Pending> {
        self.files.take()
    }
}

impl Deref for WriteTx {
    type Target = ReadTx;

    fn deref(&self) -> &Self::Target {
        &self.view
    }
}
