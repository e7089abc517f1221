//! The fingerprint of an action: what an approval allows is this and nothing else.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::domain::wish::Place;

use super::{Action, Change, FileChange, Look};

impl Action {
    /// SHA-256 over the exact bytes of what would be done and of what is there before, in lower-case
    /// hexadecimal.
    pub fn binding(&self) -> String {
        let mut ink = Ink(Sha256::new());
        match self {
            Self::Look(look) => ink.look(look),
            Self::Change(change) => ink.change(change),
            Self::Run(run) => {
                ink.part(b"run");
                ink.part(run.command.as_bytes());
                ink.path(&run.cwd);
                ink.part(&run.timeout.as_millis().to_be_bytes());
                match run.place {
                    Place::Usual => {}
                    Place::Outside => ink.part(b"outside"),
                }
            }
            Self::Fetch(fetch) => {
                ink.part(b"fetch");
                ink.part(fetch.url.as_bytes());
            }
            Self::Todo(items) => {
                ink.part(b"todo");
                for item in items {
                    ink.part(item.text.as_bytes());
                    ink.part(format!("{:?}", item.status).as_bytes());
                }
            }
        }
        hex::encode(ink.0.finalize())
    }
}

struct Ink(Sha256);

impl Ink {
    /// Every part comes after its length, so that no two lists of parts are the same bytes.
    fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn path(&mut self, path: &Path) {
        self.part(path.as_os_str().as_bytes());
    }

    fn look(&mut self, look: &Look) {
        self.part(b"look");
        // A look changes nothing and is never asked about: its words are enough.
        self.part(format!("{look:?}").as_bytes());
    }

    fn change(&mut self, change: &Change) {
        self.part(b"change");
        self.path(&change.root);
        change.files.iter().for_each(|file| self.file(file));
    }

    fn file(&mut self, file: &FileChange) {
        self.path(&file.path);
        match &file.before {
            Some(before) => {
                self.part(before.sha256.as_bytes());
                self.part(&before.mode.to_be_bytes());
                self.part(&before.links.to_be_bytes());
            }
            None => self.part(b"new"),
        }
        match &file.after {
            Some(bytes) => self.part(bytes),
            None => self.part(b"deleted"),
        }
        // A deleted file and one that holds the word would be the same otherwise.
        self.part(&[
            u8::from(file.before.is_some()),
            u8::from(file.after.is_some()),
        ]);
        if let Some(from) = &file.from {
            self.path(from);
        }
    }
}
