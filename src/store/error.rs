//! What can go wrong with the store, in words that say what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::ErrorCode;

use crate::domain::approval::IllegalDecision;
use crate::domain::ids::{ApprovalId, CallId, RunId};
use crate::domain::money::Usd;
use crate::domain::run::{IllegalTransition, RunState};

/// Why the store could not do what was asked; nothing of a refused write is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A folder lies where the file should be.
    #[error("the store {} is a folder: name a file with --database", .0.display())]
    IsFolder(PathBuf),
    /// Something that is neither file nor folder lies where the file should be.
    #[error("the store {} is not an ordinary file: name another with --database", .0.display())]
    NotAFile(PathBuf),
    /// The file or its folder could not be made or opened.
    #[error("the store {} cannot be opened ({detail}): put that right, or name another file with --database", .path.display())]
    Unreachable {
        /// The store's file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// The file or its folder may not be written to.
    #[error("the store {} cannot be written to: make the file and its folder writable, or name another file with --database", .0.display())]
    ReadOnly(PathBuf),
    /// No store lies there and none is to be made.
    #[error("there is no store at {}: `vibecober db migrate` makes one, --database names another", .0.display())]
    Missing(PathBuf),
    /// The file's system has no shared memory, which several processes on one file need.
    #[error("the folder of the store {} cannot hold a store that several processes share (a network folder?): name a file on a local disk with --database", .0.display())]
    NoSharedMemory(PathBuf),
    /// The file is no database.
    #[error("the store {} is not a database: move it away, or name another file with --database", .0.display())]
    NotADatabase(PathBuf),
    /// The file is a database of another program.
    #[error("the database {} belongs to another program: name another file with --database", .0.display())]
    Foreign(PathBuf),
    /// The file is damaged.
    #[error("the store {} is damaged ({detail}): move it away and put back a copy (*.bak beside it)", .path.display())]
    Corrupt {
        /// The store's file.
        path: PathBuf,
        /// What the integrity check found.
        detail: String,
    },
    /// A newer vibecober wrote the file.
    #[error("the store {} has version {found}, this vibecober knows versions up to {supported}: update vibecober, roll back with the newer one, or name another file with --database", .path.display())]
    Newer {
        /// The store's file.
        path: PathBuf,
        /// The version of the file.
        found: u32,
        /// The newest version that this build knows.
        supported: u32,
    },
    /// A migration was applied in another form than this build has it.
    #[error("migration {version} of the store {} is not the one that this vibecober has: use the build that made it, or name another file with --database", .path.display())]
    Altered {
        /// The store's file.
        path: PathBuf,
        /// The migration.
        version: u32,
    },
    /// Another process changed the version while this one was running.
    #[error("another process changed the store {} to version {found} while this one runs with {expected}: start this one again", .path.display())]
    VersionMoved {
        /// The store's file.
        path: PathBuf,
        /// The version that this process opened.
        expected: u32,
        /// The version of the file now.
        found: u32,
    },
    /// More steps back were asked for than migrations were applied.
    #[error("the store {} has {applied} migrations applied, {asked} cannot be rolled back: ask for {applied} or fewer", .path.display())]
    TooFarBack {
        /// The store's file.
        path: PathBuf,
        /// How many are applied.
        applied: u32,
        /// How many were to be rolled back.
        asked: u32,
    },
    /// Another process held the file for longer than this one waits.
    #[error("the store {} was held by another process for {}: let that one end and try again", .path.display(), seconds(.waited))]
    Locked {
        /// The store's file.
        path: PathBuf,
        /// How long this process waited.
        waited: Duration,
    },
    /// The disk is full.
    #[error("the disk of the store {} is full: nothing was written, free some room and try again", .0.display())]
    Full(PathBuf),
    /// A path is not text, so that it can be neither stored nor shown.
    #[error("the path {} is not valid UTF-8: choose another", .0.display())]
    PathNotText(PathBuf),
    /// Nothing has that id.
    #[error("the store has no {what} '{id}': {}", listing(.what))]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// The id or prefix that was given.
        id: String,
    },
    /// Several ids begin with that prefix.
    #[error("{what} '{prefix}' is ambiguous, type more of it: {}", .candidates.join(", "))]
    Ambiguous {
        /// What was looked for.
        what: &'static str,
        /// The prefix that was given.
        prefix: String,
        /// Ids that begin with it, at most ten.
        candidates: Vec<String>,
    },
    /// Somebody else answered first.
    #[error("approval {} is {} already: nothing was changed", .id.short(), .refusal.from)]
    Decided {
        /// The approval.
        id: ApprovalId,
        /// The change that the table of its states does not allow.
        refusal: IllegalDecision,
    },
    /// The table of states does not allow the change.
    #[error(transparent)]
    Illegal(#[from] IllegalTransition),
    /// Somebody else changed the run's state first.
    #[error("run {run} is {found}, no longer {expected}: read it again")]
    StateMoved {
        /// The run.
        run: RunId,
        /// The state that the change was decided on.
        expected: RunState,
        /// The state that it has.
        found: RunState,
    },
    /// A stored value cannot be read.
    #[error(
        "the store holds a {what} that this vibecober cannot read ({detail}): update vibecober"
    )]
    Unreadable {
        /// What it should have been.
        what: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// A file beside the store could not be written or read.
    #[error("{} beside the store cannot be used ({detail}): put that right and try again", .path.display())]
    Beside {
        /// The file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// An amount of money is too large for the store.
    #[error("{0} is more than the store can book: no call may cost that much")]
    TooMuch(Usd),
    /// A call was to be settled as one that has not ended.
    #[error(
        "call {0} was to be settled while it runs: this is a fault of vibecober, please report it"
    )]
    StillRunning(CallId),
    /// A write was asked for from inside a write.
    #[error(
        "a write to the store began inside another one: this is a fault of vibecober, please report it"
    )]
    Nested,
    /// The writer has ended.
    #[error("the store has been closed: start vibecober again")]
    Closed,
    /// The database engine refused, for a reason that has no case of its own.
    #[error("the store failed ({message}): please report this")]
    Engine {
        /// The engine's extended result code; 0 when it has none.
        code: i32,
        /// What the engine said.
        message: String,
    },
}

