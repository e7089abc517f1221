//! The facts of the real file system.

use std::path::{Path, PathBuf};

use super::scene::Facts;

/// The file system of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Facts for Disk {
    fn exists(&self, path: &Path) -> bool {
        path.symlink_metadata().is_ok()
    }

    fn is_dir(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn resolve(&self, path: &Path) -> Option<PathBuf> {
        path.canonicalize().ok()
    }

    #[cfg(unix)]
    fn hard_links(&self, path: &Path) -> u64 {
        use std::os::unix::fs::MetadataExt;

        path.symlink_metadata()
            .map_or(0, |metadata| metadata.nlink())
    }

    #[cfg(not(unix))]
    fn hard_links(&self, path: &Path) -> u64 {
        u64::from(self.exists(path))
    }
}
