//! What can be chosen, which of it matches what is typed, and the chosen one.

use nucleo::pattern::{CaseMatching, Normalization, Pattern};
use nucleo::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;

use super::Effect;
use crate::tui::draw::{Field, Scroll};
use crate::tui::overlay;
use crate::tui::root::Effect as RootEffect;

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The model that answers.
    Model,
    /// A talk to be gone on with.
    Talk,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name by which it is taken.
    pub key: String,
    /// What is seen of it.
    pub title: String,
    /// More about it.
    pub about: String,
    /// What stands at the right end.
    pub right: String,
    /// Why it cannot be used now; nothing where it can.
    pub missing: Option<String>,
    /// It is in use.
    pub current: bool,
}

/// What can be chosen, and what was typed.
#[derive(Debug)]
pub struct State {
    /// Where it may be drawn.
    pub area: Rect,
    pub(super) what: What,
    pub(super) field: Field,
    /// Nothing until it is read.
    pub(super) entries: Option<Vec<Entry>>,
    /// Why nothing can be read.
    pub(super) refused: Option<String>,
    /// The entries that match, best first.
    pub(super) matching: Vec<usize>,
    pub(super) scroll: Scroll,
}

impl What {
    /// What stands on its border.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Model => "Models",
            Self::Talk => "Earlier talks in this folder",
        }
    }

    /// What is said where there is nothing to choose.
    pub(super) fn none(self) -> &'static str {
        match self {
            Self::Model => "No model is known",
            Self::Talk => "There is no earlier talk in this folder",
        }
    }
}

impl State {
    /// Opens it and asks for what there is.
    pub fn open(what: What) -> (Self, Vec<RootEffect>) {
        let state = Self {
            area: Rect::default(),
            what,
            field: Field::default(),
            entries: None,
            refused: None,
            matching: Vec::new(),
            scroll: Scroll::default(),
        };
        let list = overlay::Effect::Choose(Effect::List(what));
        (state, vec![RootEffect::Overlay(list)])
    }

    /// The rows of the list that have room.
    pub(super) fn rows(&self) -> usize {
        usize::from(self.area.height.saturating_sub(8)).clamp(1, 18)
    }

    /// The chosen entry.
    pub(super) fn chosen(&self) -> Option<&Entry> {
        let index = self.matching.get(self.scroll.cursor)?;
        self.entries.as_ref()?.get(*index)
    }

    pub(super) fn take(&mut self, entries: Vec<Entry>) {
        self.entries = Some(entries);
        self.find();
        let entries = self.entries.as_deref().unwrap_or_default();
        let current = self
            .matching
            .iter()
            .position(|index| entries.get(*index).is_some_and(|one| one.current));
        let (count, height) = (self.matching.len(), self.rows());
        self.scroll.go(current.unwrap_or(0), count, height);
    }

    /// Finds what matches what is typed.
    pub(super) fn find(&mut self) {
        let pattern = Pattern::parse(
            self.field.text(),
            CaseMatching::Ignore,
            Normalization::Smart,
        );
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let entries = self.entries.as_deref().unwrap_or_default().iter();
        let mut scored: Vec<(usize, u32)> = entries
            .enumerate()
            .filter_map(|(index, entry)| {
                let text = format!("{} {} {}", entry.title, entry.key, entry.about);
                let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher)?;
                Some((index, score))
            })
            .collect();
        scored.sort_by_key(|(index, score)| (std::cmp::Reverse(*score), *index));
        self.matching = scored.into_iter().map(|(index, _)| index).collect();
        self.scroll = Scroll::default();
    }
}
