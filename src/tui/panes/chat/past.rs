//! What of a long talk lies in memory: what is in sight and near it; the rest stays in the store.

use super::answer::{Answer, Thought};
use super::item::{Item, Voice};
use super::transcript::{Place, Transcript};
use crate::domain::message::Role;
use crate::text::Markdown;
use crate::tui::theme::Token;

/// How many messages before and after those in sight are read ahead.
const AHEAD: usize = 24;
/// How many messages are read at once.
pub const PAGE: u32 = 48;
/// How many bytes of text may lie in memory before those far away are given up, and how many then.
const MOST: usize = 6 * 1024 * 1024;
const FEWER: usize = 4 * 1024 * 1024;

/// A message of a talk as it was kept.
#[derive(Debug)]
pub struct Told {
    /// Its place in the talk, from 1.
    pub number: u64,
    /// Who speaks.
    pub role: Role,
    /// The words, and of a model the page of them.
    pub words: Words,
    /// What the model thought.
    pub thought: String,
    /// The model, as it stands above its answer.
    pub label: String,
    /// What it took.
    pub footer: String,
    /// Why it is not whole; nothing where it is.
    pub cut: Option<String>,
}

/// The words of a message.
#[derive(Debug)]
pub enum Words {
    /// As they were written.
    Plain(String),
    /// Read as Markdown.
    Page(Box<Markdown>),
}

impl Transcript {
    /// Shows a talk of that many messages, none of which is read.
    pub(super) fn open(&mut self, messages: u64) {
        self.clear();
        for number in 1..=messages {
            let mut item = Item::new(Voice::Unread, String::new());
            item.number = Some(number);
            self.add(item);
        }
        self.away = false;
        self.top = Place::default();
    }

    /// Takes messages that were read.
    pub(super) fn fill(&mut self, messages: Vec<Told>) {
        for told in messages {
            let number = Some(told.number);
            let place = self.items.iter_mut().rfind(|item| item.number == number);
            if let Some(item) = place.filter(|item| matches!(item.voice, Voice::Unread)) {
                let id = item.id;
                *item = shown(told);
                (item.id, item.number) = (id, number);
            }
        }
        self.forget();
    }

    /// Adds a message that was said from elsewhere.
    pub(super) fn tell(&mut self, told: Told) {
        let number = told.number;
        let mut item = shown(told);
        item.number = Some(number);
        self.add(item);
    }

    /// The first number of the messages to be read next: those in sight, then those near.
    pub(super) fn wanted(&self) -> Option<u64> {
        let rows = usize::from(self.height).max(1);
        let near = self.top.item.saturating_sub(AHEAD)..self.top.item + rows + AHEAD;
        let unread = |index: usize| {
            let item = self.items.get(index)?;
            matches!(item.voice, Voice::Unread).then_some(item.number)?
        };
        let seen = (self.top.item..self.top.item + rows).find_map(unread);
        // Whoever goes up is served from below.
        let above = (near.start..self.top.item).rev().find_map(unread);
        let above = above.map(|number| number.saturating_sub(u64::from(PAGE) - 1).max(1));
        seen.or(above)
            .or_else(|| (self.top.item + rows..near.end).find_map(unread))
    }

    /// Gives up what is far from what is in sight, where much lies in memory.
    fn forget(&mut self) {
        let kept = |item: &Item| item.number.is_some() && !matches!(item.voice, Voice::Unread);
        let held = |items: &[Item]| -> usize {
            items
                .iter()
                .filter(|item| kept(item))
                .map(Item::weight)
                .sum()
        };
        let mut heavy = held(&self.items);
        if heavy <= MOST {
            return;
        }
        let here = self.top.item;
        let mut far: Vec<usize> = (0..self.items.len()).collect();
        far.sort_by_key(|index| std::cmp::Reverse(index.abs_diff(here)));
        for index in far {
            let near = index.abs_diff(here) <= AHEAD + usize::from(self.height);
            if heavy <= FEWER || near {
                break;
            }
            let Some(item) = self.items.get_mut(index).filter(|item| kept(item)) else {
                continue;
            };
            heavy -= item.weight();
            let (id, number) = (item.id, item.number);
            *item = Item::new(Voice::Unread, String::new());
            (item.id, item.number) = (id, number);
        }
    }
}

fn shown(told: Told) -> Item {
    match told.words {
        Words::Plain(text) => Item::new(Voice::Person, text),
        Words::Page(page) => {
            let mut answer = Answer::of(told.label);
            answer.page = *page;
            answer.thought = Thought::kept(&told.thought);
            answer.footer = told.footer;
            if let Some(cut) = told.cut {
                answer.notes.push((cut, Token::Warn));
            }
            Item::new(Voice::Model(Box::new(answer)), String::new())
        }
    }
}
