//! Where the store's file lies: checks the place and makes folder and file for their owner only.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Makes `path` absolute, so that a later change of directory does not move the store; of a file
/// that is there, the path without links, so that what lies beside it is found through any link.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, StoreError> {
    let absolute = std::path::absolute(path).map_err(|error| StoreError::opening(path, &error))?;
    Ok(fs::canonicalize(&absolute).unwrap_or(absolute))
}

/// True when an ordinary file lies at `path`, false when nothing does.
///
/// The file is never opened here: closing it again would drop the locks that the engine holds on
/// it in this process.
pub(super) fn is_there(path: &Path) -> Result<bool, StoreError> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(true),
        Ok(found) if found.is_dir() => Err(StoreError::IsFolder(path.to_path_buf())),
        Ok(_) => Err(StoreError::NotAFile(path.to_path_buf())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(path).is_ok() {
                let detail = "it is a link to nothing".to_owned();
                let path = path.to_path_buf();
                return Err(StoreError::Unreachable { path, detail });
            }
            Ok(false)
        }
        Err(error) => Err(StoreError::opening(path, &error)),
    }
}

/// Makes the folder (0700) and an empty file (0600) where they are missing; answers the file's
/// path as [`absolute`] does.
pub(super) fn prepare(path: &Path) -> Result<PathBuf, StoreError> {
    let path = &absolute(path)?;
    if is_there(path)? {
        return Ok(path.clone());
    }
    make_folder(&folder(path)).map_err(|error| StoreError::opening(path, &error))?;
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Ok(_) => absolute(path),
        // Another process was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => absolute(path),
        Err(error) => Err(StoreError::opening(path, &error)),
    }
}

/// Makes a folder and its parents for their owner only, where they are missing.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// The folder that holds the store.
pub(super) fn folder(path: &Path) -> PathBuf {
    path.parent()
        .map_or_else(|| PathBuf::from("/"), Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn makes_what_is_missing_for_the_owner_only() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a/b/store.db");
        prepare(&path).unwrap();
        prepare(&path).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&root.path().join("a")), 0o700);
        assert_eq!(mode(&root.path().join("a/b")), 0o700);
    }

    #[test]
    fn a_link_leads_to_the_file_itself() {
        let root = tempfile::tempdir().unwrap();
        let real = prepare(&root.path().join("real/store.db")).unwrap();
        symlink(real.parent().unwrap(), root.path().join("folder")).unwrap();
        symlink(&real, root.path().join("link.db")).unwrap();
        for link in ["folder/store.db", "link.db"] {
            assert_eq!(prepare(&root.path().join(link)), Ok(real.clone()));
        }
        let new = prepare(&root.path().join("folder/new.db")).unwrap();
        assert_eq!(new.parent(), real.parent());
    }

    #[test]
    fn refuses_folders_pipes_dangling_links_and_files_as_parents() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        assert_eq!(
            prepare(root.path()),
            Err(StoreError::IsFolder(root.path().to_path_buf()))
        );
        rustix::fs::mknodat(
            rustix::fs::CWD,
            at("pipe"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RWXU,
            0,
        )
        .unwrap();
        assert_eq!(prepare(&at("pipe")), Err(StoreError::NotAFile(at("pipe"))));
        symlink(at("nowhere"), at("link")).unwrap();
        assert!(matches!(
            prepare(&at("link")),
            Err(StoreError::Unreachable { .. })
        ));
        fs::write(at("file"), "").unwrap();
        assert!(matches!(
            prepare(&at("file/store.db")),
            Err(StoreError::Unreachable { .. })
        ));
    }
}
