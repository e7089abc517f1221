//! All that was said, append-only, of which only what is in sight is ever wrapped or drawn.

use std::time::Duration;

use super::answer::Answer;
use super::drawn::Drawn;
use super::item::{Item, Voice};
use crate::domain::event::Event;
use crate::domain::ids::RunId;
use crate::tui::draw::Row;
use crate::tui::progress::Progress;

/// A row of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub(super) item: usize,
    pub(super) row: usize,
}

/// All that was said.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    pub(super) items: Vec<Item>,
    width: u16,
    pub(super) height: u16,
    /// The first row in sight.
    pub(super) top: Place,
    /// True while the person has scrolled away from the end.
    pub(super) away: bool,
    /// How many items have been named.
    named: u64,
}

impl Transcript {
    /// True while nothing was said.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// True while there is more below what is in sight.
    pub(super) fn is_away(&self) -> bool {
        self.away
    }

    /// Begins anew; runs that are at work stay in sight.
    pub(super) fn clear(&mut self) {
        self.items
            .retain(|item| matches!(&item.voice, Voice::Run(progress) if progress.works()));
        self.away = false;
        self.top = Place::default();
    }

    /// Says something; what the program says twice in a row stands together.
    pub(super) fn say(&mut self, voice: Voice, text: impl Into<String>) {
        let text = text.into();
        self.away &= !matches!(voice, Voice::Person);
        match self.items.last_mut() {
            Some(last) if last.voice.joins(&voice) => last.append(&format!("\n{text}")),
            Some(_) | None => {
                self.add(Item::new(voice, text));
            }
        }
    }

    /// Adds an item at the end; answers its name.
    pub(super) fn add(&mut self, mut item: Item) -> u64 {
        self.named += 1;
        item.id = self.named;
        self.items.push(item);
        self.named
    }

    /// Takes an item away; what stood before it is followed by nothing any more.
    pub(super) fn remove(&mut self, id: u64) {
        self.items.retain(|item| item.id != id);
        self.top.item = self.top.item.min(self.items.len());
        if let Some(Voice::Model(answer)) = self.items.last_mut().map(|item| &mut item.voice) {
            answer.among.followed = false;
        }
    }

    /// The item of that name.
    pub(super) fn named(&mut self, id: u64) -> Option<&mut Item> {
        self.items.iter_mut().rfind(|item| item.id == id)
    }

    /// What a model says, under that name.
    pub(super) fn answer(&mut self, id: u64) -> Option<&mut Answer> {
        match &mut self.named(id)?.voice {
            Voice::Model(answer) => Some(answer),
            Voice::Person
            | Voice::Assistant(_)
            | Voice::System
            | Voice::Trouble
            | Voice::Run(_)
            | Voice::Silent
            | Voice::Unread => None,
        }
    }

    /// Shows a run; one that is shown already stays where it is.
    pub(super) fn show_run(&mut self, run: RunId) {
        if self.run(run).is_none() {
            let progress = Box::new(Progress::new(run));
            self.say(Voice::Run(progress), String::new());
        }
    }

    /// The run with that id, where it is shown.
    pub(super) fn run(&mut self, run: RunId) -> Option<&mut Progress> {
        self.runs_mut().rfind(|progress| progress.run == run)
    }

    /// The runs that are shown, oldest first.
    pub(super) fn runs(&self) -> impl DoubleEndedIterator<Item = &Progress> {
        self.items.iter().filter_map(|item| match &item.voice {
            Voice::Run(progress) => Some(progress.as_ref()),
            Voice::Person
            | Voice::Assistant(_)
            | Voice::System
            | Voice::Trouble
            | Voice::Model(_)
            | Voice::Silent
            | Voice::Unread => None,
        })
    }

    fn runs_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Progress> {
        self.items
            .iter_mut()
            .filter_map(|item| match &mut item.voice {
                Voice::Run(progress) => Some(progress.as_mut()),
                Voice::Person
                | Voice::Assistant(_)
                | Voice::System
                | Voice::Trouble
                | Voice::Model(_)
                | Voice::Silent
                | Voice::Unread => None,
            })
    }

    /// Applies an event to the run that it is of; answers that run where it ended by it.
    pub(super) fn apply(&mut self, event: &Event, now: Duration) -> Option<&Progress> {
        let progress = self.run(event.run)?;
        let worked = progress.works();
        progress.apply(event, now);
        (worked && !progress.works()).then_some(progress)
    }

    /// Has the view begin at that place, and stay there.
    pub(super) fn look_at(&mut self, place: Place, now: Duration) {
        self.top = place;
        self.away = true;
        self.settle(now);
    }

