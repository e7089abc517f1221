//! One open text: its buffer, what is in sight of it, and what is known about its lines.

use std::path::Path;
use std::time::Duration;

use ropey::Rope;

use super::TabId;
use super::bar::{Bar, Search};
use super::changes::{Changes, DiffView};
use super::colours::Colours;
use super::outside::{Banner, Disk};
use super::window::Window;
use super::work::Effect;
use crate::text::{Buffer, Edit, EditKind, Language, RECOVERABLE, Touched, language_of};

/// How long after the last edit a text is compared with the last commit.
const COMPARE_AFTER: Duration = Duration::from_millis(250);

/// How long after the last edit unsaved text is kept.
const KEEP_AFTER: Duration = Duration::from_secs(1);

/// Texts larger than this are not compared with each other.
const COMPARABLE: usize = 16 * 1024 * 1024;

/// One open text.
#[derive(Debug)]
pub struct Sheet {
    /// The text.
    pub buffer: Buffer,
    /// Its language.
    pub language: Language,
    /// What is in sight.
    pub window: Window,
    /// The colours of the lines in sight.
    pub colours: Colours,
    /// What changed since the last commit.
    pub changes: Changes,
    /// What is known of its file.
    pub disk: Disk,
    /// What was last looked for, and where it is.
    pub search: Search,
    /// The line below the text in which is typed, if any.
    pub bar: Option<Bar>,
    /// A question above the text, if any.
    pub banner: Option<Banner>,
    /// The view of changes, if it is shown in place of the text.
    pub diff: Option<DiffView>,
    /// When the text was last edited, and what has been done about it since.
    pub pause: Pause,
}

/// What waits for a pause in typing.
#[derive(Debug, Default)]
pub struct Pause {
    edited: Duration,
    compare: bool,
    keep: bool,
}

impl Sheet {
    /// A sheet over `buffer`.
    pub fn new(path: &Path, buffer: Buffer) -> Self {
        Self {
            language: language_of(path),
            window: Window::default(),
            colours: Colours::default(),
            changes: Changes::default(),
            disk: Disk {
                base: buffer.rope().clone(),
                ..Disk::default()
            },
            search: Search::default(),
            bar: None,
            banner: None,
            diff: None,
            pause: Pause::default(),
            buffer,
        }
    }

    /// Changes the text.
    pub fn apply(&mut self, edit: Edit, kind: EditKind) {
        let touched = self.buffer.apply(edit, kind);
        self.touched(touched);
    }

    /// Lets what is known of lines move with them.
    pub fn touched(&mut self, touched: Option<Touched>) {
        self.window.goal = None;
        let Some(touched) = touched else {
            return;
        };
        self.colours.touched(touched);
        self.changes.touched(touched);
        self.pause.compare = true;
        self.pause.keep = true;
        self.pause.edited = Duration::MAX;
    }

    /// Whether it may not be written, and nothing was changed in it yet.
    pub fn is_untouched_guest(&self) -> bool {
        self.disk.read_only && !self.buffer.is_modified()
    }

    /// Whether there are changes that are not even being written.
    pub fn is_unsaved(&self) -> bool {
        let disk = &self.disk;
        let last = disk.next.as_ref().or(disk.writing.as_ref());
        let under_way = last.is_some_and(|(_, rope)| rope.is_instance(self.buffer.rope()));
        self.buffer.is_modified() && !under_way
    }

    /// Whether it is being written.
    pub fn is_saving(&self) -> bool {
        self.disk.writing.is_some()
    }

    /// Whether the text is too large to be kept before it is saved.
    pub fn is_unguarded(&self) -> bool {
        let longest = |rope: &Rope| rope.len_bytes() > RECOVERABLE;
        longest(self.buffer.rope()) || longest(&self.disk.base)
    }

    /// Notes when an edit was, and answers when to look again.
    pub fn wake_at(&mut self, now: Duration) -> Option<Duration> {
        if self.pause.edited == Duration::MAX {
            self.pause.edited = now;
        }
        if self.pause.compare {
            Some(self.pause.edited + COMPARE_AFTER)
        } else if self.pause.keep {
            Some(self.pause.edited + KEEP_AFTER)
        } else {
            None
        }
    }

    /// What is due after a pause in typing.
    pub fn due(&mut self, tab: TabId, path: &Path, now: Duration) -> Vec<Effect> {
        let mut effects = Vec::new();
        let quiet = now.saturating_sub(self.pause.edited);
        if self.pause.compare && quiet >= COMPARE_AFTER {
            self.pause.compare = false;
            effects.extend(self.compare(tab));
        }
        if self.pause.keep && quiet >= KEEP_AFTER {
            self.pause.keep = false;
            effects.extend(self.keep(path));
        }
        effects
    }

    /// Compares the text with the last commit.
    pub fn compare(&self, tab: TabId) -> Option<Effect> {
        let base = self.changes.base.clone()?;
        let rope = self.buffer.rope().clone();
        (rope.len_bytes().max(base.len_bytes()) <= COMPARABLE).then(|| Effect::Compare {
            tab,
            revision: self.buffer.revision(),
            base,
            rope,
        })
    }

    /// Keeps the text where a crash does not reach it, or forgets it when nothing is unsaved.
    pub fn keep(&self, path: &Path) -> Option<Effect> {
        if !self.buffer.is_modified() {
            return Some(Effect::Forget(path.to_owned()));
        }
        (!self.is_unguarded()).then(|| Effect::Keep {
            path: path.to_owned(),
            rope: self.buffer.rope().clone(),
            charset: self.buffer.format().charset,
            base: self.disk.base.clone(),
        })
    }

    /// Writes the text to its file, once what is being written is there.
    pub fn write(&mut self, tab: TabId, path: &Path) -> Option<Effect> {
        let text = (self.buffer.save_mark(), self.buffer.rope().clone());
        if self.is_saving() {
            self.disk.next = Some(text);
            return None;
        }
        Some(self.write_text(tab, path, text))
    }

    /// Writes what was saved while another state was being written.
    pub fn write_next(&mut self, tab: TabId, path: &Path) -> Option<Effect> {
        let text = self.disk.next.take()?;
        Some(self.write_text(tab, path, text))
    }

    fn write_text(&mut self, tab: TabId, path: &Path, (mark, rope): (u64, Rope)) -> Effect {
        self.disk.writing = Some((mark, rope.clone()));
        Effect::Write {
            tab,
            path: path.to_owned(),
            rope,
            charset: self.buffer.format().charset,
            known: self.disk.stamp,
            mark,
        }
    }
}
