//! The words of a command line of bubblewrap.

use std::ffi::OsString;
use std::os::fd::AsRawFd;
use std::path::Path;

/// The arguments of bubblewrap.
pub(super) struct Words(pub Vec<OsString>);

impl Words {
    /// Adds plain words.
    pub fn all<const N: usize>(&mut self, words: [&str; N]) {
        self.0.extend(words.map(OsString::from));
    }

    /// Adds an option and a path.
    pub fn path(&mut self, option: &str, path: &Path) {
        self.0.push(option.into());
        self.0.push(path.into());
    }

    /// Adds an option and a file that is left open.
    pub fn number(&mut self, option: &str, fd: &impl AsRawFd) {
        self.0.push(option.into());
        self.0.push(fd.as_raw_fd().to_string().into());
    }

    /// Mounts `path` on itself.
    pub fn bind(&mut self, option: &str, path: &Path) {
        self.path(option, path);
        self.0.push(path.into());
    }

    /// Puts a new folder at `path`.
    pub fn fresh(&mut self, mode: &str, size: Option<u64>, path: &Path) {
        self.all(["--perms", mode]);
        if let Some(size) = size {
            self.0.push("--size".into());
            self.0.push(size.to_string().into());
        }
        self.path("--tmpfs", path);
    }

    /// Puts something empty over `path`; what is below it that has to be shown comes later.
    pub fn hide(&mut self, path: &Path, mode: &str) {
        if path.is_dir() {
            self.fresh(mode, Some(1 << 20), path);
        } else {
            // Device files do not work on this mount, so that it cannot even be opened.
            self.path("--ro-bind", Path::new("/dev/null"));
            self.0.push(path.into());
        }
    }
}
