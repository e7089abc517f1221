//! Answers what the editor asks of the disk.

use std::ops::DerefMut;
use std::path::Path;

use super::desk::answer;
use super::file::{self, FileError};
use super::unsaved::Keeper;
use ropey::Rope;

use crate::text::{Author, Buffer, Content, Format, Unsaved, becoming, before_diffs};
use crate::tui::driver::Hands;
use crate::tui::panes::editor::{Answer, Effect, Loaded, OnDisk, Stamp, TabId};
use crate::tui::root::Notice;

/// Reads a file or looks at it; `kept` is where what was not saved of it is found.
pub fn read<K: DerefMut<Target = Keeper>>(job: Effect, kept: impl FnOnce() -> K, hands: &Hands) {
    match job {
        Effect::Read { tab, path, diffs } => {
            let mut loaded = load(&path, kept).map(Box::new);
            if let Ok(Content::Text(buffer)) = loaded.as_mut().map(|one| &mut one.content) {
                mark(buffer, &diffs);
            }
            let loaded = loaded.map_err(|error| error.to_string());
            answer(hands, tab, Answer::Read(loaded));
        }
        Effect::Look {
            tab,
            path,
            known,
            author,
        } => look(tab, &path, (known, author), hands),
        Effect::Write { .. }
        | Effect::Keep { .. }
        | Effect::Forget(_)
        | Effect::Base { .. }
        | Effect::Compare { .. }
        | Effect::Colour { .. }
        | Effect::Search { .. }
        | Effect::ReplaceAll { .. }
        | Effect::Meet { .. }
        | Effect::Drop(_) => {}
    }
}

/// Writes a file, or keeps what is unsaved.
pub fn write(job: Effect, keeper: &mut Keeper, hands: &Hands) {
    match job {
        Effect::Write {
            tab,
            path,
            rope,
            charset,
            known,
            mark,
        } => {
            let result = file::write(&path, &rope, charset, known);
            let changed = matches!(result, Err(FileError::Changed));
            if result.is_ok() {
                keeper.forget(&path);
            }
            let result = result.map_err(|error| error.to_string());
            answer(hands, tab, Answer::Written { mark, result });
            if changed {
                look(tab, &path, (None, Author::Unknown), hands);
            }
        }
        Effect::Keep {
            path,
            rope,
            charset,
            base,
        } => {
            // What was written meanwhile is not unsaved any more.
            if file::holds(&path, &rope, charset) {
                return keeper.forget(&path);
            }
            let unsaved = Unsaved::of(&path, charset, &base, &rope);
            let kept = unsaved.map(|unsaved| keeper.keep(&unsaved));
            if let Some(Err(error)) = kept {
                let text = format!("unsaved text is not kept for a crash: {error}");
                hands.tell(Notice::warn(text));
            }
        }
        Effect::Forget(path) => keeper.forget(&path),
        Effect::Read { .. }
        | Effect::Look { .. }
        | Effect::Base { .. }
        | Effect::Compare { .. }
        | Effect::Colour { .. }
        | Effect::Search { .. }
        | Effect::ReplaceAll { .. }
        | Effect::Meet { .. }
        | Effect::Drop(_) => {}
    }
}

fn load<K: DerefMut<Target = Keeper>>(
    path: &Path,
    kept: impl FnOnce() -> K,
) -> Result<Loaded, FileError> {
    let mut loaded = match file::read(path) {
        Ok((bytes, metadata)) => Loaded {
            content: Buffer::from_bytes(&bytes),
            stamp: Some(file::stamp(&metadata)),
            read_only: file::is_read_only(path, &metadata),
            unsaved: None,
        },
        // A file that does not exist yet is begun.
        Err(FileError::Missing) => Loaded {
            content: Content::Text(Box::new(Buffer::new(Rope::new(), Format::default()))),
            stamp: None,
            read_only: false,
            unsaved: None,
        },
        Err(error) => return Err(error),
    };
    if let Content::Text(buffer) = &loaded.content {
        // Not held while the file is read: that may take for ever.
        let mut keeper = kept();
        loaded.unsaved = keeper.find(path);
        if let Some(unsaved) = &loaded.unsaved
            && *buffer.rope() == unsaved.text.as_str()
        {
            // It was saved after all, or typed anew elsewhere.
            keeper.forget(path);
            loaded.unsaved = None;
        }
    }
    Ok(loaded)
}

/// Marks what agents have changed in a text, as a step that can be taken back.
fn mark(buffer: &mut Buffer, diffs: &[String]) {
    if diffs.is_empty() {
        return;
    }
    let now = buffer.rope();
    let Some(before) = before_diffs(&now.to_string(), diffs) else {
        return;
    };
    let before = Rope::from_str(&before);
    let changes = becoming(&before, now);
    let mut marked = Buffer::new(before, buffer.format());
    marked.set_indent(buffer.indent());
    marked.transact_outside(changes, Author::Agent);
    if marked.rope() == buffer.rope() {
        let mark = marked.save_mark();
        marked.saved(mark);
        *buffer = marked;
    }
}

/// Tells the tab when the file is not what it knows.
fn look(tab: TabId, path: &Path, (known, author): (Option<Stamp>, Author), hands: &Hands) {
    let missing_before = known.is_none();
    let found = match file::look(path) {
        Ok(metadata) if known == Some(file::stamp(&metadata)) => match author {
            Author::Agent => return answer(hands, tab, Answer::Same),
            Author::Unknown => return,
        },
        Ok(_) => file::read(path),
        Err(error) => Err(error),
    };
    let told = match found {
        Ok((bytes, metadata)) => match Buffer::from_bytes(&bytes) {
            Content::Text(buffer) => {
                let disk = OnDisk {
                    rope: buffer.rope().clone(),
                    format: buffer.format(),
                    stamp: file::stamp(&metadata),
                    author,
                };
                return answer(hands, tab, Answer::Differs(Some(Box::new(disk))));
            }
            Content::Binary => "is no text any more".to_owned(),
        },
        // It was not there before either.
        Err(FileError::Missing) if missing_before => return,
        Err(FileError::Missing) => return answer(hands, tab, Answer::Differs(None)),
        Err(error) => error.to_string(),
    };
    let text = format!(
        "{} on disk: {told}; what is open here is kept",
        path.display()
    );
    hands.tell(Notice::warn(text));
}
