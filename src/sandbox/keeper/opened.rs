//! A folder whose rights a command took from us is opened for as long as we clear up in it.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The rights that are needed to look into a folder and to rename what lies in it.
const OURS: u32 = 0o700;

/// An open folder; dropped, it has the rights again that it had.
pub(super) struct Opened<'a> {
    folder: &'a Path,
    mode: Option<u32>,
}

impl<'a> Opened<'a> {
    /// Opens it, unless it is open, a link, or not ours.
    pub fn new(folder: &'a Path) -> Self {
        let metadata = folder.symlink_metadata();
        let metadata = metadata.ok().filter(std::fs::Metadata::is_dir);
        let mode = metadata.map_or(OURS, |metadata| metadata.permissions().mode());
        let opens = mode & OURS != OURS
            && fs::set_permissions(folder, Permissions::from_mode(mode | OURS)).is_ok();
        Self {
            folder,
            mode: opens.then_some(mode),
        }
    }
}

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        if let Some(mode) = self.mode {
            fs::set_permissions(self.folder, Permissions::from_mode(mode)).ok();
        }
    }
}
