//! The filter: what is typed, how far the workspace was looked through for it, and which folders were
//! opened because something in them matches.

use super::Effect;
use super::State;
use super::update::{follow, go_to_match};
use crate::tui::draw::Field;
use crate::tui::root::Effect as RootEffect;
use crate::workspace::files::JailedPath;
use crate::workspace::listing::Entry;

/// What is typed, and what came of it.
#[derive(Debug, Default)]
pub struct Filter {
    /// What is typed.
    pub field: Field,
    /// How far the workspace was looked through.
    pub looked: Looked,
    /// The folders that were opened for what is in them, outer ones first.
    opened: Vec<JailedPath>,
}

/// How far the workspace was looked through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Looked {
    /// Nothing is looked for.
    #[default]
    Not,
    /// It is being looked through.
    Going,
    /// All of it; so many entries match.
    Through(usize),
    /// So far that so many entries match: there are more.
    Partly(usize),
}

/// What was found in the whole workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was looked for.
    pub filter: String,
    /// How many entries match.
    pub matches: usize,
    /// True when there are more.
    pub capped: bool,
    /// The folders around them, outer ones first, with all that lies in each.
    pub folders: Vec<(JailedPath, Vec<Entry>)>,
}

impl Looked {
    /// What is said of it, in the line of the filter; `shown` rows match. Those in an ignored folder
    /// that is open are among them, though nobody looked for them there.
    pub fn words(self, shown: usize) -> String {
        match self {
            Self::Not => String::new(),
            Self::Going => "looking …".to_owned(),
            Self::Through(count) => count.max(shown).to_string(),
            Self::Partly(count) => format!("the first {}", count.max(shown)),
        }
    }
}

/// Something else is typed: has the driver look through the workspace for it.
pub(super) fn typed(state: &mut State) -> Vec<RootEffect> {
    let filter = state.filter.field.text().to_owned();
    state.filter.looked = if filter.is_empty() {
        Looked::Not
    } else {
        Looked::Going
    };
    let mut effects = Vec::new();
    if filter.is_empty() {
        effects.extend(close_opened(state));
    }
    effects.push(RootEffect::Tree(Effect::Find(filter)));
    effects
}

/// Takes in what was found: opens the folders around it. An answer to an older filter is none.
pub(super) fn found(state: &mut State, found: Found) -> Vec<RootEffect> {
    if found.filter != state.shown.filter || found.filter.is_empty() {
        return Vec::new();
    }
    state.filter.looked = if found.capped {
        Looked::Partly(found.matches)
    } else {
        Looked::Through(found.matches)
    };
    let mut next = Vec::new();
    state.keeping_cursor(|state| {
        for (folder, entries) in found.folders {
            if !state.rows.is_open(&folder) {
                let row = state.rows.position(&folder);
                if row.and_then(|row| state.rows.open(row)).is_none() {
                    // It is gone since it was looked at.
                    continue;
                }
                state.filter.opened.push(folder.clone());
            }
            next.extend(state.rows.listed(&folder, Ok(entries)).1);
        }
    });
    go_to_match(state);
    let mut effects = vec![follow(state)];
    if !next.is_empty() {
        effects.push(super::act::list(next));
    }
    effects
}

/// Shows everything again; what was opened for the filter closes, but for where the cursor is.
pub(super) fn clear(state: &mut State) -> Vec<RootEffect> {
    if state.shown.filter.is_empty() && state.filter.field.text().is_empty() {
        return Vec::new();
    }
    state.filter.field.take();
    state.filter.looked = Looked::Not;
    state.keeping_cursor(|state| state.shown.filter.clear());
    let mut effects = vec![RootEffect::Tree(Effect::Find(String::new()))];
    effects.extend(close_opened(state));
    effects
}

fn close_opened(state: &mut State) -> Option<RootEffect> {
    let opened = std::mem::take(&mut state.filter.opened);
    if opened.is_empty() {
        return None;
    }
    let cursor = state.path();
    let stays = |folder: &JailedPath| cursor.as_ref().is_some_and(|path| path.is_within(folder));
    state.keeping_cursor(|state| {
        for folder in opened.iter().rev().filter(|folder| !stays(folder)) {
            if let Some(row) = state.rows.position(folder) {
                state.rows.close(row);
            }
        }
    });
    Some(follow(state))
}
