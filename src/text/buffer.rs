//! One text that is edited: rope, format, selection and history, changed only by transactions.

use std::io::Write;

use ropey::Rope;

use super::encoding::{self, Format};
use super::history::{History, Side};
use super::{Author, Bias, Edit, Indent, Places, Selection, TextError, Transaction};

/// How a change counts for undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditKind {
    /// A typed character: a word of them is one step.
    Typing,
    /// A deleted character: a row of them is one step.
    Deleting,
    /// A command or a paste: a step of its own.
    Command,
}

/// Which lines a change replaced, so that what is known of lines can be moved with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    /// The first line that changed.
    pub first: usize,
    /// The last line that changed, as it was counted before.
    pub old_last: usize,
    /// The last line that changed, as it is counted now.
    pub new_last: usize,
    /// Where in the first line it begins, in characters.
    pub column: usize,
    /// How many characters there were from there to the end of what changed.
    pub removed: usize,
    /// How many there are now.
    pub inserted: usize,
}

/// What the bytes of a file are.
#[derive(Debug, Clone)]
pub enum Content {
    /// Text that can be edited.
    Text(Box<Buffer>),
    /// Something else.
    Binary,
}

/// One text that is edited.
#[derive(Debug, Clone, Default)]
pub struct Buffer {
    rope: Rope,
    format: Format,
    indent: Indent,
    selection: Selection,
    history: History,
    places: Places,
    revision: u64,
}

impl Buffer {
    /// What these bytes of a file are.
    pub fn from_bytes(bytes: &[u8]) -> Content {
        match encoding::decode(bytes) {
            Some((rope, format)) => Content::Text(Box::new(Self::new(rope, format))),
            None => Content::Binary,
        }
    }

    /// A buffer over `rope`, with nothing to undo.
    pub fn new(rope: Rope, format: Format) -> Self {
        Self {
            indent: Indent::detect(&rope),
            rope,
            format,
            ..Self::default()
        }
    }

    /// The text.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    /// How it is stored.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Stores it differently from now on; the file no longer holds what a save would write.
    pub fn set_format(&mut self, format: Format) {
        self.format = format;
        self.history.forget_saved();
    }

    /// How it is indented.
    pub fn indent(&self) -> Indent {
        self.indent
    }

    /// Indents it differently from now on.
    pub fn set_indent(&mut self, indent: Indent) {
        self.indent = indent;
    }

    /// What is selected.
    pub fn selection(&self) -> Selection {
        self.selection
    }

    /// Selects something else; typing after that is a new step of undo.
    pub fn select(&mut self, selection: Selection) {
        let selection = selection.within(self.rope.len_chars());
        if selection != self.selection {
            self.selection = selection;
            self.history.close();
        }
    }

    /// Counts every change of the text, so that an answer to an older text can be told.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The line of the caret.
    pub fn line(&self) -> usize {
        self.rope.char_to_line(self.selection.head)
    }

    /// Changes the text; nothing happens for an edit that changes nothing.
    pub fn apply(&mut self, edit: Edit, kind: EditKind) -> Option<Touched> {
        let before = self.side();
        self.places.follow(&self.rope, &edit.transaction);
        self.commit(edit, kind, before)
    }

    /// Makes a change whose places are moved already, and records it with what was `before`.
    fn commit(&mut self, edit: Edit, kind: EditKind, before: Side) -> Option<Touched> {
        let Edit {
            transaction,
            selection,
        } = edit;
        if transaction.is_empty() {
            self.select(selection);
            return None;
        }
        let undo = transaction.inverse(&self.rope);
        let touched = self.run(std::slice::from_ref(&transaction), |rope| {
            transaction.apply(rope);
        });
        self.selection = selection.within(self.rope.len_chars());
        let sides = (before, self.side());
        self.history.record(kind, (transaction, undo), sides);
        touched
    }

    fn side(&self) -> Side {
        Side {
            selection: self.selection,
            places: self.places.list(),
        }
    }

    /// The edit of a transaction after which the selection stays at its characters.
    fn around(&self, transaction: Transaction) -> Edit {
        let selection = Selection {
            anchor: transaction.map(self.selection.anchor, Bias::Before),
            head: transaction.map(self.selection.head, Bias::Before),
        };
        Edit {
            transaction,
            selection,
        }
    }

    /// Changes the text by a transaction; the selection stays at its characters.
    pub fn transact(&mut self, transaction: Transaction) -> Option<Touched> {
        let edit = self.around(transaction);
        self.apply(edit, EditKind::Command)
    }

