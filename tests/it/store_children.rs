//! Starts this test binary again as another process that does one thing to a store.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Names the store's file, or the folder, that the child works on.
const PLACE: &str = "STORE_TEST_PLACE";

/// A command that runs the test called `name` with `place`, which makes it do the child's part: the
/// same test is parent and child, so that none has to be ignored.
pub fn child(binary: impl AsRef<OsStr>, name: &str, place: &Path) -> Command {
    let mut command = Command::new(binary);
    command
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(PLACE, place)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command
}

/// What the parent gave this process to work on; none in the parent itself.
pub fn place() -> Option<PathBuf> {
    std::env::var_os(PLACE).map(PathBuf::from)
}

/// This test binary.
pub fn this_binary() -> PathBuf {
    std::env::current_exe().unwrap()
}
