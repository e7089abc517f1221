//! What was changed and can be taken back, in the steps that a person thinks in.

use std::sync::Arc;

use ropey::Rope;

use super::buffer::EditKind;
use super::{Place, Selection, Transaction};

/// What belongs to the text on one side of a step.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// What was selected.
    pub selection: Selection,
    /// Where the places were that others had changed.
    pub places: Arc<[Place]>,
}

/// One step of undo: the transactions of a typed word, or one command.
#[derive(Debug, Clone)]
struct Step {
    id: u64,
    kind: EditKind,
    redo: Vec<Transaction>,
    undo: Vec<Transaction>,
    before: Side,
    after: Side,
}

/// The steps of one buffer, and which of them the file on disk has.
#[derive(Debug, Clone)]
pub struct History {
    steps: Vec<Step>,
    /// How many of the steps are applied.
    applied: usize,
    /// The last step that was applied when the text was equal to its file; zero for none.
    saved: Option<u64>,
    /// How many steps there ever were: no two have the same number.
    counted: u64,
    /// Whether the last step may still grow.
    open: bool,
}

impl Default for History {
    fn default() -> Self {
        Self {
            steps: Vec::new(),
            applied: 0,
            saved: Some(0),
            counted: 0,
            open: false,
        }
    }
}

impl History {
    /// Records a transaction that was just applied; `undo` takes it back.
    pub fn record(
        &mut self,
        kind: EditKind,
        (redo, undo): (Transaction, Transaction),
        (before, after): (Side, Side),
    ) {
        self.steps.truncate(self.applied);
        if self.open
            && let Some(last) = self.steps.last_mut()
            && last.continues(kind, &redo, before.selection)
        {
            last.after = after;
            let grown = last
                .redo
                .last_mut()
                .is_some_and(|done| done.extend_insertion(&redo));
            match last.undo.last_mut() {
                Some(back) if grown => back.extend_removal(&undo),
                Some(_) | None => {
                    last.redo.push(redo);
                    last.undo.push(undo);
                }
            }
            return;
        }
        self.counted += 1;
        self.steps.push(Step {
            id: self.counted,
            kind,
            redo: vec![redo],
            undo: vec![undo],
            before,
            after,
        });
        self.applied = self.steps.len();
        self.open = kind != EditKind::Command;
    }

    /// Ends the step that is being typed: the next change starts a new one.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Takes one step back in `rope`; answers what was applied, and the side from before.
    pub fn undo(&mut self, rope: &mut Rope) -> Option<(Vec<Transaction>, Side)> {
        self.open = false;
        let step = self.steps.get(self.applied.checked_sub(1)?)?;
        self.applied -= 1;
        let applied: Vec<Transaction> = step.undo.iter().rev().cloned().collect();
        for transaction in &applied {
            transaction.apply(rope);
        }
        Some((applied, step.before.clone()))
    }

    /// Applies the next step again; answers what was applied, and the side from after it.
    pub fn redo(&mut self, rope: &mut Rope) -> Option<(Vec<Transaction>, Side)> {
        self.open = false;
        let step = self.steps.get(self.applied)?;
        self.applied += 1;
        for transaction in &step.redo {
            transaction.apply(rope);
        }
        Some((step.redo.clone(), step.after.clone()))
    }

    /// The number of the last applied step. It ends the step that is being typed, so that the
    /// number stands for what the text is now.
    pub fn mark(&mut self) -> u64 {
        self.open = false;
        self.current()
    }

    /// Notes that the file holds what the text was at `mark`.
    pub fn mark_saved(&mut self, mark: u64) {
        self.saved = Some(mark);
    }

    /// Notes that the file holds something that no step leads to.
    pub fn forget_saved(&mut self) {
        self.saved = None;
    }

    /// Whether the text differs from its file, as far as the steps tell.
    pub fn is_modified(&self) -> bool {
        self.saved != Some(self.current())
    }

    fn current(&self) -> u64 {
        let last = self
            .applied
            .checked_sub(1)
            .and_then(|last| self.steps.get(last));
        last.map_or(0, |step| step.id)
    }
}

impl Step {
    /// Whether a change belongs to this step: the same kind of typing, at the caret, in one word.
    fn continues(&self, kind: EditKind, redo: &Transaction, before: Selection) -> bool {
        if kind != self.kind || kind == EditKind::Command || before != self.after.selection {
            return false;
        }
        let last = |step: &[Transaction]| {
            let change = step.last().and_then(|one| one.changes().last())?;
            change.text.chars().next_back()
        };
        let first = redo
            .changes()
            .first()
            .and_then(|change| change.text.chars().next());
        match (last(&self.redo), first) {
            (Some(before), Some(now)) => !before.is_whitespace() || now.is_whitespace(),
            (_, _) => true,
        }
    }
}
