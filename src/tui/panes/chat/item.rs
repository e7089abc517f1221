//! One thing that was said, with its lines wrapped for a width.

use std::time::Duration;

use super::answer::Answer;
use super::deed::Deed;
use super::drawn::Drawn;
use crate::tui::draw::{Row, wrap_listed};
use crate::tui::progress::{Progress, card};
use crate::tui::theme::Token;

/// What stands before every line of the person.
const BAR: &str = "▌ ";

/// Who speaks.
#[derive(Debug)]
pub(super) enum Voice {
    /// The person.
    Person,
    /// Whoever answers, with the label that says who that is.
    Assistant(&'static str),
    /// The program.
    System,
    /// The program, about something that went wrong.
    Trouble,
    /// A model.
    Model(Box<Answer>),
    /// A run at work, or what came of it.
    Run(Box<Progress>),
    /// Something that was said long ago, and is not read from the store.
    Unread,
    /// A message that shows nothing of its own: what tools answered stands with their calls.
    Silent,
}

impl Voice {
    /// Whether what is said twice in a row stands together.
    pub(super) fn joins(&self, next: &Self) -> bool {
        matches!(
            (self, next),
            (Self::System, Self::System) | (Self::Trouble, Self::Trouble)
        )
    }
}

/// A wrapped line.
#[derive(Debug)]
struct Line {
    text: String,
    /// True for the first of a paragraph.
    begins: bool,
}

/// One thing that was said.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) voice: Voice,
    /// The name by which work for it is done.
    pub(super) id: u64,
    /// The number under which it is kept in the session.
    pub(super) number: Option<u64>,
    text: String,
    lines: Vec<Line>,
    /// The width for which the lines are wrapped; 0 while they are not.
    width: u16,
    /// Where the last paragraph begins, in lines and in bytes: only it changes when text is added.
    tail: (usize, usize),
}

impl Item {
    pub(super) fn new(voice: Voice, text: String) -> Self {
        Self {
            voice,
            id: 0,
            number: None,
            text,
            lines: Vec::new(),
            width: 0,
            tail: (0, 0),
        }
    }

    /// Adds text at the end; lines that are whole stay as they are.
    pub(super) fn append(&mut self, more: &str) {
        self.text.push_str(more);
        if self.width > 0 {
            self.wrap_tail();
        }
    }

    /// Wraps the lines for `width`, once.
    pub(super) fn wrap(&mut self, width: u16, now: Duration) {
        if let Voice::Model(answer) = &mut self.voice {
            answer.lay_out(width, now);
        } else if self.width != width && !matches!(self.voice, Voice::Run(_)) {
            self.width = width;
            self.lines.clear();
            self.tail = (0, 0);
            self.wrap_tail();
        }
    }

    /// True when an empty row stands after it.
    pub(super) fn has_gap(&self) -> bool {
        match &self.voice {
            Voice::Model(answer) => !answer.among.followed,
            Voice::Silent => false,
            Voice::Person
            | Voice::Assistant(_)
            | Voice::System
            | Voice::Trouble
            | Voice::Run(_)
            | Voice::Unread => true,
        }
    }

    /// How many rows it takes, with the empty one after it.
    pub(super) fn height(&self, now: Duration) -> usize {
        usize::from(self.has_gap())
            + match &self.voice {
                Voice::Silent => 0,
                Voice::Run(progress) => card(progress, now).len(),
                Voice::Model(answer) => answer.height(),
                Voice::Unread => 1,
                Voice::Assistant(_) => 1 + self.lines.len(),
                Voice::Person | Voice::System | Voice::Trouble => self.lines.len(),
            }
    }

    /// Its rows from `from`, at most `count`; only these are touched.
    pub(super) fn rows(&self, from: usize, count: usize, now: Duration) -> Vec<Drawn> {
        let (head, bar, bar_token, token) = match &self.voice {
            Voice::Run(progress) => {
                let rows = card(progress, now).into_iter();
                return rows.skip(from).take(count).map(Drawn::Row).collect();
            }
            Voice::Model(answer) => return answer.rows(from, count, now),
            Voice::Silent => return Vec::new(),
            Voice::Unread => {
                let row = Row::of("  …", Token::Faint);
                return std::iter::once(Drawn::Row(row))
                    .skip(from)
                    .take(count)
                    .collect();
            }
            Voice::Assistant(label) => (Some(*label), "  ", Token::Assistant, Token::Assistant),
            Voice::Person => (None, BAR, Token::Person, Token::Strong),
            Voice::System => (None, "· ", Token::System, Token::System),
            Voice::Trouble => (None, "! ", Token::Bad, Token::Bad),
        };
        let label = head.map(|label| Row::of("● ", Token::Accent).then(label, Token::Muted));
        let skipped = from.saturating_sub(usize::from(label.is_some()));
        let lines = self.lines.iter().skip(skipped).map(|line| {
            // A bar runs beside every line, a mark stands before a paragraph.
            let marks = line.begins || bar == BAR;
            let before = if marks { bar } else { "  " };
            Row::of(before, bar_token).then(line.text.clone(), token)
        });
        let label = label.filter(|_| from == 0);
        let rows = label.into_iter().chain(lines);
        rows.take(count).map(Drawn::Row).collect()
    }

    /// What was said, as it was written.
    pub(super) fn source(&self) -> &str {
        match &self.voice {
            Voice::Model(answer) => answer.page.source(),
            Voice::Run(_)
            | Voice::Person
            | Voice::Assistant(_)
            | Voice::System
            | Voice::Trouble
            | Voice::Silent
            | Voice::Unread => &self.text,
        }
    }

    /// The bytes that it takes in memory, about.
    pub(super) fn weight(&self) -> usize {
        let deeds = match &self.voice {
            Voice::Model(answer) => answer.deeds.as_slice(),
            Voice::Person
            | Voice::Assistant(_)
            | Voice::System
            | Voice::Trouble
            | Voice::Run(_)
            | Voice::Silent
            | Voice::Unread => &[],
        };
        self.source().len() + deeds.iter().map(Deed::weight).sum::<usize>()
    }

    fn wrap_tail(&mut self) {
        let (line, mut byte) = self.tail;
        self.lines.truncate(line);
        let columns = self.width.saturating_sub(2).max(1);
        for paragraph in self.text.get(byte..).unwrap_or_default().split('\n') {
            self.tail = (self.lines.len(), byte);
            byte += paragraph.len() + 1;
            let wrapped = wrap_listed(paragraph, columns).into_iter().enumerate();
            self.lines.extend(wrapped.map(|(row, text)| Line {
                text,
                begins: row == 0,
            }));
        }
    }
}
