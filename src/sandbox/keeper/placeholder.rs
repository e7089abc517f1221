//! Holds the place of a protected path that does not exist, so that a mount can stand on it.
//!
//! A mount needs something to stand on, and nothing may stay in the tree of the person. So an
//! empty folder is made and removed again. Its mode marks it as ours: what a crash left behind is
//! found by the next command, and a lock tells whether another command still needs it.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

/// The mode of a held place: nothing that anybody gives a folder by chance.
const LEAF: u32 = 0o1555;
/// The mode of a folder on the way to one, in which other things may be made.
const ON_THE_WAY: u32 = 0o1755;

/// The places that are held, parents before children.
#[derive(Debug, Default)]
pub(super) struct Placeholders(Vec<(PathBuf, File)>);

impl Placeholders {
    /// Holds `path`, which lies below the existing folder `root`.
    pub fn hold(&mut self, root: &Path, path: &Path) -> io::Result<()> {
        let inner = path.strip_prefix(root).map_err(io::Error::other)?;
        let mut at = root.to_owned();
        for part in inner {
            at.push(part);
            let mode = if at == path { LEAF } else { ON_THE_WAY };
            if !is_held(&at) && at.symlink_metadata().is_ok() {
                continue;
            }
            let place = take(&at, mode)?;
            if !self.0.iter().any(|(held, _)| *held == at) {
                self.0.push((at.clone(), place));
            }
        }
        Ok(())
    }
}

impl Drop for Placeholders {
    fn drop(&mut self) {
        for (path, place) in self.0.drain(..).rev() {
            // Another command that still needs it removes it.
            if flock(&place, FlockOperation::NonBlockingLockExclusive).is_ok()
                && is_same(&path, &place)
                && fs::remove_dir(&path).is_err()
            {
                // Something was made in it: it is a folder like others from now on.
                fs::set_permissions(&path, Permissions::from_mode(0o755)).ok();
            }
        }
    }
}

/// Whether `path` is a held place: one of a command that runs, or one that a crash left.
pub(super) fn is_held(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| {
        metadata.is_dir() && [LEAF, ON_THE_WAY].contains(&(metadata.mode() & 0o7777))
    })
}

/// Makes the folder or takes it over, and locks it.
fn take(path: &Path, mode: u32) -> io::Result<File> {
    for _ in 0..8 {
        match fs::create_dir(path) {
            Ok(()) => fs::set_permissions(path, Permissions::from_mode(mode))?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        let Ok(place) = File::open(path) else {
            continue;
        };
        flock(&place, FlockOperation::LockShared)?;
        // It may have been removed between the two.
        if is_same(path, &place) {
            return Ok(place);
        }
    }
    Err(io::Error::other("it changes all the time"))
}

fn is_same(path: &Path, place: &File) -> bool {
    match (path.symlink_metadata(), place.metadata()) {
        (Ok(there), Ok(held)) => (there.dev(), there.ino()) == (held.dev(), held.ino()),
        _ => false,
    }
}
