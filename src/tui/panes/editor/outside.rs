//! How an open text meets its file: opened, changed outside, written, gone.

use std::time::{Duration, SystemTime};

use ropey::Rope;

use super::work::{Effect, Meeting};
use super::{Sheet, TabId};
use crate::text::{Author, Content, Format, Transaction, Unsaved};
use crate::tui::keymap::Action;
use crate::tui::root::Notice;

/// How long after its arrival a question takes no answer: nobody has read it yet.
const UNREAD: Duration = Duration::from_millis(400);

/// How long after a change was taken in it may turn out to be an agent's.
const CLAIMABLE: Duration = Duration::from_secs(10);

/// What tells one state of a file from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// When it was changed.
    pub modified: Option<SystemTime>,
    /// How many bytes it has.
    pub len: u64,
    /// Which file it is (device and inode) and when anything about it was changed, in seconds and
    /// nanoseconds: a tool that keeps the time of a copy cannot keep these.
    pub identity: Option<(u64, u64, i64, i64)>,
}

/// A file as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// What is in it.
    pub content: Content,
    /// What was on disk; nothing for a file that does not exist yet.
    pub stamp: Option<Stamp>,
    /// Whether it may not be written.
    pub read_only: bool,
    /// What was typed and not saved before the program ended.
    pub unsaved: Option<Unsaved>,
}

/// A file that changed on disk.
#[derive(Debug, Clone)]
pub struct OnDisk {
    /// Its text.
    pub rope: Rope,
    /// How it is stored.
    pub format: Format,
    /// What is on disk.
    pub stamp: Stamp,
    /// Who has changed it.
    pub author: Author,
}

/// A text and its file brought together.
#[derive(Debug)]
pub struct Met {
    /// Of the text.
    pub revision: u64,
    /// How.
    pub meeting: Meeting,
    /// What has to change in the text.
    pub transaction: Transaction,
    /// How many places need a person.
    pub conflicts: usize,
    /// What is on disk.
    pub disk: OnDisk,
}

/// What is known of the file of an open text.
#[derive(Debug, Default)]
pub struct Disk {
    /// What is on disk as far as the person knows.
    pub stamp: Option<Stamp>,
    /// The text that is there.
    pub base: Rope,
    /// Whether it may not be written.
    pub read_only: bool,
    /// What is being written: its mark and text.
    pub writing: Option<(u64, Rope)>,
    /// What was saved meanwhile and is written next.
    pub next: Option<(u64, Rope)>,
    /// When a change by nobody known was taken in last.
    pub taken: Option<Duration>,
    /// An agent has changed it while it was being written.
    pub owed: bool,
}

/// Something that needs an answer, shown above the text.
#[derive(Debug)]
pub struct Banner {
    /// What it is about.
    pub about: About,
    /// When it came.
    pub since: Duration,
}

/// What a banner is about.
#[derive(Debug)]
pub enum About {
    /// The file changed on disk while the text has changes of its own.
    Changed(Box<OnDisk>),
    /// The file is gone.
    Gone,
    /// Text from before a crash was brought back.
    BroughtBack,
}

impl Banner {
    /// The question; the footer has the keys that answer it.
    pub fn text(&self) -> &'static str {
        match self.about {
            About::Changed(_) => "Changed on disk: merge, take the file's, or keep yours?",
            About::Gone => "No longer on disk: saving writes it again",
            About::BroughtBack => "Unsaved text was brought back: save it, or take the file's",
        }
    }
}

impl Banner {
    /// The actions for the footer.
    pub fn keys(&self) -> &'static [(Action, &'static str)] {
        match self.about {
            About::Changed(_) => &[
                (Action::Accept, "merge"),
                (Action::ReloadFile, "take the file's"),
                (Action::Cancel, "keep yours"),
            ],
            About::Gone => &[
                (Action::Save, "write it again"),
                (Action::Cancel, "hide this"),
            ],
            About::BroughtBack => &[
                (Action::Save, "save"),
                (Action::ReloadFile, "take the file's"),
                (Action::ToggleDiff, "changes"),
                (Action::Cancel, "hide this"),
            ],
        }
    }
}

