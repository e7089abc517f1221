//! The places that were changed from outside in a text that is open, so that each can be taken back.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use ropey::Rope;

use super::{Bias, Transaction};

/// A change of more places than this counts as one place.
const MOST: usize = 200;

/// A place that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Tells it from others; no number is used twice.
    pub id: u64,
    /// What stands there now, in characters; empty where something was taken out.
    pub range: Range<usize>,
    /// What stood there before.
    pub before: Arc<str>,
}

/// The places of one text, in ascending order; no two touch each other.
///
/// Where they are belongs to the history of the text: undo and redo bring back where they were.
/// What a person has seen of them, and whose they are, does not.
#[derive(Debug, Clone, Default)]
pub struct Places {
    list: Arc<[Place]>,
    /// Those that a person has accepted, and those that nobody has claimed.
    hidden: BTreeSet<u64>,
    /// Those of the last change, where nobody has claimed it.
    unclaimed: Range<u64>,
    counted: u64,
}

/// Who is known to have made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// An agent: its places are shown.
    Agent,
    /// Nobody has said so yet.
    Unknown,
}

impl Places {
    /// Those that are shown.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = &Place> {
        self.list
            .iter()
            .filter(|one| !self.hidden.contains(&one.id))
    }

    /// The shown place at a line.
    pub fn on_line(&self, rope: &Rope, line: usize) -> Option<&Place> {
        let line = line.min(rope.len_lines().saturating_sub(1));
        let start = rope.line_to_char(line);
        let end = rope.line_to_char(line + 1);
        let last = line + 1 == rope.len_lines();
        let from = self.list.partition_point(|one| one.range.end < start);
        let near = self.list.iter().skip(from);
        near.take_while(|one| one.range.start <= end).find(|one| {
            let begins = (start..end).contains(&one.range.start);
            let covers = one.range.start < end && one.range.end > start;
            // What was taken out at the very end is shown on the last line.
            let trails = last && one.range.start == end;
            (begins || covers || trails) && !self.hidden.contains(&one.id)
        })
    }

    /// Where they are, for the history.
    pub(super) fn list(&self) -> Arc<[Place]> {
        self.list.clone()
    }

    /// They are there again.
    pub(super) fn restore(&mut self, list: Arc<[Place]>) {
        self.list = list;
    }

    /// A person has seen this one and keeps it.
    pub(super) fn accept(&mut self, id: u64) {
        self.hidden.insert(id);
    }

    /// A person has seen all that are shown and keeps them.
    pub(super) fn accept_all(&mut self) {
        let all: Vec<u64> = self.shown().map(|one| one.id).collect();
        self.hidden.extend(all);
    }

    /// The last change that nobody had claimed was an agent's.
    pub(super) fn claim(&mut self) {
        let unclaimed = std::mem::take(&mut self.unclaimed);
        for id in unclaimed {
            self.hidden.remove(&id);
        }
    }

    /// Moves them along with `transaction`, which is about to be applied to `rope`.
    pub(super) fn follow(&mut self, rope: &Rope, transaction: &Transaction) {
        if !self.list.is_empty() {
            let moved = self.list.iter().map(|one| moved(one, rope, transaction));
            self.list = moved.filter(changes_something).collect();
        }
    }

    /// Takes one away, which is about to be taken back.
    pub(super) fn remove(&mut self, id: u64) {
        let others = self.list.iter().filter(|one| one.id != id).cloned();
        self.list = others.collect();
    }

    /// Adds those that `transaction` is about to change in `rope`. Where they touch older ones both
    /// become one, which goes back to what was before both.
    pub(super) fn add(&mut self, rope: &Rope, transaction: &Transaction, author: Author) {
        let known: Vec<Place> = self.shown().cloned().collect();
        let changed = changed(transaction);
        let first = self.counted;
        let mut list = Vec::with_capacity(known.len() + changed.len());
        let mut known = known.into_iter().peekable();
        let mut changed = changed.into_iter().peekable();
        while let Some(change) = changed.next() {
            while let Some(one) = known.next_if(|one| one.range.end < change.start) {
                list.push(moved(&one, rope, transaction));
            }
            let (mut span, mut older) = (change, Vec::new());
            loop {
                if let Some(one) = known.next_if(|one| one.range.start <= span.end) {
                    span = span.start.min(one.range.start)..span.end.max(one.range.end);
                    older.push(one);
                } else if let Some(next) = changed.next_if(|next| next.start <= span.end) {
                    span.end = span.end.max(next.end);
                } else {
                    break;
                }
            }
            self.counted += 1;
            list.push(Place {
                id: self.counted,
                range: around(&span, rope, transaction),
                before: before(rope, &span, &older).into(),
            });
        }
        list.extend(known.map(|one| moved(&one, rope, transaction)));
        self.list = list.into();
        self.unclaimed = 0..0;
        if author == Author::Unknown {
            self.unclaimed = first + 1..self.counted + 1;
            self.hidden.extend(self.unclaimed.clone());
        }
    }
}

