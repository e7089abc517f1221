//! Follows the items of an answer: what of each was told in pieces, and what only its end tells.

use std::collections::{BTreeMap, VecDeque};

use super::event::{Item, Words};
use crate::domain::message::Seal;
use crate::llm::Delta;

/// The items of one answer, by their place in it.
#[derive(Debug, Default)]
pub(super) struct Output {
    items: BTreeMap<u64, Progress>,
    calls: usize,
    /// True once the model refused to answer.
    pub(super) refused: bool,
}

/// How far an item has come.
#[derive(Debug, Default)]
struct Progress {
    /// The name that it is known by; empty where it has none.
    id: String,
    /// Its place among the calls, for one that was begun.
    call: Option<usize>,
    /// Pieces of it came.
    has_pieces: bool,
    is_whole: bool,
}

impl Output {
    /// True when the model asks for tools.
    pub(super) fn asks(&self) -> bool {
        self.calls > 0
    }

    /// Notes that a piece of the item at that place came.
    pub(super) fn piece(&mut self, place: u64) {
        self.items.entry(place).or_default().has_pieces = true;
    }

    /// A piece of a call's arguments; dropped where no call has begun there, which its end tells.
    pub(super) fn arguments(&mut self, place: u64, json: String, into: &mut VecDeque<Delta>) {
        let item = self.items.entry(place).or_default();
        if let Some(index) = item.call.filter(|_| !json.is_empty()) {
            item.has_pieces = true;
            into.push_back(Delta::ToolInput { index, json });
        }
    }

    /// The arguments of a call as a whole, for services that send no pieces.
    pub(super) fn all_arguments(&mut self, place: u64, json: String, into: &mut VecDeque<Delta>) {
        let item = self.items.entry(place).or_default();
        if !item.has_pieces {
            self.arguments(place, json, into);
        }
    }

    /// An item begins.
    pub(super) fn begin(&mut self, place: u64, item: &Item, into: &mut VecDeque<Delta>) {
        let known = self.items.entry(place).or_default();
        if known.id.is_empty() {
            item.known_by().clone_into(&mut known.id);
        }
        if item.r#type.as_deref() != Some("function_call") || known.call.is_some() {
            return;
        }
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let id = match item.call_id.as_deref() {
            None | Some("") => item.id.clone(),
            Some(id) => Some(id.to_owned()),
        };
        let index = self.calls;
        known.call = Some(index);
        self.calls += 1;
        into.push_back(Delta::ToolStarted {
            index,
            id: id.unwrap_or_else(|| format!("call_{index}")),
            name: text(&item.name),
        });
    }

    /// An item is whole: what was not told in pieces is told now, and a thought is sealed.
    pub(super) fn finish(&mut self, place: u64, item: Item, into: &mut VecDeque<Delta>) {
        self.begin(place, &item, into);
        let known = self.items.entry(place).or_default();
        if std::mem::replace(&mut known.is_whole, true) {
            return;
        }
        let is_new = !known.has_pieces;
        match item.r#type.as_deref() {
            Some("function_call") if is_new => {
                self.arguments(place, item.arguments.unwrap_or_default(), into);
            }
            Some("message") if is_new => self.say(item.content.unwrap_or_default(), into),
            Some("reasoning") => {
                let thought = joined(item.summary).or_else(|| joined(item.content));
                into.extend(thought.filter(|_| is_new).map(Delta::Thinking));
                into.push_back(Delta::Sealed(Seal::Reasoning {
                    id: item.id.unwrap_or_default(),
                    encrypted: item.encrypted_content,
                }));
            }
            Some(_) | None => {}
        }
    }

    /// All items, told again at the end of the answer. Not every service counts them there as it
    /// did before, so they are known by their names; one that is new is told now.
    pub(super) fn conclude(&mut self, items: Vec<Item>, into: &mut VecDeque<Delta>) {
        let is_new = self.items.is_empty();
        for (place, item) in (0..).zip(items) {
            let mut known = self.items.iter();
            let known = known.find(|(_, one)| !one.id.is_empty() && one.id == item.known_by());
            match known.map(|(place, _)| *place) {
                Some(place) => self.finish(place, item, into),
                None if is_new => self.finish(place, item, into),
                None => {}
            }
        }
    }

    fn say(&mut self, content: Vec<Words>, into: &mut VecDeque<Delta>) {
        for words in content {
            self.refused |= words.refusal.is_some();
            let text = words.text.or(words.refusal).unwrap_or_default();
            if !text.is_empty() {
                into.push_back(Delta::Text(text));
            }
        }
    }
}

/// All words; none where there are none.
fn joined(words: Option<Vec<Words>>) -> Option<String> {
    let texts = words.into_iter().flatten().filter_map(|words| words.text);
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}
