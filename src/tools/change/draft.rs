//! Files as a request leaves them, before anything is written: each is read once and changed in memory.

use std::fmt::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::compare::{Comparison, LONGEST_DIFF};
use super::decoded::{Content, EDITABLE, Text, decode_bytes};
use crate::tools::seen::{Recall, Seen};
use crate::tools::{Before, Change, FileChange, Refusal, quoted};
use crate::workspace::beneath::{BeneathError, Links, Root, hash_of};
use crate::workspace::sha256;

/// The files of a request.
#[derive(Debug)]
pub(super) struct Drafts<'a> {
    root: &'a Root,
    recall: &'a Recall,
    files: Vec<Draft>,
}

/// Which file of a request is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At(usize);

/// What a file is opened for: only what is changed must be small enough to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Its content is changed.
    Change,
    /// It is deleted.
    Remove,
}

#[derive(Debug)]
struct Draft {
    path: PathBuf,
    before: Option<Was>,
    now: Now,
    from: Option<PathBuf>,
}

#[derive(Debug)]
struct Was {
    before: Before,
    /// Nothing for a file that is too large to change.
    content: Option<Content>,
}

#[derive(Debug)]
enum Now {
    Same,
    Holds(Content),
    Gone,
}

impl<'a> Drafts<'a> {
    pub(super) fn new(root: &'a Root, recall: &'a Recall) -> Self {
        Self {
            root,
            recall,
            files: Vec::new(),
        }
    }

    pub(super) fn recall(&self) -> &'a Recall {
        self.recall
    }

    /// The file at `path`, which need not be there; it must be what the model has read, if it has.
    pub(super) fn open(&mut self, path: &Path, purpose: Purpose) -> Result<At, Refusal> {
        if let Some(at) = self.files.iter().position(|file| file.path == path) {
            return Ok(At(at));
        }
        let before = self.load(path, purpose)?;
        if let (Some(was), Some(seen)) = (&before, self.recall.of(path))
            && was.before.sha256 != seen.sha256
        {
            return Err(Refusal::new(format!(
                "{} changed since it was read: read it again",
                quoted(path)
            )));
        }
        self.files.push(Draft {
            path: path.to_owned(),
            before,
            now: Now::Same,
            from: None,
        });
        Ok(At(self.files.len() - 1))
    }

    fn load(&self, path: &Path, purpose: Purpose) -> Result<Option<Was>, Refusal> {
        let mut opened = match self.root.file(path, Links::Refused) {
            Ok(opened) => opened,
            Err(BeneathError::Missing(_)) => return Ok(None),
            Err(BeneathError::Link(_)) => return Err(self.through_a_link(path)),
            Err(error) => return Err(error.into()),
        };
        let fail = |error| Refusal::from(BeneathError::io("read", path, error));
        let bytes = opened.bytes(EDITABLE).map_err(fail)?;
        let hash = match &bytes {
            Some(bytes) => sha256(bytes),
            // It is not even read.
            None if purpose == Purpose::Change => return Err(too_large(path)),
            None => hash_of(&mut opened.file).map_err(fail)?,
        };
        let metadata = &opened.metadata;
        Ok(Some(Was {
            before: Before {
                sha256: hash,
                mode: metadata.mode() & 0o7777,
                links: metadata.nlink(),
                size: bytes
                    .as_ref()
                    .map_or(metadata.len(), |bytes| bytes.len() as u64),
            },
            content: bytes.map(decode_bytes),
        }))
    }

    /// A file is changed by its own name only; that name, where it lies in the workspace.
    fn through_a_link(&self, path: &Path) -> Refusal {
        let real = std::fs::canonicalize(self.root.path().join(path)).ok();
        let inside = real.and_then(|real| real.strip_prefix(self.root.path()).map(quoted).ok());
        let name = quoted(path);
        Refusal::new(match inside {
            Some(real) => {
                format!("{name} is reached through a symbolic link: change {real} instead")
            }
            None => format!("{name} is a symbolic link that leads out of the workspace"),
        })
    }

    /// Where the file lies.
    pub(super) fn path(&self, at: At) -> &Path {
        &self.files[at.0].path
    }

    /// What the model has read of the file.
    pub(super) fn seen(&self, at: At) -> Option<Seen> {
        self.recall.of(&self.files[at.0].path)
    }

    /// Whether the file is there, as the request has it so far.
    pub(super) fn exists(&self, at: At) -> bool {
        let file = &self.files[at.0];
        match file.now {
            Now::Same => file.before.is_some(),
            Now::Holds(_) => true,
            Now::Gone => false,
        }
    }

    /// The text of a file that is there.
    pub(super) fn text(&self, at: At) -> Result<&Text, Refusal> {
        let file = &self.files[at.0];
        let name = quoted(&file.path);
        let content = match (&file.now, &file.before) {
            (Now::Holds(content), _) => Some(content),
            (Now::Same, Some(was)) => was.content.as_ref(),
            (Now::Same, None) | (Now::Gone, _) => {
                return Err(Refusal::new(format!(
                    "{name} does not exist: use write to create it"
                )));
            }
        };
        match content {
            Some(Content::Text(text)) => Ok(text),
            Some(Content::Bytes(_)) => Err(Refusal::new(format!("{name} is binary, not text"))),
            None => Err(too_large(&file.path)),
        }
    }

    /// Gives the file this text.
    pub(super) fn set(&mut self, at: At, text: Text) {
        self.files[at.0].now = Now::Holds(Content::Text(text));
    }

    /// Deletes the file.
    pub(super) fn remove(&mut self, at: At) {
        self.files[at.0].now = Now::Gone;
    }

    /// Gives the file another path, where nothing may be.
    pub(super) fn rename(&mut self, at: At, to: &Path) -> Result<(), Refusal> {
        let new = self.open(to, Purpose::Change)?;
        if self.exists(new) {
            return Err(Refusal::new(format!("{} exists already", quoted(to))));
        }
        let file = &mut self.files[at.0];
        let path = file.before.is_some().then(|| file.path.clone());
        let content = match std::mem::replace(&mut file.now, Now::Gone) {
            Now::Holds(content) => Some(content),
            Now::Same => file.before.as_ref().and_then(|was| was.content.clone()),
            Now::Gone => None,
        };
        let Some(content) = content else {
            return Err(Refusal::new(format!(
                "{} is not there or too large: use a command to rename it",
                quoted(&self.files[at.0].path)
            )));
        };
        self.files[new.0].now = Now::Holds(content);
        self.files[new.0].from = path;
        Ok(())
    }

    /// What the request does, in the order in which it is done: what is deleted goes last.
    pub(super) fn finish(self) -> Result<Change, Refusal> {
        let mut files = Vec::new();
        for file in &self.files {
            files.extend(self.change(file)?);
        }
        if files.is_empty() {
            return Err(Refusal::new(
                "nothing would change: the files are already like this",
            ));
        }
        files.sort_by_key(|file: &FileChange| file.after.is_none());
        Ok(Change {
            root: self.root.path().to_owned(),
            files,
        })
    }

    fn change(&self, file: &Draft) -> Result<Option<FileChange>, Refusal> {
        let old = file.before.as_ref().and_then(|was| was.content.as_ref());
        let new = match &file.now {
            Now::Same => return Ok(None),
            Now::Gone if file.before.is_none() => return Ok(None),
            Now::Holds(content) if old == Some(content) => return Ok(None),
            Now::Gone => None,
            Now::Holds(content) => Some(content),
        };
        let after = new.map(Content::bytes).transpose();
        let after =
            after.map_err(|error| Refusal::new(format!("{}: {error}", quoted(&file.path))))?;
        let model = file.from.as_ref().and_then(|from| {
            let from = self.files.iter().find(|other| other.path == *from)?;
            from.before.as_ref()?.content.as_ref()
        });
        let shown = show(file, old.or(model), new);
        Ok(Some(FileChange {
            path: file.path.clone(),
            before: file.before.as_ref().map(|was| was.before.clone()),
            after,
            from: file.from.clone(),
            diff: shown.diff,
            hidden: shown.hidden,
            hunks: shown.hunks,
            added: shown.added,
            removed: shown.removed,
        }))
    }
}

