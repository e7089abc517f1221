//! The slash commands that what is typed may become.

use crate::llm::rules::{Argument, Command, matching};

/// The most commands that are listed at once.
pub(super) const LISTED: usize = 8;

/// The commands that match, and the chosen one.
#[derive(Debug, Default)]
pub(super) struct Completion {
    matching: Vec<&'static Command>,
    chosen: usize,
    /// The text for which the person closed the list.
    closed: Option<String>,
}

impl Completion {
    /// What is typed has changed; `more` is true where there are lines below.
    pub(super) fn typed(&mut self, line: &str, more: bool) {
        if line.is_empty() || !line.starts_with('/') || more {
            self.matching.clear();
            self.closed = None;
            return;
        }
        self.matching = matching(line);
        self.chosen = 0;
        if self.closed.as_deref() != Some(line) {
            self.closed = None;
        }
    }

    /// The commands in sight with the chosen one marked; empty while the list is closed.
    pub(super) fn listed(&self) -> impl Iterator<Item = (&'static Command, bool)> {
        let open = if self.closed.is_none() {
            self.matching.as_slice()
        } else {
            &[]
        };
        let from = (self.chosen + 1).saturating_sub(LISTED);
        let rows = open.iter().enumerate().skip(from).take(LISTED);
        let chosen = self.chosen;
        rows.map(move |(row, command)| (*command, row == chosen))
    }

    /// True while the list is in sight.
    pub(super) fn is_open(&self) -> bool {
        self.closed.is_none() && !self.matching.is_empty()
    }

    /// Chooses the next command, or the one before.
    pub(super) fn step(&mut self, rows: isize) {
        let count = isize::try_from(self.matching.len()).unwrap_or(1).max(1);
        let at = isize::try_from(self.chosen).unwrap_or(0);
        self.chosen = usize::try_from((at + rows).rem_euclid(count)).unwrap_or(0);
    }

    /// Closes the list until the text changes.
    pub(super) fn close(&mut self, line: &str) {
        self.closed = Some(line.to_owned());
    }

    /// The chosen command as it is typed, and whether it can be sent as it is.
    pub(super) fn chosen(&self) -> Option<(String, bool)> {
        let command = self.matching.get(self.chosen)?;
        let name = command.name;
        Some(match command.argument {
            Argument::None => (format!("/{name}"), true),
            Argument::Maybe(_) => (format!("/{name} "), true),
            Argument::Needed(_) => (format!("/{name} "), false),
        })
    }
}
