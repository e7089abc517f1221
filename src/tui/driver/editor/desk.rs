//! Gives each effect to the thread that does such work, in order.

use super::brush::Brush;
use super::lane::Lane;
use super::unsaved::Keeper;
use super::{disk, think};
use crate::tui::driver::Hands;
use crate::tui::panes::editor::{Answer, Body, Effect, Msg, State, TabId};

/// The threads of the editor.
#[derive(Debug)]
pub struct Desk {
    /// Files, one after the other: what is read after a write sees it.
    files: Lane<Effect>,
    /// Searching, comparing, git.
    thoughts: Lane<Effect>,
    /// Colours.
    colours: Lane<Effect>,
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
            | Effect::Forget(_) => self.files.send(effect, || {
                let mut keeper = Keeper::new(hands.state());
                move |jobs| {
                    let jobs = jobs.into_iter();
                    jobs.for_each(|job| disk::perform(job, &mut keeper, &hands));
                }
            }),
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
