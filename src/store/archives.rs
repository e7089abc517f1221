//! The zip files of builds, beside the store: written whole before their row, removed after it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::StoreError;
use super::location;
use crate::domain::ids::BuildId;

/// A zip file that lies in its place and waits for the row of its build.
///
/// Dropped without one, it is removed again.
#[derive(Debug)]
pub struct StagedArchive {
    build: BuildId,
    sha256: String,
    /// Present until the transaction takes it over.
    file: Option<PathBuf>,
}

/// A file whose fate depends on whether the transaction is committed.
#[derive(Debug)]
pub(super) enum Pending {
    /// New: removed when the transaction is not committed.
    Added(PathBuf),
    /// No longer needed: removed when the transaction is committed.
    Doomed(PathBuf),
}

impl StagedArchive {
    /// Writes `zip` as the file of `build`, safely on the disk.
    pub(super) fn write(folder: &Path, build: BuildId, zip: &[u8]) -> Result<Self, StoreError> {
        let path = path(folder, build);
        put(&path, zip).map_err(|error| StoreError::beside(&path, &error))?;
        Ok(Self {
            build,
            sha256: hex::encode(Sha256::digest(zip)),
            file: Some(path),
        })
    }

    /// The build whose file it is.
    pub fn build(&self) -> BuildId {
        self.build
    }

    /// SHA-256 of the zip file.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Hands the file over to a transaction.
    pub(super) fn take(&mut self) -> Option<Pending> {
        self.file.take().map(Pending::Added)
    }
}

impl Drop for StagedArchive {
    fn drop(&mut self) {
        if let Some(Pending::Added(path)) = self.take() {
            remove(&path);
        }
    }
}

impl Pending {
    /// Removes the file if it is not needed now that the transaction has ended.
    pub(super) fn settle(self, is_committed: bool) {
        match (self, is_committed) {
            (Self::Added(path), false) | (Self::Doomed(path), true) => remove(&path),
            (Self::Added(_), true) | (Self::Doomed(_), false) => {}
        }
    }
}

/// Where the zip file of a build lies.
pub(super) fn path(folder: &Path, build: BuildId) -> PathBuf {
    folder.join("artifacts").join(format!("{build}.zip"))
}

/// Reads a zip file and refuses it when it is not the one that was stored.
pub(super) fn read(path: &Path, sha256: &str) -> Result<Vec<u8>, StoreError> {
    let zip = fs::read(path).map_err(|error| StoreError::beside(path, &error))?;
    if hex::encode(Sha256::digest(&zip)) == sha256 {
        return Ok(zip);
    }
    let detail = "it was changed after it was stored".to_owned();
    let path = path.to_path_buf();
    Err(StoreError::Beside { path, detail })
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = location::folder(path);
    location::make_folder(&folder)?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        remove(path);
    }
    written?;
    File::open(&folder)?.sync_all()
}

fn remove(path: &Path) {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(file = %path.display(), %error, "a file beside the store stays");
        }
        Ok(()) | Err(_) => {}
    }
}