impl Sheet {
    /// Shows a banner; a second of the same kind does not ask anew.
    fn ask(&mut self, about: About, now: Duration) {
        let same = self.banner.as_ref().is_some_and(|shown| {
            std::mem::discriminant(&shown.about) == std::mem::discriminant(&about)
        });
        let since = match &self.banner {
            Some(shown) if same => shown.since,
            Some(_) | None => now,
        };
        self.banner = Some(Banner { about, since });
    }

    /// Whether the banner was there long enough to be answered.
    fn answerable(&self, now: Duration) -> bool {
        let arrived = self.banner.as_ref().map(|banner| banner.since);
        arrived.is_some_and(|since| now.saturating_sub(since) >= UNREAD)
    }

    /// Brings back what was typed before a crash, as a change that can be undone.
    pub fn bring_back(&mut self, unsaved: &Unsaved, now: Duration) {
        let (rope, format) = unsaved.restore(self.buffer.format());
        if rope == *self.buffer.rope() {
            return;
        }
        if format != self.buffer.format() {
            self.buffer.set_format(format);
        }
        let disk = OnDisk {
            rope: self.buffer.rope().clone(),
            format: self.buffer.format(),
            stamp: self.disk.stamp.unwrap_or_default(),
            author: Author::Unknown,
        };
        let transaction = crate::text::becoming(self.buffer.rope(), &rope);
        self.buffer.transact(transaction);
        if disk.rope == unsaved.base.as_str() || self.disk.stamp.is_none() {
            self.ask(About::BroughtBack, now);
        } else {
            // The file went on without the text: a save must not write over that unasked.
            self.disk.stamp = None;
            self.disk.base = Rope::from_str(&unsaved.base);
            self.ask(About::Changed(Box::new(disk)), now);
        }
    }

    /// The file is not what it was.
    pub fn differs(&mut self, tab: TabId, disk: Option<Box<OnDisk>>, now: Duration) -> Vec<Effect> {
        // What is being written looks at the file itself, and its own new state is no change.
        let own = |disk: &OnDisk| Some(disk.stamp) == self.disk.stamp;
        if self.is_saving() || disk.as_deref().is_some_and(own) {
            return Vec::new();
        }
        let Some(mut disk) = disk else {
            self.buffer.mark_unsaved();
            self.disk.stamp = None;
            self.ask(About::Gone, now);
            return Vec::new();
        };
        if disk.rope == *self.buffer.rope() {
            if disk.author == Author::Agent {
                self.claim(now);
            }
            self.agree(*disk);
            return Vec::new();
        }
        if let Some(About::Changed(shown)) = self.banner.as_ref().map(|banner| &banner.about)
            && shown.author == Author::Agent
            && shown.rope == disk.rope
        {
            // Whoever looks again finds what the agent has written.
            disk.author = Author::Agent;
        }
        if self.buffer.is_modified() && self.disk.base != disk.rope {
            self.ask(About::Changed(disk), now);
            return Vec::new();
        }
        if self.disk.base == disk.rope {
            // Only its time changed: what is there is what the person knows.
            self.disk.stamp = Some(disk.stamp);
            return Vec::new();
        }
        vec![self.meet(tab, Meeting::Reload, disk)]
    }

    fn meet(&self, tab: TabId, meeting: Meeting, theirs: Box<OnDisk>) -> Effect {
        Effect::Meet {
            tab,
            revision: self.buffer.revision(),
            meeting,
            base: self.disk.base.clone(),
            ours: self.buffer.rope().clone(),
            theirs,
        }
    }

    /// The buffer holds what the disk holds.
    fn agree(&mut self, disk: OnDisk) {
        self.disk.stamp = Some(disk.stamp);
        self.disk.base = disk.rope;
        if self.buffer.format() != disk.format {
            self.buffer.set_format(disk.format);
        }
        let mark = self.buffer.save_mark();
        self.buffer.saved(mark);
        self.banner = None;
    }

