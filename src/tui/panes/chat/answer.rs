//! What a model says: its thought, its words, the tools it uses, what it took, and how it ended.

use std::time::Duration;

use super::deed::Deed;
use super::drawn::{Drawn, INDENT};
use super::talk::Wait;
use crate::domain::tool_call::ToolState;
use crate::text::{InkKind, Markdown, Stretch};
use crate::tui::draw::{Row, wrap};
use crate::tui::theme::Token;

/// What a model says.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The model, as it stands above the answer.
    pub(super) label: String,
    /// Where it stands among the answers of its turn.
    pub(super) among: Among,
    pub(super) thought: Thought,
    pub(super) page: Markdown,
    /// The calls of tools that it asks for.
    pub(super) deeds: Vec<Deed>,
    /// What happened on the way, each with its look.
    pub(super) notes: Vec<(String, Token)>,
    /// Why nothing comes now, and until when.
    pub(super) waits: Option<Wait>,
    /// What it took; empty while that is not known.
    pub(super) footer: String,
    /// The wrapped notes and footer.
    below: Vec<(String, Token)>,
}

/// Where an answer stands among those of its turn.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Among {
    /// It goes on where the model spoke before: nobody needs to be told who speaks.
    pub(super) continues: bool,
    /// The next one goes on where this ends.
    pub(super) followed: bool,
    /// All of it has come.
    pub(super) whole: bool,
}

/// What a row of an answer shows.
enum Part {
    Label,
    Blank,
    Thought(usize),
    Page(usize),
    Deed(usize, usize),
    Below(usize),
}

/// What a model thought before it spoke.
#[derive(Debug, Default)]
pub(super) struct Thought {
    page: Markdown,
    /// Since when it thinks, and how long it did.
    began: Option<Duration>,
    took: Option<Duration>,
    opened: bool,
}

impl Answer {
    /// An answer of the model with that label, of which nothing has come.
    pub(super) fn of(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// Forgets what has come: the model begins anew.
    pub(super) fn begin_anew(&mut self, label: String) {
        let (notes, among) = (std::mem::take(&mut self.notes), self.among);
        *self = Self {
            among,
            notes,
            ..Self::of(label)
        };
    }

    /// True while nothing has come.
    pub(super) fn is_empty(&self) -> bool {
        self.page.source().is_empty()
            && self.thought.page.source().is_empty()
            && self.deeds.is_empty()
    }

    /// True when what comes next is another answer, and no second try of this one.
    pub(super) fn is_done(&self) -> bool {
        let begun = |deed: &Deed| deed.state != ToolState::Asked;
        self.among.whole || self.deeds.iter().any(begun)
    }

    /// The call of a tool of that name.
    pub(super) fn deed(&mut self, id: &str) -> Option<&mut Deed> {
        self.deeds.iter_mut().rfind(|deed| deed.id == id)
    }

    /// Lays it out.
    pub(super) fn lay_out(&mut self, width: u16, now: Duration) {
        let room = width.saturating_sub(INDENT).max(1);
        self.page.lay_out(usize::from(room));
        self.thought.lay_out(room);
        for deed in &mut self.deeds {
            deed.lay_out(width);
        }
        self.below.clear();
        for (text, token) in &self.notes {
            let lines = wrap(text, room).into_iter();
            self.below.extend(lines.map(|line| (line, *token)));
        }
        if let Some(wait) = &self.waits {
            let lines = wrap(&wait.words(now), room).into_iter();
            self.below.extend(lines.map(|line| (line, Token::Warn)));
        }
        if !self.footer.is_empty() {
            let lines = wrap(&self.footer, room).into_iter();
            self.below.extend(lines.map(|line| (line, Token::Faint)));
        }
    }

    /// How many rows it takes.
    pub(super) fn height(&self) -> usize {
        self.before_deeds() + self.deeds.iter().map(Deed::height).sum::<usize>() + self.below.len()
    }

    /// The rows above its words: who speaks, or a blank one below what was done before.
    fn head(&self) -> usize {
        usize::from(!self.among.continues || self.speaks())
    }

    /// True when there is something between its head and its calls.
    fn speaks(&self) -> bool {
        self.thought.height() + self.page.height() > 0
    }

    fn before_deeds(&self) -> usize {
        let gap = usize::from(self.page.height() > 0 && !self.deeds.is_empty());
        self.head() + self.thought.height() + self.page.height() + gap
    }

    /// What stands in a row.
    fn part(&self, row: usize) -> Part {
        let Some(row) = row.checked_sub(self.head()) else {
            return if self.among.continues {
                Part::Blank
            } else {
                Part::Label
            };
        };
        let thought = self.thought.height();
        let Some(row) = row.checked_sub(thought) else {
            return Part::Thought(row);
        };
        let Some(row) = row.checked_sub(self.page.height()) else {
            return Part::Page(row);
        };
        let gap = self.before_deeds() - self.head() - thought - self.page.height();
        let Some(mut row) = row.checked_sub(gap) else {
            return Part::Blank;
        };
        for (number, deed) in self.deeds.iter().enumerate() {
            match row.checked_sub(deed.height()) {
                None => return Part::Deed(number, row),
                Some(rest) => row = rest,
            }
        }
        Part::Below(row)
    }

    /// Its rows from `from`, at most `count`.
    pub(super) fn rows(&self, from: usize, count: usize, now: Duration) -> Vec<Drawn> {
        let to = self.height().min(from.saturating_add(count));
        (from..to).map(|row| self.row(row, now)).collect()
    }

    fn row(&self, row: usize, now: Duration) -> Drawn {
        match self.part(row) {
            Part::Label => {
                Drawn::Row(Row::of("● ", Token::Accent).then(self.label.clone(), Token::Muted))
            }
            Part::Blank => Drawn::Row(Row::new()),
            Part::Thought(row) => self.thought.row(row, now),
            Part::Page(row) => Drawn::Line(self.page.line(row)),
            Part::Deed(number, row) => {
                let deed = self.deeds.get(number);
                Drawn::Row(deed.map(|deed| deed.row(row)).unwrap_or_default())
            }
            Part::Below(row) => {
                let below = self.below.get(row).cloned();
                let (text, token) = below.unwrap_or((String::new(), Token::Text));
                Drawn::Row(Row::of("  ", token).then(text, token))
            }
        }
    }

    /// The row of the page that a row of the answer is.
    pub(super) fn page_row(&self, row: usize) -> Option<usize> {
        match self.part(row) {
            Part::Page(row) => Some(row),
            Part::Label | Part::Blank | Part::Thought(_) | Part::Deed(..) | Part::Below(_) => None,
        }
    }

    /// Whether a row belongs to the thought.
    pub(super) fn is_thought(&self, row: usize) -> bool {
        matches!(self.part(row), Part::Thought(_))
    }

    /// The call of a tool whose row it is, and which of its rows.
    pub(super) fn deed_row(&self, row: usize) -> Option<(usize, usize)> {
        match self.part(row) {
            Part::Deed(number, row) => Some((number, row)),
            Part::Label | Part::Blank | Part::Thought(_) | Part::Page(_) | Part::Below(_) => None,
        }
    }

    /// The row in which the line of a call stands.
    pub(super) fn row_of(&self, deed: usize) -> usize {
        let above = self.deeds.iter().take(deed).map(Deed::height);
        self.before_deeds() + above.sum::<usize>()
    }
}

impl Thought {
    /// A thought that was kept.
    pub(super) fn kept(text: &str) -> Self {
        Self {
            page: Markdown::whole(text),
            ..Self::default()
        }
    }

