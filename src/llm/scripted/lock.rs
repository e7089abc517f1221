//! The right to write one recording: a file beside it that one process at a time holds.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

/// The right to write a recording, until this is dropped or the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// The system takes the lock back with it, also when the process is killed.
    held: File,
}

impl Lock {
    /// Takes the right to write the recording at that path, which is absolute.
    ///
    /// # Errors
    /// When another process has it, or the file beside it cannot be made.
    pub(super) fn take(recording: &Path) -> io::Result<Self> {
        let recording = fs::canonicalize(recording).unwrap_or_else(|_| recording.to_path_buf());
        let mut name = std::ffi::OsString::from(".");
        name.push(recording.file_name().unwrap_or_default());
        name.push(".lock");
        let path = recording.with_file_name(name);
        loop {
            let mut open = OpenOptions::new();
            open.write(true).create(true).truncate(false).mode(0o600);
            let held = open.open(&path)?;
            match flock(&held, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => {}
                Err(rustix::io::Errno::WOULDBLOCK) => {
                    return Err(io::Error::other(
                        "another vibecober records into it: wait for it, or name another file",
                    ));
                }
                Err(error) => return Err(error.into()),
            }
            let path = path.clone();
            let lock = Self { path, held };
            // Who had it before may have removed the file in between.
            if lock.is_in_place()? {
                return Ok(lock);
            }
        }
    }

    /// True when the file that is held is the one that others find.
    fn is_in_place(&self) -> io::Result<bool> {
        let held = self.held.metadata()?;
        let found = fs::metadata(&self.path);
        Ok(found.is_ok_and(|found| (found.dev(), found.ino()) == (held.dev(), held.ino())))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Only the holder removes it, and only the file that it holds.
        if self.is_in_place().is_ok_and(|is| is) {
            fs::remove_file(&self.path).ok();
        }
    }
}
