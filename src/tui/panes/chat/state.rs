//! What the pane holds.

use std::time::Duration;

use ratatui::layout::Rect;

use super::composer::Composer;
use super::recall::Recall;
use super::talk::{Pause, Talk};
use super::transcript::Transcript;
use crate::domain::ids::RunId;
use crate::domain::model_name::ModelName;
use crate::tui::progress::Progress;

/// What is known of the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Store {
    /// It is being opened.
    #[default]
    Opening,
    /// It is open.
    Open,
    /// It could not be opened, for this reason.
    Refused(String),
}

/// What the pane holds.
#[derive(Debug, Default)]
pub struct State {
    /// Where it is drawn.
    pub area: Rect,
    pub(super) composer: Composer,
    pub(super) transcript: Transcript,
    pub(super) store: Store,
    /// The talk with a model.
    pub(super) talk: Talk,
    /// The search in what was sent before, while it is open.
    pub(super) recall: Option<Recall>,
    /// The block of code that was copied last, by item and block.
    pub(super) copied: Option<(u64, usize)>,
    /// The call of a tool that was opened last, by item and place.
    pub(super) looked: Option<(u64, usize)>,
    /// Colours are being found.
    pub(super) colouring: bool,
    /// The lines that wait for an answer.
    pub(super) asked: usize,
    /// When the chat wakes next to count the seconds of what works.
    pub(super) wakes: Option<Duration>,
}

/// Where the parts of the pane are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) transcript: Rect,
    /// What waits to be said.
    pub(super) queue: Rect,
    pub(super) rule: Rect,
    pub(super) composer: Rect,
}

impl State {
    /// What stands on the border beside the name of the pane; may be empty.
    pub fn title(&self) -> String {
        if self.talk.has_model() {
            return self.talk.title();
        }
        let working = self.transcript.runs().filter(|run| run.works()).count();
        match working {
            0 => "rules, no model".to_owned(),
            many => format!("rules · {many} at work"),
        }
    }

    /// The model that answers, as `provider/id`; nothing while the rules do.
    pub fn model(&self) -> Option<&str> {
        let name = self.talk.chosen.name.as_str();
        (!name.is_empty()).then_some(name)
    }

    /// The talk, while a call of it waits for a person.
    pub fn asks(&self) -> Option<RunId> {
        let turn = self.talk.turn.as_ref()?;
        self.talk.run.filter(|_| turn.pause == Pause::Person)
    }

    /// Lets a model answer from the start; more is known of it later.
    pub fn begin_with(&mut self, model: &ModelName) {
        if !model.is_rules() {
            self.talk.chosen.name = model.to_string();
        }
    }

    /// The parts of `area`: the composer takes what its text needs, at most a third.
    pub(super) fn parts(&self, area: Rect) -> Parts {
        let height = self.composer.writing.height().min(most(area));
        let rule = u16::from(area.height > height + 2);
        let waiting = u16::try_from(self.talk.queue.len()).unwrap_or(u16::MAX);
        let below = height + rule;
        let queue = waiting
            .min(QUEUED)
            .min(area.height.saturating_sub(below) / 3);
        let top = area.height.saturating_sub(below + queue);
        let indent = 2.min(area.width.saturating_sub(1));
        Parts {
            transcript: Rect {
                height: top,
                ..area
            },
            queue: Rect {
                y: area.y + top,
                height: queue,
                ..area
            },
            rule: Rect {
                y: area.y + top + queue,
                height: rule,
                ..area
            },
            composer: Rect {
                x: area.x + indent,
                y: area.y + top + queue + rule,
                width: area.width - indent,
                height: height.min(area.height),
            },
        }
    }

    /// True while a model answers.
    pub fn answering(&self) -> bool {
        self.talk.turn.is_some()
    }

    /// True while a run is shown at work, or the model is.
    pub fn works(&self) -> bool {
        self.talk.turn.is_some() || self.transcript.runs().any(Progress::works)
    }

    /// Lays the parts out again, after the text or the place has changed.
    pub(super) fn lay_out(&mut self, now: Duration) {
        let width = self.area.width.saturating_sub(2);
        self.composer.writing.resize(width, most(self.area));
        let parts = self.parts(self.area);
        let columns = parts.transcript.width.saturating_sub(1);
        let rows = parts.transcript.height;
        self.transcript.resize(columns, rows, now);
    }
}

/// The most messages in sight that wait to be said.
const QUEUED: u16 = 4;

/// The most rows of the composer in `area`.
fn most(area: Rect) -> u16 {
    (area.height / 3).max(1)
}