    /// More of it has come.
    pub(super) fn push(&mut self, more: &str, now: Duration) {
        self.began.get_or_insert(now);
        self.took = None;
        self.page.push(more);
    }

    /// The model has begun to speak.
    pub(super) fn end(&mut self, now: Duration) {
        if let (Some(began), None) = (self.began, self.took) {
            self.took = Some(now.saturating_sub(began));
        }
    }

    /// Opens it, or folds it again; answers false where there is none.
    pub(super) fn toggle(&mut self) -> bool {
        let has = !self.page.source().is_empty();
        self.opened = has && !self.opened;
        has
    }

    fn lay_out(&mut self, room: u16) {
        if self.opened {
            self.page
                .lay_out(usize::from(room.saturating_sub(2).max(1)));
        }
    }

    fn height(&self) -> usize {
        if self.page.source().is_empty() {
            return 0;
        }
        1 + if self.opened { self.page.height() } else { 0 }
    }

    fn row(&self, row: usize, now: Duration) -> Drawn {
        if let Some(row) = row.checked_sub(1) {
            let mut line = self.page.line(row);
            for stretch in &mut line.stretches {
                if stretch.ink.kind == InkKind::Text {
                    stretch.ink.kind = InkKind::Tag;
                }
            }
            line.stretches.insert(0, Stretch::new("│ ", InkKind::Faint));
            return Drawn::Line(line);
        }
        let mark = if self.opened { "  ▾ " } else { "  ▸ " };
        let text = match (self.began, self.took) {
            (_, Some(took)) => format!("thought for {} s", took.as_secs().max(1)),
            (Some(began), None) => {
                format!("thinking {} s", now.saturating_sub(began).as_secs())
            }
            (None, None) => "thought".to_owned(),
        };
        Drawn::Row(Row::of(mark, Token::Faint).then(text, Token::Muted))
    }
}
