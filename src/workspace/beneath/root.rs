//! A folder held open, and what is opened below it.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
use rustix::io::Errno;
use sha2::{Digest, Sha256};

use super::BeneathError;

/// The system asks to try again when something was renamed while it looked.
const ATTEMPTS: usize = 64;
/// So much is read at once to hash a file.
const BLOCK: usize = 1 << 18;

/// What symbolic links on the way mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// They are followed as long as they stay below the folder.
    Within,
    /// There may be none.
    Refused,
}

/// A folder that nothing opened through it can leave.
#[derive(Debug)]
pub struct Root {
    path: PathBuf,
    handle: OwnedFd,
}

/// A regular file that is open for reading.
#[derive(Debug)]
pub struct Opened {
    /// The file.
    pub file: File,
    /// What it was when it was opened.
    pub metadata: Metadata,
}

impl Root {
    /// Opens `folder`.
    ///
    /// # Errors
    /// It is missing, no folder, or the system has no way to stay below it.
    pub fn open(folder: &Path) -> Result<Self, BeneathError> {
        let path =
            fs::canonicalize(folder).map_err(|error| BeneathError::io("open", folder, error))?;
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let handle = rustix::fs::open(&path, flags, Mode::empty())
            .map_err(|error| BeneathError::io("open", folder, error))?;
        let root = Self { path, handle };
        match root.raw(Path::new(""), flags, Links::Refused) {
            // Containers of old refuse the call as if it were forbidden.
            Err(Errno::NOSYS | Errno::PERM) => Err(BeneathError::NoOpenat2),
            Err(error) => Err(BeneathError::io("open", folder, error)),
            Ok(_) => Ok(root),
        }
    }

    /// The folder, without links in its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is at `path`, without opening it for reading.
    ///
    /// # Errors
    /// It is missing or outside.
    pub fn look(&self, path: &Path, links: Links) -> Result<Metadata, BeneathError> {
        let handle = self.at(path, OFlags::PATH, links)?;
        File::from(handle)
            .metadata()
            .map_err(|error| BeneathError::io("look at", path, error))
    }

    /// Opens a regular file; nothing else is ever opened, so no device wakes and no pipe waits.
    ///
    /// # Errors
    /// It is missing, outside, or no regular file.
    pub fn file(&self, path: &Path, links: Links) -> Result<Opened, BeneathError> {
        let found = self.look(path, links)?;
        if !found.is_file() {
            return Err(BeneathError::NotAFile {
                path: path.to_owned(),
                kind: kind_of(&found),
            });
        }
        // Should a pipe have taken its place since, this does not wait for a writer.
        let handle = self.at(
            path,
            OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY,
            links,
        )?;
        let file = File::from(handle);
        let metadata = file
            .metadata()
            .map_err(|error| BeneathError::io("look at", path, error))?;
        if (found.dev(), found.ino()) != (metadata.dev(), metadata.ino()) {
            return Err(BeneathError::Changed(path.to_owned()));
        }
        Ok(Opened { file, metadata })
    }

    /// Opens a folder as a place for entries.
    ///
    /// # Errors
    /// It is missing, outside, or no folder.
    pub fn folder(&self, path: &Path, links: Links) -> Result<OwnedFd, BeneathError> {
        self.at(path, OFlags::PATH | OFlags::DIRECTORY, links)
    }

    fn at(&self, path: &Path, flags: OFlags, links: Links) -> Result<OwnedFd, BeneathError> {
        let opened = match self.raw(path, flags | OFlags::CLOEXEC, links) {
            // A link that names its target from the top may still stay below the folder.
            Err(Errno::XDEV) if links == Links::Within => {
                self.behind(path).map_or(Err(Errno::XDEV), |real| {
                    self.raw(&real, flags | OFlags::CLOEXEC, Links::Refused)
                })
            }
            other => other,
        };
        opened.map_err(|error| BeneathError::io("open", path, error))
    }

    /// Where `path` leads, when that is below the folder.
    fn behind(&self, path: &Path) -> Option<PathBuf> {
        let real = fs::canonicalize(self.path.join(path)).ok()?;
        real.strip_prefix(&self.path).ok().map(Path::to_owned)
    }

    fn raw(&self, path: &Path, flags: OFlags, links: Links) -> Result<OwnedFd, Errno> {
        let place = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        let mut resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
        if links == Links::Refused {
            resolve |= ResolveFlags::NO_SYMLINKS;
        }
        let mut last = Errno::AGAIN;
        for _ in 0..ATTEMPTS {
            match openat2(&self.handle, place, flags, Mode::empty(), resolve) {
                Err(error @ (Errno::AGAIN | Errno::INTR)) => last = error,
                other => return other,
            }
        }
        Err(last)
    }
}

impl Opened {
    /// The whole content, when it is at most `most` bytes long.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn bytes(&mut self, most: u64) -> io::Result<Option<Vec<u8>>> {
        if self.metadata.len() > most {
            return Ok(None);
        }
        let room = usize::try_from(self.metadata.len()).unwrap_or(0) + 1;
        let mut bytes = Vec::with_capacity(room);
        // One more than allowed tells a file that grows from one that fits.
        (&mut self.file).take(most + 1).read_to_end(&mut bytes)?;
        let fits = u64::try_from(bytes.len()).is_ok_and(|len| len <= most);
        Ok(fits.then_some(bytes))
    }
}

/// The SHA-256 of what is left to read, in lower-case hexadecimal.
///
/// # Errors
/// The reader fails.
pub fn hash_of(mut reader: impl Read) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut block = vec![0; BLOCK];
    loop {
        match reader.read(&mut block) {
            Ok(0) => return Ok(hex::encode(digest.finalize())),
            Ok(count) => digest.update(&block[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn kind_of(metadata: &Metadata) -> &'static str {
    let kind = metadata.file_type();
    if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_symlink() {
        "a symbolic link"
    } else {
        "a device"
    }
}
