//! A folder for temporary files where `/tmp` is not private.

use std::io;
use std::path::Path;

use tempfile::{Builder, TempDir};

/// Makes a folder that nobody else can enter; it is removed when it goes out of scope.
pub(super) fn scratch() -> io::Result<TempDir> {
    let folder = Builder::new().prefix("vibecober-").tempdir()?;
    for name in ["cache", "tmp"] {
        std::fs::create_dir(folder.path().join(name))?;
    }
    Ok(folder)
}

/// What tells programs to use it.
pub(super) fn variables(folder: &Path) -> [(&'static str, std::path::PathBuf); 2] {
    [
        ("TMPDIR", folder.join("tmp")),
        ("XDG_CACHE_HOME", folder.join("cache")),
    ]
}