struct Shown {
    diff: String,
    hidden: usize,
    hunks: usize,
    added: usize,
    removed: usize,
}

/// The change for a person to read; only an existing text that stays can be taken in parts.
fn show(file: &Draft, old: Option<&Content>, new: Option<&Content>) -> Shown {
    let was = file.before.as_ref();
    let mut shown = Shown {
        diff: heading(
            &file.path,
            file.from.as_deref(),
            (was.is_some(), new.is_some()),
        ),
        hidden: 0,
        hunks: 1,
        added: 0,
        removed: 0,
    };
    let large = was.is_some_and(|was| was.content.is_none());
    let (Some(before), Some(after), false) = (text_in(old), text_in(new), large) else {
        let size =
            |bytes: Option<u64>| bytes.map_or("nothing".to_owned(), |size| format!("{size} bytes"));
        let before = size(was.map(|was| was.before.size));
        // Writing to a string cannot fail.
        writeln!(shown.diff, "no text: {before} before").ok();
        return shown;
    };
    let comparison = Comparison::new(before, after);
    (shown.added, shown.removed) = comparison.counts();
    let (diff, hidden) = comparison.unified(|_| true, LONGEST_DIFF);
    shown.diff.push_str(&diff);
    shown.hidden = hidden;
    if was.is_some() && new.is_some() {
        shown.hunks = comparison.len().max(1);
    }
    shown
}

fn too_large(path: &Path) -> Refusal {
    Refusal::new(format!(
        "{} is larger than 64 MB: use a command to change it",
        quoted(path)
    ))
}

fn text_in(content: Option<&Content>) -> Option<&str> {
    match content {
        Some(Content::Text(text)) => Some(&text.text),
        Some(Content::Bytes(_)) => None,
        None => Some(""),
    }
}

/// The lines of a diff that name the file.
pub(super) fn heading(path: &Path, from: Option<&Path>, (old, new): (bool, bool)) -> String {
    let name = |side: &str, path: &Path| quoted(&Path::new(side).join(path));
    if let Some(from) = from {
        return format!("rename from {}\nrename to {}\n", quoted(from), quoted(path));
    }
    let old = if old {
        name("a", path)
    } else {
        "/dev/null".to_owned()
    };
    let new = if new {
        name("b", path)
    } else {
        "/dev/null".to_owned()
    };
    format!("--- {old}\n+++ {new}\n")
}
