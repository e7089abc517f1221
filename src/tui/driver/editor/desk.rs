//! Gives each effect to the thread that does such work, in order.

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
    /// Files, one after the other: what is read after a write sees it.
    files: Lane<FileJob>,
    /// Searching, comparing, git.
    thoughts: Lane<Effect>,
    /// Colours.
    colours: Lane<Effect>,
}

/// What the thread of files does.
#[derive(Debug)]
enum FileJob {
    /// An effect of the editor.
    Do(Effect),
    /// Tell which unsaved texts wait for their file to be opened.
    TellKept,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            files: Lane::new("editor-files"),
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
            Effect::Read { .. }
            | Effect::Look { .. }
            | Effect::Write { .. }
            | Effect::Keep { .. }
            | Effect::Forget(_) => self.file(FileJob::Do(effect), hands),
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
        self.file(FileJob::TellKept, hands.clone());
    }

    fn file(&mut self, job: FileJob, hands: Hands) {
        self.files.send(job, || {
            let mut keeper = Keeper::new(hands.state());
            move |jobs: Vec<FileJob>| {
                for job in jobs {
                    match job {
                        FileJob::Do(effect) => disk::perform(effect, &mut keeper, &hands),
                        FileJob::TellKept => {
                            let workspace = hands.workspace();
                            let kept = keeper.left_below(&workspace);
                            if let Some(text) = kept_text(&kept) {
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
        self.files.finish();
    }
}

/// Sends an answer to a tab.
pub(super) fn answer(hands: &Hands, tab: TabId, answer: Answer) {
    hands.tell(Msg::Answer(tab, answer));
}
