//! What the person writes: text, attachments in place of long pastes, history, completion.

use crossterm::event::KeyEvent;

use super::completion::Completion;
use super::history::History;
use crate::tui::draw::Writing;

/// A paste with more lines or bytes than this becomes an attachment: wrapping a longer text anew
/// for each key would take more than a millisecond.
const LONGEST_LINES: usize = 2_000;
const LONGEST_BYTES: usize = 32 * 1024;

/// A long paste that is shown by a label.
#[derive(Debug, PartialEq, Eq)]
struct Attachment {
    label: String,
    text: String,
}

/// What was sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sent {
    /// As it was written, with labels.
    pub(super) shown: String,
    /// With the attachments in place of their labels.
    pub(super) full: String,
}

/// What the person writes.
#[derive(Debug, Default)]
pub(super) struct Composer {
    pub(super) writing: Writing,
    pub(super) history: History,
    pub(super) completion: Completion,
    attachments: Vec<Attachment>,
}

impl Composer {
    /// Takes a key that is not bound.
    pub(super) fn key(&mut self, key: KeyEvent) {
        self.writing.key(key);
        self.changed();
    }

    /// Takes pasted text; a very long one becomes an attachment.
    pub(super) fn paste(&mut self, text: &str) {
        let lines = text.lines().count();
        if text.len() <= LONGEST_BYTES && lines <= LONGEST_LINES {
            self.writing.insert(text);
        } else {
            let label = self.label(lines, text.len());
            self.writing.insert(&label);
            let text = text.to_owned();
            self.attachments.push(Attachment { label, text });
        }
        self.changed();
    }

    /// Takes what stands there, and remembers it.
    pub(super) fn take(&mut self) -> Sent {
        let shown = self.writing.take();
        let full = self.expand(&shown);
        self.attachments.clear();
        // An attachment is too long to be sent again by a key: its label stays.
        self.history.add(&shown);
        self.changed();
        Sent { shown, full }
    }

    /// What stands there, with the attachments in place of their labels.
    pub(super) fn full(&self) -> String {
        self.expand(&self.writing.text())
    }

    /// Puts `text` in the place of what stands there.
    pub(super) fn replace(&mut self, text: &str) {
        self.writing.set("");
        self.attachments.clear();
        self.paste(text);
        self.history.leave();
    }

    /// Puts `text` back, to be sent again as it is: what is typed instead takes its place.
    pub(super) fn give_back(&mut self, text: &str) {
        self.replace(text);
        self.writing.mark_all();
    }

    /// Shows the entry before.
    pub(super) fn older(&mut self) {
        let now = self.writing.text();
        if let Some(entry) = self.history.up(&now) {
            self.writing.set(entry);
            self.completion.typed("", false);
        }
    }

    /// Shows the entry after.
    pub(super) fn newer(&mut self) {
        if let Some(entry) = self.history.down() {
            self.writing.set(&entry);
            self.completion.typed("", false);
        }
    }

    /// Takes the chosen command; answers whether it can be sent as it is.
    pub(super) fn complete(&mut self) -> bool {
        let Some((text, ready)) = self.completion.chosen() else {
            return false;
        };
        self.writing.set(&text);
        self.changed();
        ready
    }

    fn changed(&mut self) {
        self.history.leave();
        let (line, more) = self.writing.first_line();
        self.completion.typed(line, more);
    }

    fn expand(&self, text: &str) -> String {
        let mut full = text.to_owned();
        for Attachment { label, text } in &self.attachments {
            full = full.replacen(label, text, 1);
        }
        full
    }

    fn label(&self, lines: usize, bytes: usize) -> String {
        let size = if lines > 1 {
            format!("{} lines", grouped(lines))
        } else {
            format!("{} bytes", grouped(bytes))
        };
        let taken = |label: &str| self.attachments.iter().any(|one| one.label == label);
        let plain = format!("[pasted {size}]");
        if !taken(&plain) {
            return plain;
        }
        let mut labels = (2..).map(|number| format!("[pasted {size} #{number}]"));
        labels.find(|label| !taken(label)).unwrap_or(plain)
    }
}

/// `12,345`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
