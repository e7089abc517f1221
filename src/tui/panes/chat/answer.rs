//! What a model says: its thought, its words, what it took, and how it ended.

use std::time::Duration;

use super::drawn::{Drawn, INDENT};
use super::talk::Wait;
use crate::text::{InkKind, Markdown, Stretch};
use crate::tui::draw::{Row, wrap};
use crate::tui::theme::Token;

/// What a model says.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The model, as it stands above the answer.
    pub(super) label: String,
    pub(super) thought: Thought,
    pub(super) page: Markdown,
    /// What happened on the way, each with its look.
    pub(super) notes: Vec<(String, Token)>,
    /// Why nothing comes now, and until when.
    pub(super) waits: Option<Wait>,
    /// What it took; empty while that is not known.
    pub(super) footer: String,
    /// The wrapped notes and footer.
    below: Vec<(String, Token)>,
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
        let notes = std::mem::take(&mut self.notes);
        *self = Self {
            notes,
            ..Self::of(label)
        };
    }

    /// True while nothing has come.
    pub(super) fn is_empty(&self) -> bool {
        self.page.source().is_empty() && self.thought.page.source().is_empty()
    }

    /// Lays it out.
    pub(super) fn lay_out(&mut self, width: u16, now: Duration) {
        let room = width.saturating_sub(INDENT).max(1);
        self.page.lay_out(usize::from(room));
        self.thought.lay_out(room);
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
        1 + self.thought.height() + self.page.height() + self.below.len()
    }

    /// Its rows from `from`, at most `count`.
    pub(super) fn rows(&self, from: usize, count: usize, now: Duration) -> Vec<Drawn> {
        let to = self.height().min(from.saturating_add(count));
        (from..to).map(|row| self.row(row, now)).collect()
    }

    fn row(&self, row: usize, now: Duration) -> Drawn {
        let Some(row) = row.checked_sub(1) else {
            let label = Row::of("● ", Token::Accent).then(self.label.clone(), Token::Muted);
            return Drawn::Row(label);
        };
        let thought = self.thought.height();
        if row < thought {
            return self.thought.row(row, now);
        }
        match (row - thought).checked_sub(self.page.height()) {
            None => Drawn::Line(self.page.line(row - thought)),
            Some(row) => {
                let below = self.below.get(row).cloned();
                let (text, token) = below.unwrap_or((String::new(), Token::Text));
                Drawn::Row(Row::of("  ", token).then(text, token))
            }
        }
    }

    /// The row of the page that a row of the answer is.
    pub(super) fn page_row(&self, row: usize) -> Option<usize> {
        let row = row.checked_sub(1 + self.thought.height())?;
        (row < self.page.height()).then_some(row)
    }

    /// Whether a row belongs to the thought.
    pub(super) fn is_thought(&self, row: usize) -> bool {
        row > 0 && row <= self.thought.height()
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