/// What a transaction changes, in ascending order.
fn changed(transaction: &Transaction) -> Vec<Range<usize>> {
    let changes = transaction.changes();
    match (changes.first(), changes.last()) {
        (Some(first), Some(last)) if changes.len() > MOST => {
            let all = first.range.start..last.range.end;
            vec![all]
        }
        _ => changes.iter().map(|change| change.range.clone()).collect(),
    }
}

/// What stood in `span` before the places of `older`.
fn before(rope: &Rope, span: &Range<usize>, older: &[Place]) -> String {
    let mut text = String::new();
    let mut at = span.start;
    for one in older {
        text.extend(rope.slice(at..one.range.start.max(at)).chunks());
        text.push_str(&one.before);
        at = one.range.end.max(at);
    }
    text.extend(rope.slice(at..span.end.max(at)).chunks());
    text
}

/// Where what stands in `span` is afterwards, with all that is put in at its ends.
fn around(span: &Range<usize>, rope: &Rope, transaction: &Transaction) -> Range<usize> {
    let start = transaction.map(span.start.min(rope.len_chars()), Bias::Before);
    let end = transaction.map(span.end.min(rope.len_chars()), Bias::After);
    start..end.max(start)
}

/// A place after `transaction`. What is written before it on its line is its own; what is written on
/// the line after it is not.
fn moved(place: &Place, rope: &Rope, transaction: &Transaction) -> Place {
    let Range { start, end } = place.range;
    let ends_line = end == start || rope.get_char(end.saturating_sub(1)) == Some('\n');
    let bias = if ends_line { Bias::Before } else { Bias::After };
    let start = transaction.map(start, Bias::Before);
    let end = transaction.map(end, bias).max(start);
    Place {
        range: start..end,
        ..place.clone()
    }
}