    /// Merges, if there is a question that merging answers.
    pub fn accept(&mut self, tab: TabId, now: Duration) -> Option<Effect> {
        if !self.answerable(now) {
            return None;
        }
        match self.banner.take()?.about {
            About::Changed(disk) => Some(self.meet(tab, Meeting::Merge, disk)),
            About::Gone | About::BroughtBack => None,
        }
    }

    /// Takes what is on disk, if there is a question that this answers.
    pub fn reload(&mut self, tab: TabId, now: Duration) -> Option<Effect> {
        if !self.answerable(now) {
            return None;
        }
        match self.banner.take()?.about {
            About::Changed(disk) => Some(self.meet(tab, Meeting::Reload, disk)),
            About::BroughtBack => {
                let disk = OnDisk {
                    rope: self.disk.base.clone(),
                    format: self.buffer.format(),
                    stamp: self.disk.stamp?,
                    author: Author::Unknown,
                };
                Some(self.meet(tab, Meeting::Reload, Box::new(disk)))
            }
            About::Gone => None,
        }
    }

    /// Keeps what is in the editor; answers whether there was a question.
    pub fn keep_mine(&mut self, now: Duration) -> bool {
        if !self.answerable(now) {
            return self.banner.is_some();
        }
        match self.banner.take().map(|banner| banner.about) {
            Some(About::Changed(disk)) => {
                // From now on a save may write over what is there.
                self.disk.stamp = Some(disk.stamp);
                self.disk.base = disk.rope;
                self.buffer.mark_unsaved();
                true
            }
            Some(About::Gone | About::BroughtBack) => true,
            None => false,
        }
    }

    /// An agent says that it has changed the file: what was taken in just now was that.
    pub fn claim(&mut self, now: Duration) {
        let taken = self.disk.taken.take();
        if taken.is_some_and(|taken| now.saturating_sub(taken) <= CLAIMABLE) {
            self.buffer.claim_outside();
        }
    }

    /// The text and the disk came together; answers what to do and to tell.
    pub fn met(&mut self, tab: TabId, met: Met, now: Duration) -> (Option<Effect>, Option<Notice>) {
        if met.revision != self.buffer.revision() {
            return self.met_late(tab, met.disk, now);
        }
        let author = met.disk.author;
        let touched = self.buffer.transact_outside(met.transaction, author);
        self.touched(touched);
        self.disk.taken = (author == Author::Unknown).then_some(now);
        self.disk.stamp = Some(met.disk.stamp);
        match met.meeting {
            Meeting::Reload => {
                self.agree(met.disk);
                (None, None)
            }
            Meeting::Merge => {
                self.disk.base = met.disk.rope;
                self.buffer.mark_unsaved();
                let notice = match met.conflicts {
                    0 => Notice::good("Merged with what is on disk; not saved yet"),
                    count => Notice::warn(format!(
                        "Merged: {count} places changed on both sides are marked with <<<<<<<"
                    )),
                };
                (None, Some(notice))
            }
        }
    }

    /// The text is another one by now than that which met the disk.
    fn met_late(
        &mut self,
        tab: TabId,
        disk: OnDisk,
        now: Duration,
    ) -> (Option<Effect>, Option<Notice>) {
        if disk.rope == *self.buffer.rope() {
            if disk.author == Author::Agent {
                self.claim(now);
            }
            self.agree(disk);
            return (None, None);
        }
        if !self.buffer.is_modified() {
            return (Some(self.meet(tab, Meeting::Reload, Box::new(disk))), None);
        }
        self.banner = Some(Banner {
            about: About::Changed(Box::new(disk)),
            since: Duration::ZERO,
        });
        let notice = Notice::info("You typed meanwhile: choose again");
        (None, Some(notice))
    }
}