/// The command that shows what there is.
fn listing(what: &str) -> &'static str {
    if what == "approval" {
        return "`vibecober approve list --all` shows the approvals";
    }
    if what == "rule" {
        return "`vibecober policy list` shows the rules";
    }
    if what == "call" {
        return "`vibecober budget` shows what was spent";
    }
    "`vibecober run list` shows the runs"
}

/// Shows a time as a person says it.
fn seconds(waited: &Duration) -> impl fmt::Display {
    format!("{:.1} s", waited.as_secs_f64())
}

impl StoreError {
    /// The same failure with the file named, and told apart where the engine's code says enough.
    pub(super) fn at(self, path: &Path, waited: Duration) -> Self {
        let Self::Engine { code, message } = self else {
            return self;
        };
        let path = path.to_path_buf();
        match rusqlite::ffi::Error::new(code).code {
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed => Self::Locked { path, waited },
            ErrorCode::ReadOnly => Self::ReadOnly(path),
            ErrorCode::DiskFull => Self::Full(path),
            ErrorCode::NotADatabase => Self::NotADatabase(path),
            ErrorCode::DatabaseCorrupt => Self::Corrupt {
                path,
                detail: message,
            },
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure => {
                Self::Unreachable {
                    path,
                    detail: message,
                }
            }
            _ => Self::Engine { code, message },
        }
    }

    /// The failure to make or open the store's file, told apart by what the system said.
    pub(super) fn opening(path: &Path, error: &io::Error) -> Self {
        let path = path.to_path_buf();
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(path)
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
            _ => Self::Unreachable {
                path,
                detail: error.to_string(),
            },
        }
    }

    /// The failure to use a file beside the store.
    pub(super) fn beside(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::Full(path.to_path_buf())
            }
            _ => Self::Beside {
                path: path.to_path_buf(),
                detail: error.to_string(),
            },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let code = match &error {
            rusqlite::Error::SqliteFailure(cause, _)
            | rusqlite::Error::SqlInputError { error: cause, .. } => cause.extended_code,
            rusqlite::Error::FromSqlConversionFailure(_, _, cause) => {
                let detail = cause.to_string();
                return Self::Unreadable {
                    what: "value",
                    detail,
                };
            }
            _ => 0,
        };
        Self::Engine {
            code,
            message: error.to_string().replace('\n', " "),
        }
    }
}
