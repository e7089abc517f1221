//! What the pane holds.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::detail::{self, Line};
use super::place::{Parts, parts};
use super::ruling::{self, Ruling};
use crate::domain::approval::{Approval, ApprovalState, Choice};
use crate::domain::choices::Choices;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::wish::{Amendment, Wish};
use crate::tui::draw::{Field, Scroll};

/// An approval in the list.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What the store says of it.
    pub approval: Approval,
    /// When it came on the screen.
    pub arrived: Duration,
    /// What was answered here, until the store has settled it.
    pub answering: Option<&'static str>,
    /// Whose content counts in single files, as far as that was said here.
    pub choices: BTreeMap<String, Choice>,
    /// The places of a change that are left as they are.
    pub left: BTreeSet<usize>,
    /// True once the person was told that part of it is not shown.
    pub warned: bool,
}

/// Something that is being typed.
#[derive(Debug)]
pub(super) struct Writing {
    /// The approval that it is for.
    pub approval: ApprovalId,
    /// What it is.
    pub what: What,
    /// What stands there so far.
    pub field: Field,
}

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Why it is denied.
    Reason,
    /// The command that is to be run instead.
    Command,
    /// What a rule is about that is saved with a yes.
    Rule,
}

/// The time of day at a moment of the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    /// The time of day.
    pub read: Timestamp,
    /// When it was read.
    pub at: Duration,
    /// When the ages are counted next.
    pub wakes: Option<Duration>,
}

/// What the pane holds.
#[derive(Debug, Default)]
pub struct State {
    /// Where it is drawn.
    pub area: Rect,
    /// The approvals, those that wait first.
    pub(super) rows: Vec<Row>,
    /// Which of them is chosen.
    pub(super) list: Scroll,
    /// The lines about the chosen one, at the width that there is.
    pub(super) lines: Vec<Line>,
    /// The first of them in sight.
    pub(super) top: usize,
    /// Which of its contested files is looked at.
    pub(super) file: usize,
    /// True while they have the whole pane.
    pub(super) opened: bool,
    /// What is typed about the chosen one.
    pub(super) writing: Option<Writing>,
    /// The rule that is being made.
    pub(super) ruling: Option<Ruling>,
    /// When something other than a key last changed what an answer would be for.
    pub(super) changed: Duration,
    /// Those that were put off, the first of them first.
    pub(super) deferred: Vec<ApprovalId>,
    /// What time it is; none before the store was read.
    pub(super) clock: Option<Clock>,
}

impl Row {
    /// True while it waits for an answer.
    pub fn waits(&self) -> bool {
        self.approval.state == ApprovalState::Pending
    }

    /// The places of what an agent wants to change: the file, and the number of the place in it.
    pub fn places(&self) -> Vec<(usize, usize)> {
        match self
            .approval
            .question
            .subject
            .wish()
            .map(|asked| &asked.wish)
        {
            Some(Wish::Changes { files }) => {
                let files = files.iter().enumerate();
                files
                    .flat_map(|(file, one)| (0..one.hunks.max(1)).map(move |place| (file, place)))
                    .collect()
            }
            Some(
                Wish::Command { .. } | Wish::Read { .. } | Wish::Address { .. } | Wish::GoOn { .. },
            )
            | None => Vec::new(),
        }
    }

    /// The places of a change that are left as they are: as it was answered, or as far as it was said here.
    pub fn left_out(&self) -> BTreeSet<usize> {
        let wish = self.approval.question.subject.wish();
        let (Some(Wish::Changes { files }), Some(Amendment::Hunks(taken))) =
            (wish.map(|asked| &asked.wish), self.approval.amendment())
        else {
            return self.left.clone();
        };
        let is_left = |(file, place): (usize, usize)| {
            let taken = files.get(file).and_then(|file| taken.get(&file.path));
            !taken.is_some_and(|places| places.contains(&place))
        };
        let places = self.places().into_iter().enumerate();
        let left = places.filter(|(_, place)| is_left(*place));
        left.map(|(number, _)| number).collect()
    }

    /// Whose content counts: as it was answered, or as far as it was said here.
    pub fn said(&self) -> Choices {
        match &self.approval.decision {
            Some(decision) => decision.choices.clone(),
            None => Choices {
                choice: None,
                files: self.choices.clone(),
            },
        }
    }
}

impl State {
    /// What stands on the border beside the name of the pane; may be empty.
    pub fn title(&self) -> String {
        match self.rows.iter().filter(|row| row.waits()).count() {
            0 => String::new(),
            count => format!("{count} waiting"),
        }
    }

    /// True while a line is typed into it, so that letters are letters and no commands.
    pub fn typing(&self) -> bool {
        self.writing.is_some()
    }

    /// True while something waits for an answer: its age is shown.
    pub fn waits(&self) -> bool {
        self.rows.iter().any(Row::waits)
    }

    /// Puts the chosen approval behind all others that wait.
    pub(super) fn defer(&mut self) {
        let Some(id) = self
            .chosen()
            .filter(|row| row.waits())
            .map(|row| row.approval.id)
        else {
            return;
        };
        self.deferred.retain(|one| *one != id);
        self.deferred.push(id);
        self.sort();
        self.top = 0;
        self.file = 0;
        self.lay_out();
    }

