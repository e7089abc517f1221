//! Gives each effect to the thread that does such work, in order.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::brush::Brush;
use super::lane::Lane;
use super::unsaved::{Keeper, kept_text};
use super::{disk, think};
use crate::tui::driver::Hands;
use crate::tui::panes::editor::{Answer, Body, Effect, Msg, State, TabId};
use crate::tui::root::Notice;

/// The threads of the editor.
#[derive(Debug)]
pub struct Desk {
    /// Reading and looking at files. A disk that does not answer holds up nothing else.
    reads: Lane<ReadJob>,
    /// Writing files and keeping what is unsaved, one after the other.
    writes: Lane<Effect>,
    /// Where what is unsaved is kept, from the first file on.
    keeper: Arc<OnceLock<Mutex<Keeper>>>,
    /// Searching, comparing, git.
    thoughts: Lane<Effect>,
    /// Colours.
    colours: Lane<Effect>,
}

/// What the thread that reads does.
#[derive(Debug)]
enum ReadJob {
    /// An effect of the editor.
    Do(Effect),
    /// Tell which unsaved texts wait for their file to be opened.
    TellKept,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            reads: Lane::new("editor-reads"),
            writes: Lane::new("editor-writes"),
            keeper: Arc::default(),
            thoughts: Lane::new("editor-thoughts"),
            colours: Lane::new("editor-colours"),
        }
    }
}

impl Desk {
    /// Performs one effect; results come back as messages.
    pub fn perform(&mut self, effect: Effect, hands: &Hands) {
        let hands = hands.clone();
        match effect {
            Effect::Read { .. } | Effect::Look { .. } => self.read(ReadJob::Do(effect), hands),
            Effect::Write { .. } | Effect::Keep { .. } | Effect::Forget(_) => {
                let keeper = Arc::clone(&self.keeper);
                self.writes.send(effect, || {
                    move |jobs: Vec<Effect>| {
                        for job in jobs {
                            disk::write(job, &mut kept(&keeper, &hands), &hands);
                        }
                    }
                });
            }
            Effect::Base { .. }
            | Effect::Compare { .. }
            | Effect::Search { .. }
            | Effect::ReplaceAll { .. }
            | Effect::Meet { .. } => self
                .thoughts
                .send(effect, || move |jobs| think::perform(jobs, &hands)),
            Effect::Colour { .. } | Effect::Drop(_) => self.colours.send(effect, || {
                let mut brush = Brush::default();
                move |jobs| brush.perform(jobs, &hands)
            }),
        }
    }

    /// The first frame is drawn: what earlier screens could not save is told, once the files that
    /// were opened until now have theirs back.
    pub fn awake(&mut self, hands: &Hands) {
        self.read(ReadJob::TellKept, hands.clone());
    }

    fn read(&mut self, job: ReadJob, hands: Hands) {
        let keeper = Arc::clone(&self.keeper);
        self.reads.send(job, || {
            move |jobs: Vec<ReadJob>| {
                for job in jobs {
                    match job {
                        ReadJob::Do(effect) => disk::read(effect, || kept(&keeper, &hands), &hands),
                        ReadJob::TellKept => {
                            let workspace = hands.workspace();
                            let left = kept(&keeper, &hands).left_below(&workspace);
                            if let Some(text) = kept_text(&left) {
                                hands.tell(Notice::warn(text));
                            }
                        }
                    }
                }
            }
        });
    }

    /// The screen ends: writes what is under way, and keeps what is not saved.
    pub fn finish(&mut self, state: &State, hands: &Hands) {
        for tab in &state.tabs {
            if let Body::Text(sheet) = &tab.body
                && sheet.buffer.is_modified()
                && let Some(effect) = sheet.keep(&tab.path)
            {
                self.perform(effect, hands);
            }
        }
        self.writes.finish();
    }
}

/// Where what is unsaved is kept.
fn kept<'a>(keeper: &'a OnceLock<Mutex<Keeper>>, hands: &Hands) -> MutexGuard<'a, Keeper> {
    let keeper = keeper.get_or_init(|| Mutex::new(Keeper::new(hands.state())));
    // A thread that panicked leaves it as good as any other.
    keeper.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends an answer to a tab.
pub(super) fn answer(hands: &Hands, tab: TabId, answer: Answer) {
    hands.tell(Msg::Answer(tab, answer));
}