fn changes_something(place: &Place) -> bool {
    !place.range.is_empty() || !place.before.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Buffer, Edit, EditKind, Format, becoming};
    use proptest::prelude::*;

    fn buffer(text: &str) -> Buffer {
        Buffer::new(Rope::from_str(text), Format::default())
    }

    fn agent(buffer: &mut Buffer, text: &str) {
        let transaction = becoming(buffer.rope(), &Rope::from_str(text));
        buffer.transact_outside(transaction, Author::Agent);
    }

    fn shown(buffer: &Buffer) -> Vec<(String, String)> {
        let text = |range: &Range<usize>| buffer.rope().slice(range.clone()).to_string();
        let shown = buffer.places().shown();
        shown
            .map(|one| (one.before.to_string(), text(&one.range)))
            .collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = pairs.iter();
        owned.map(|(a, b)| ((*a).into(), (*b).into())).collect()
    }

    #[test]
    fn each_place_is_taken_back_alone_and_comes_back_by_undo() {
        let mut one = buffer("a\nb\nc\nd\ne\n");
        agent(&mut one, "A\nb\nd\ne\nf\n");
        let all = pairs(&[("a\n", "A\n"), ("c\n", ""), ("", "f\n")]);
        assert_eq!(shown(&one), all);
        let id = one.places().shown().nth(1).unwrap().id;
        one.take_back(id);
        assert_eq!(one.rope().to_string(), "A\nb\nc\nd\ne\nf\n");
        assert_eq!(shown(&one), pairs(&[("a\n", "A\n"), ("", "f\n")]));
        one.undo();
        assert_eq!(shown(&one), all);
        one.undo();
        assert_eq!(one.rope().to_string(), "a\nb\nc\nd\ne\n");
        assert_eq!(shown(&one), pairs(&[]), "the agent's edit is one step");
        one.redo();
        assert_eq!(shown(&one), all);
    }

    #[test]
    fn places_move_with_what_is_typed_around_them() {
        let mut one = buffer("a\nb\nc\n");
        agent(&mut one, "a\nB\nc\n");
        for at in [0, 3, 6] {
            one.apply(Edit::replace(at..at, "x"), EditKind::Typing);
        }
        assert_eq!(one.rope().to_string(), "xa\nxB\nxc\n");
        assert_eq!(shown(&one), pairs(&[("b\n", "xB\n")]));
        assert!(one.places().on_line(one.rope(), 1).is_some());
        assert!(one.places().on_line(one.rope(), 0).is_none());
        assert!(one.places().on_line(one.rope(), 2).is_none());
    }

    #[test]
    fn a_second_edit_of_a_place_goes_back_to_what_was_before_both() {
        let mut one = buffer("a\nb\nc\n");
        agent(&mut one, "a\nB\nc\n");
        agent(&mut one, "a\nBB\nX\nc\n");
        assert_eq!(shown(&one), pairs(&[("b\n", "BB\nX\n")]));
        let id = one.places().shown().next().unwrap().id;
        one.take_back(id);
        assert_eq!(one.rope().to_string(), "a\nb\nc\n");
    }

    #[test]
    fn what_was_accepted_does_not_come_back() {
        let mut one = buffer("a\nb\nc\n");
        agent(&mut one, "A\nb\nC\n");
        one.apply(Edit::replace(0..0, "x"), EditKind::Command);
        let id = one.places().shown().next().unwrap().id;
        one.accept_place(id);
        one.undo();
        assert_eq!(shown(&one), pairs(&[("c\n", "C\n")]));
    }

    #[test]
    fn a_change_is_shown_once_an_agent_has_claimed_it() {
        let mut one = buffer("a\nb\nc\n");
        let transaction = becoming(one.rope(), &Rope::from_str("a\nB\nc\n"));
        one.transact_outside(transaction, Author::Unknown);
        assert_eq!(shown(&one), pairs(&[]));
        one.apply(Edit::replace(0..0, "x"), EditKind::Typing);
        one.claim_outside();
        assert_eq!(shown(&one), pairs(&[("b\n", "B\n")]));
    }

    #[test]
    fn what_was_taken_out_at_the_end_is_marked_on_the_last_line() {
        let mut one = buffer("a\nb\n");
        agent(&mut one, "a\n");
        let rope = one.rope();
        let on = |line| one.places().on_line(rope, line).is_some();
        assert_eq!((on(0), on(1)), (false, true));
        let mut whole = buffer("a\n");
        agent(&mut whole, "");
        assert!(whole.places().on_line(whole.rope(), 0).is_some());
    }

    proptest! {
        #[test]
        fn all_places_taken_back_give_the_text_before(
            texts in prop::collection::vec("[ab\n]{0,20}", 2..5),
        ) {
            let mut one = buffer(&texts[0]);
            for text in &texts[1..] {
                agent(&mut one, text);
            }
            let first = |one: &Buffer| one.places().shown().next().map(|place| place.id);
            while let Some(id) = first(&one) {
                one.take_back(id);
            }
            prop_assert_eq!(one.rope().to_string(), texts[0].clone());
        }
    }
}