    /// Changes the text as it was changed outside: one step, whose places are remembered.
    pub fn transact_outside(
        &mut self,
        transaction: Transaction,
        author: Author,
    ) -> Option<Touched> {
        let before = self.side();
        self.places.add(&self.rope, &transaction, author);
        let edit = self.around(transaction);
        self.commit(edit, EditKind::Command, before)
    }

    /// The places that were changed outside.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Whoever changed the text outside last, it was an agent.
    pub fn claim_outside(&mut self) {
        self.places.claim();
    }

    /// A person keeps what was changed at this place.
    pub fn accept_place(&mut self, id: u64) {
        self.places.accept(id);
    }

    /// A person keeps what was changed at all places.
    pub fn accept_places(&mut self) {
        self.places.accept_all();
    }

    /// Shows the places again that this same text had when it was closed.
    pub fn show_places(&mut self, places: Places) {
        self.places = places;
    }

    /// Takes back what was changed at one place, as a step of its own.
    pub fn take_back(&mut self, id: u64) -> Option<Touched> {
        let place = self.places.shown().find(|one| one.id == id)?.clone();
        let before = self.side();
        let edit = Edit::replace(place.range.clone(), &*place.before);
        self.places.remove(id);
        self.places.follow(&self.rope, &edit.transaction);
        let edit = Edit {
            selection: Selection::caret(place.range.start),
            ..edit
        };
        self.commit(edit, EditKind::Command, before)
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Option<Touched> {
        let mut history = std::mem::take(&mut self.history);
        let mut rope = self.rope.clone();
        let taken = history.undo(&mut rope);
        self.history = history;
        self.adopt(rope, taken)
    }

    /// Applies the next step again.
    pub fn redo(&mut self) -> Option<Touched> {
        let mut history = std::mem::take(&mut self.history);
        let mut rope = self.rope.clone();
        let taken = history.redo(&mut rope);
        self.history = history;
        self.adopt(rope, taken)
    }

    fn adopt(&mut self, new: Rope, taken: Option<(Vec<Transaction>, Side)>) -> Option<Touched> {
        let (applied, side) = taken?;
        let touched = self.run(&applied, |rope| *rope = new);
        self.places.restore(side.places);
        self.selection = side.selection.within(self.rope.len_chars());
        touched
    }

    /// Runs `change`, which applies `transactions`, and says which lines they touched together.
    fn run(
        &mut self,
        transactions: &[Transaction],
        change: impl FnOnce(&mut Rope),
    ) -> Option<Touched> {
        let mut span: Option<(usize, usize)> = None;
        for transaction in transactions {
            let ([first, ..], [.., last]) = (transaction.changes(), transaction.changes()) else {
                continue;
            };
            let (start, end) = span.unwrap_or((first.range.start, last.range.end));
            let end = transaction.map(end.max(last.range.end), Bias::After);
            span = Some((start.min(first.range.start), end));
        }
        let (start, new_end) = span?;
        let (old_lines, old_chars) = (self.rope.len_lines(), self.rope.len_chars());
        let first = self.rope.char_to_line(start.min(self.rope.len_chars()));
        change(&mut self.rope);
        self.revision += 1;
        let new_last = self.rope.char_to_line(new_end.min(self.rope.len_chars()));
        let old_last = (new_last + old_lines).saturating_sub(self.rope.len_lines());
        Some(Touched {
            first,
            old_last: old_last.max(first),
            new_last: new_last.max(first),
            column: start.saturating_sub(self.rope.line_to_char(first)),
            removed: (new_end + old_chars).saturating_sub(self.rope.len_chars() + start),
            inserted: new_end.saturating_sub(start),
        })
    }

    /// Whether it differs from its file.
    pub fn is_modified(&self) -> bool {
        self.history.is_modified()
    }

    /// A mark of what is in the buffer now, for [`Buffer::saved`] when its writing has ended.
    pub fn save_mark(&mut self) -> u64 {
        self.history.mark()
    }

    /// Notes that what was there at `mark` is in the file.
    pub fn saved(&mut self, mark: u64) {
        self.history.mark_saved(mark);
    }

    /// Notes that the file holds something else than any state of this buffer.
    pub fn mark_unsaved(&mut self) {
        self.history.forget_saved();
    }

    /// Ends the step that is being typed.
    pub fn close_step(&mut self) {
        self.history.close();
    }

    /// Writes the text as its file stores it.
    ///
    /// # Errors
    /// When the encoding lacks a character, or `out` fails.
    pub fn write_to(&self, out: &mut impl Write) -> Result<(), TextError> {
        encoding::encode(&self.rope, self.format.charset, out)
    }

    /// The selected text.
    pub fn selected(&self) -> String {
        self.rope.slice(self.selection.range()).to_string()
    }
}
