//! One file on its way: its new content lies beside the old one until it is moved into place.

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{
    AtFlags, Gid, Mode, OFlags, RenameFlags, Uid, fchmod, fchown, linkat, openat, renameat,
    renameat_with, unlinkat,
};
use rustix::io::Errno;
use uuid::Uuid;

use super::BeneathError;
use crate::workspace::keep_attributes;

/// The folder of a file, and two names in it: its own, and one for what is on its way.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) folder: OwnedFd,
    pub(super) name: OsString,
    pub(super) beside: OsString,
}

/// How the old content was moved out of the way: it lies under the name `beside` either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved {
    /// Old and new changed names at one blow.
    Exchanged,
    /// There was nothing: the new file was moved into place.
    Created,
    /// The file was moved away.
    Removed,
}

impl Place {
    pub(super) fn new(folder: OwnedFd, name: &OsStr) -> Self {
        Self {
            folder,
            name: name.to_owned(),
            beside: OsString::from(format!(".vibecober-{}.tmp", Uuid::new_v4().simple())),
        }
    }

    /// Writes the new content beside, with the mode, owner and attributes of `like`.
    pub(super) fn fill(
        &self,
        path: &Path,
        bytes: &[u8],
        like: Option<(&File, &Metadata)>,
    ) -> Result<(), BeneathError> {
        // The mask of the process takes from this what a new file shall not have.
        let mode = if like.is_some() { 0o600 } else { 0o666 };
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let fail = |error: io::Error| BeneathError::io("write", path, error);
        let file = openat(&self.folder, &self.beside, flags, Mode::from_raw_mode(mode))
            .map_err(|error| fail(error.into()))?;
        let mut file = File::from(file);
        file.write_all(bytes).map_err(fail)?;
        let Some((old, metadata)) = like else {
            return Ok(());
        };
        let new = file.metadata().map_err(fail)?;
        if (new.uid(), new.gid()) != (metadata.uid(), metadata.gid()) {
            let owner = Uid::from_raw(metadata.uid());
            fchown(&file, Some(owner), Some(Gid::from_raw(metadata.gid())))
                .map_err(|_| BeneathError::Owner(path.to_owned()))?;
        }
        // What runs as somebody else must not do so with content that they have not seen.
        fchmod(&file, Mode::from_raw_mode(metadata.mode() & 0o1777))
            .map_err(|error| fail(error.into()))?;
        match keep_attributes(old, &file) {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(BeneathError::Owner(path.to_owned())),
        }
    }

    /// Moves the new content over the old one, which then lies beside.
    pub(super) fn exchange(&self) -> Result<(), Errno> {
        let at = &self.folder;
        match renameat_with(at, &self.beside, at, &self.name, RenameFlags::EXCHANGE) {
            Err(Errno::INVAL | Errno::NOSYS) => self.replace(),
            other => other,
        }
    }

    /// The same where a file system cannot exchange: the old one gets a second name first.
    fn replace(&self) -> Result<(), Errno> {
        let at = &self.folder;
        let mut second = self.beside.clone();
        second.push("~");
        linkat(at, &self.name, at, &second, AtFlags::empty())?;
        renameat(at, &self.beside, at, &self.name)?;
        renameat(at, &second, at, &self.beside)
    }

    /// Moves the new content to where nothing may be.
    pub(super) fn create(&self) -> Result<(), Errno> {
        self.rename(&self.beside, &self.name)
    }

    /// Moves the file aside.
    pub(super) fn set_aside(&self) -> Result<(), Errno> {
        self.rename(&self.name, &self.beside)
    }

    /// Takes back what was moved.
    pub(super) fn take_back(&self, moved: Moved) -> Result<(), Errno> {
        match moved {
            Moved::Exchanged => self.exchange(),
            Moved::Created => self.rename(&self.name, &self.beside),
            Moved::Removed => self.rename(&self.beside, &self.name),
        }
    }

    /// True when what lies beside is this very file, and nobody has written into it since.
    pub(super) fn beside_is(&self, metadata: &Metadata) -> bool {
        let at = &self.folder;
        let known = (metadata.dev(), metadata.ino(), metadata.size());
        let written = (metadata.mtime(), metadata.mtime_nsec());
        openat(
            at,
            &self.beside,
            OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC,
            Mode::empty(),
        )
        .and_then(|found| {
            let found = File::from(found).metadata();
            found.map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))
        })
        .is_ok_and(|found| {
            (found.dev(), found.ino(), found.size()) == known
                && (found.mtime(), found.mtime_nsec()) == written
        })
    }

    /// Removes what lies beside, if anything does.
    pub(super) fn clear(&self) {
        match unlinkat(&self.folder, &self.beside, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(error) => tracing::warn!(%error, "a temporary file was left behind"),
        }
    }

    /// Renames without ever replacing anything.
    fn rename(&self, from: &OsStr, to: &OsStr) -> Result<(), Errno> {
        let at = &self.folder;
        match renameat_with(at, from, at, to, RenameFlags::NOREPLACE) {
            Err(Errno::INVAL | Errno::NOSYS) => {
                linkat(at, from, at, to, AtFlags::empty())?;
                unlinkat(at, from, AtFlags::empty())
            }
            other => other,
        }
    }
}