    /// Opens the thought of the last answer in sight that has one, or folds it again.
    pub(super) fn toggle_thought(&mut self, now: Duration) {
        for (index, _) in self.in_sight(now).into_iter().rev() {
            if let Some(Voice::Model(answer)) = self.items.get_mut(index).map(|one| &mut one.voice)
                && answer.thought.toggle()
            {
                return;
            }
        }
    }

    /// It is drawn into so many columns and rows from now on.
    pub(super) fn resize(&mut self, width: u16, height: u16, now: Duration) {
        (self.width, self.height) = (width, height);
        self.settle(now);
    }

    /// Wraps what is in sight, and finds the first row of it again.
    pub(super) fn settle(&mut self, now: Duration) {
        if !self.away {
            self.top = self.up(self.end(), usize::from(self.height), now);
            return;
        }
        // Whoever scrolled up stays where they are; the rows there may be others by now.
        self.top.item = self.top.item.min(self.items.len().saturating_sub(1));
        self.top.row = self.top.row.min(self.height_of(self.top.item, now));
        self.look_down(now);
    }

    /// Moves what is in sight by `rows`, negative upwards.
    pub(super) fn scroll(&mut self, rows: isize, now: Duration) {
        if rows < 0 {
            let before = self.top;
            self.top = self.up(self.top, rows.unsigned_abs(), now);
            self.away |= self.top != before;
        } else if self.away {
            self.top = self.down(self.top, rows.unsigned_abs(), now);
        }
        if self.away {
            self.look_down(now);
        }
    }

    /// A page, without a row of it.
    pub(super) fn page(&self) -> isize {
        isize::try_from(self.height)
            .unwrap_or(1)
            .saturating_sub(1)
            .max(1)
    }

    /// Goes back to the end.
    pub(super) fn follow(&mut self, now: Duration) {
        self.away = false;
        self.settle(now);
    }

    /// The rows in sight.
    pub(super) fn rows(&self, now: Duration) -> Vec<Drawn> {
        let wanted = usize::from(self.height);
        let mut rows = Vec::with_capacity(wanted);
        let mut from = self.top.row;
        for item in self.items.iter().skip(self.top.item) {
            rows.extend(item.rows(from, wanted - rows.len(), now));
            if rows.len() < wanted && item.has_gap() && from < item.height(now) {
                rows.push(Drawn::Row(Row::new()));
            }
            from = 0;
            if rows.len() >= wanted {
                break;
            }
        }
        rows
    }

    /// The item that is drawn in that row, counted from the first one in sight, and the row of it.
    pub(super) fn at(&self, row: usize, now: Duration) -> Option<(&Item, usize)> {
        let mut left = row + self.top.row;
        for item in self.items.iter().skip(self.top.item) {
            let height = item.height(now);
            if left < height {
                return Some((item, left));
            }
            left -= height;
        }
        None
    }

    /// The items in sight, and which rows of each.
    pub(super) fn in_sight(&self, now: Duration) -> Vec<(usize, std::ops::Range<usize>)> {
        let mut left = usize::from(self.height);
        let mut from = self.top.row;
        let mut seen = Vec::new();
        for (index, item) in self.items.iter().enumerate().skip(self.top.item) {
            if left == 0 {
                break;
            }
            let rows = item.height(now).saturating_sub(from).min(left);
            seen.push((index, from..from + rows));
            left -= rows;
            from = 0;
        }
        seen
    }

    fn end(&self) -> Place {
        Place {
            item: self.items.len(),
            row: 0,
        }
    }

    fn height_of(&mut self, item: usize, now: Duration) -> usize {
        let width = self.width;
        self.items.get_mut(item).map_or(0, |item| {
            item.wrap(width, now);
            item.height(now)
        })
    }

    /// Follows the end again where everything below fits; wraps what is in sight on the way.
    fn look_down(&mut self, now: Duration) {
        let mut seen = 0;
        let mut item = self.top.item;
        while item < self.items.len() {
            seen += self.height_of(item, now);
            if seen > self.top.row + usize::from(self.height) {
                return;
            }
            item += 1;
        }
        self.follow(now);
    }

    fn up(&mut self, from: Place, rows: usize, now: Duration) -> Place {
        let Place { mut item, row } = from;
        let mut have = row;
        while have < rows && item > 0 {
            item -= 1;
            have += self.height_of(item, now);
        }
        Place {
            item,
            row: have.saturating_sub(rows),
        }
    }

    fn down(&mut self, from: Place, rows: usize, now: Duration) -> Place {
        let Place { mut item, mut row } = from;
        row += rows;
        while item < self.items.len() {
            let height = self.height_of(item, now);
            if row < height {
                break;
            }
            row -= height;
            item += 1;
        }
        Place { item, row }
    }
}
