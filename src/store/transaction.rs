//! The two ways to touch the data: a consistent look at it, and a change of it.

use std::cell::RefCell;
use std::ops::Deref;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;

use super::archives::Pending;

/// A look at the store as it was at one moment; later writes do not show in it.
///
/// What can be read is documented with the aggregates: runs, events, documents, builds, evidence
/// and outputs.
#[derive(Debug)]
pub struct ReadTx<'a> {
    pub(super) connection: &'a Connection,
    pub(super) folder: &'a Path,
}

/// A change of the store that is committed as a whole or not at all.
///
/// It reads what it has written itself. Every change of state appends its event here, so that the
/// two are committed together.
#[derive(Debug)]
pub struct WriteTx<'a> {
    view: ReadTx<'a>,
    now: Timestamp,
    files: RefCell<Vec<Pending>>,
}

impl<'a> WriteTx<'a> {
    /// A change that happens at `now` on a connection that holds the write lock.
    pub(super) fn new(connection: &'a Connection, folder: &'a Path, now: Timestamp) -> Self {
        let view = ReadTx { connection, folder };
        Self {
            view,
            now,
            files: RefCell::default(),
        }
    }

    /// Lets the end of the transaction decide about a file beside the store.
    pub(super) fn settle_later(&self, file: Option<Pending>) {
        self.files.borrow_mut().extend(file);
    }

    /// The files about which the end of the transaction decides.
    pub(super) fn into_files(self) -> Vec<Pending> {
        self.files.into_inner()
    }

    /// The time that every row written by this change carries.
    pub fn now(&self) -> Timestamp {
        self.now
    }
}

impl<'a> Deref for WriteTx<'a> {
    type Target = ReadTx<'a>;

    fn deref(&self) -> &Self::Target {
        &self.view
    }
}