    /// Those that wait come first, those that were put off at their end.
    fn sort(&mut self) {
        let deferred = &self.deferred;
        self.rows.sort_by_key(|row| {
            let put_off = deferred.iter().position(|id| *id == row.approval.id);
            (!row.waits(), put_off.map_or(0, |place| place + 1))
        });
    }

    /// The chosen approval.
    pub(super) fn chosen(&self) -> Option<&Row> {
        self.rows.get(self.list.cursor)
    }

    /// The chosen approval, to write down what is said of its files.
    pub(super) fn chosen_mut(&mut self) -> Option<&mut Row> {
        self.rows.get_mut(self.list.cursor)
    }

    /// Looks at another of the contested files of the chosen approval, or of the places that an agent
    /// wants to change, from its head on.
    pub(super) fn look_at(&mut self, files: isize) {
        let count = self.chosen().map_or(0, |row| {
            let contested = row.approval.question.subject.contested().len();
            contested.max(row.places().len())
        });
        let last = count.saturating_sub(1);
        self.file = self.file.saturating_add_signed(files).min(last);
        self.lay_out();
        let of_file = |line: &Line| line.file == Some(self.file) && !line.text.is_empty();
        if let Some(head) = self.lines.iter().position(of_file) {
            self.top = head;
        }
        self.scroll(0);
    }

    /// Where everything is drawn.
    pub(super) fn parts(&self) -> Parts {
        // A rule and what follows from it needs the room of the list, too.
        let opened = self.opened || self.ruling.is_some();
        parts(self.area, self.rows.len(), opened, self.typing())
    }

    /// Chooses a row, and shows what it is about from its beginning.
    pub(super) fn choose(&mut self, row: usize) {
        let before = self.list.cursor;
        let height = usize::from(self.parts().list.height);
        self.list.go(row, self.rows.len(), height);
        if self.list.cursor != before {
            self.top = 0;
            self.file = 0;
        }
        self.lay_out();
    }

    /// Chooses the first that waits of what this run asks; without one, nothing moves.
    pub(super) fn look_for(&mut self, run: RunId) {
        let asks = |row: &Row| row.waits() && row.approval.run == run;
        if let Some(row) = self.rows.iter().position(asks) {
            self.choose(row);
        }
    }

    /// Moves the lines about the chosen one.
    pub(super) fn scroll(&mut self, lines: isize) {
        let height = usize::from(self.parts().detail.height);
        let furthest = self.lines.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(lines).min(furthest);
    }

    /// Makes the lines about the chosen one anew: it, or the room for it, has changed.
    pub(super) fn lay_out(&mut self) {
        let parts = self.parts();
        let height = usize::from(parts.list.height);
        self.list.follow(self.rows.len(), height);
        let width = parts.detail.width.saturating_sub(2);
        let lines = self.chosen().map(|row| match &self.ruling {
            Some(ruling) => ruling::lines(ruling, width),
            None => detail::lines(row, self.file, width),
        });
        self.lines = lines.unwrap_or_default();
        self.scroll(0);
    }

    /// Takes in what the store holds; what is chosen stays chosen.
    ///
    /// `watched` says that the person is at this pane: then nothing moves under their hands.
    pub(super) fn take(&mut self, approvals: Vec<Approval>, watched: Watched, now: Duration) {
        let before = self.chosen().map(|row| row.approval.id);
        let known = std::mem::take(&mut self.rows);
        let old = |id: ApprovalId| known.iter().find(|row| row.approval.id == id);
        let rows = approvals.into_iter().map(|approval| {
            let old = old(approval.id);
            let waits = approval.state == ApprovalState::Pending;
            Row {
                arrived: old.map_or(now, |row| row.arrived),
                answering: old.and_then(|row| row.answering).filter(|_| waits),
                choices: old.map(|row| row.choices.clone()).unwrap_or_default(),
                left: old.map(|row| row.left.clone()).unwrap_or_default(),
                warned: old.is_some_and(|row| row.warned),
                approval,
            }
        });
        self.rows = rows.collect();
        self.sort();
        let place = |id| self.rows.iter().position(|row| row.approval.id == id);
        let stays = before.and_then(place);
        let newest = self.rows.iter().position(Row::waits);
        let row = match (watched, stays) {
            (Watched::Yes, Some(row)) => row,
            (Watched::Yes | Watched::No, _) => newest.or(stays).unwrap_or(0),
        };
        self.list.cursor = row;
        if self.chosen().map(|row| row.approval.id) != before {
            self.changed = now;
            self.top = 0;
            self.file = 0;
        }
        if let Some(writing) = &self.writing
            && !self.chosen().is_some_and(|row| {
                row.waits() && row.answering.is_none() && row.approval.id == writing.approval
            })
        {
            self.stop_writing();
        }
        self.lay_out();
    }

    /// Puts away what was being typed.
    pub(super) fn stop_writing(&mut self) {
        self.writing = None;
        if self.ruling.take().is_some() {
            self.top = 0;
        }
    }

    /// Marks the answer of a row until the store settles it, or takes the mark away.
    pub(super) fn mark(&mut self, approval: ApprovalId, answering: Option<&'static str>) {
        let mut rows = self.rows.iter_mut();
        if let Some(row) = rows.find(|row| row.approval.id == approval) {
            row.answering = answering;
        }
    }
}

/// Whether the person is at the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Watched {
    /// It has the keyboard.
    Yes,
    /// Something else has.
    No,
}
