//! What agents have changed in the open files: gone through, kept, and taken back place by place.

use std::path::{Path, PathBuf};

use ropey::Rope;

use super::acts::OfAgent;
use super::work::Effect;
use super::{Body, Sheet, State, Tab, TabId};
use crate::domain::tool_call::ChangedFile;
use crate::text::{Author, Place, Places};
use crate::tui::panes::tree;
use crate::tui::root::{Effect as RootEffect, Notice};

/// So many changes of files that are not open are remembered.
const UNSEEN: usize = 256;

/// Of so many closed files it is remembered what agents had changed in them.
const REMEMBERED: usize = 32;

/// What agents have changed in files that are not open, the last one at the end.
#[derive(Debug, Default)]
pub struct Left {
    /// What was marked in files when they were closed.
    marked: Vec<(PathBuf, Rope, Places)>,
    /// What was changed in a file since, as a unified diff.
    diffs: Vec<(PathBuf, String)>,
}

/// Looks at the open ones of these files, which an agent has changed, and remembers the others.
pub(super) fn changed(state: &mut State, files: Vec<ChangedFile>) -> Vec<RootEffect> {
    let mut effects = Vec::new();
    for file in files {
        let path = PathBuf::from(file.path);
        match state.tabs.iter_mut().find(|tab| tab.path == path) {
            Some(tab) => effects.extend(look_in(tab)),
            None => state.left.note(path, file.diff),
        }
    }
    effects.into_iter().map(RootEffect::Editor).collect()
}

fn look_in(tab: &mut Tab) -> Option<Effect> {
    match &mut tab.body {
        // What is written now meets what is there by itself.
        Body::Text(sheet) if sheet.is_saving() => {
            sheet.disk.owed = true;
            None
        }
        Body::Text(sheet) => Some(look(tab.id, &tab.path, sheet)),
        Body::Failed(_) | Body::Binary { .. } => Some(Effect::Read {
            tab: tab.id,
            path: tab.path.clone(),
            diffs: Vec::new(),
        }),
        Body::Loading(_) => None,
    }
}

impl Left {
    fn note(&mut self, path: PathBuf, diff: String) {
        if diff.is_empty() {
            // Nobody knows what it did: what was done before cannot be told from it any more.
            self.diffs.retain(|(of, _)| *of != path);
            return;
        }
        self.diffs.push((path, diff));
        let more = self.diffs.len().saturating_sub(UNSEEN);
        self.diffs.drain(..more);
    }
}

/// What agents have changed in a file that is opened now, while it was not open.
pub(super) fn unseen(state: &mut State, path: &Path) -> Vec<String> {
    let diffs = std::mem::take(&mut state.left.diffs);
    let (of, others) = diffs.into_iter().partition(|(of, _)| of == path);
    state.left.diffs = others;
    let of: Vec<(PathBuf, String)> = of;
    of.into_iter().map(|(_, diff)| diff).collect()
}

/// Looks at a file that an agent has changed.
pub(super) fn look(tab: TabId, path: &Path, sheet: &Sheet) -> Effect {
    Effect::Look {
        tab,
        path: path.to_owned(),
        known: sheet.disk.stamp,
        author: Author::Agent,
    }
}

/// Does something with the places of the shown text.
pub(super) fn act(state: &mut State, what: OfAgent) -> Vec<RootEffect> {
    let room = state.sheet().map(|sheet| state.geometry().room(sheet));
    let (Some((tab, path, sheet)), Some(room)) = (state.shown(), room) else {
        return Vec::new();
    };
    let told = |text: &str| vec![RootEffect::send(Notice::info(text.to_owned()))];
    if sheet.buffer.places().shown().next().is_none() {
        return told("No agent has changed this file, or all of it is kept");
    }
    sheet.diff = None;
    let here = sheet.place().map(|place| place.id);
    match (what, here) {
        (OfAgent::Next | OfAgent::Previous, _) => {
            if let Some(at) = sheet.place_beside(what) {
                sheet.show(at..at, room);
            }
            Vec::new()
        }
        (OfAgent::AcceptAll, _) => {
            sheet.buffer.accept_places();
            seen(sheet, path).into_iter().collect()
        }
        (OfAgent::Accept | OfAgent::TakeBack, None) => told("No agent has changed this line"),
        (OfAgent::Accept, Some(id)) => {
            sheet.buffer.accept_place(id);
            seen(sheet, path).into_iter().collect()
        }
        (OfAgent::TakeBack, Some(id)) => {
            // Where the text was what is on disk, it stays so: the agent sees what was taken back.
            let settled = !sheet.buffer.is_modified() && sheet.banner.is_none();
            let touched = sheet.buffer.take_back(id);
            sheet.touched(touched);
            sheet.follow(room);
            let path = path.to_owned();
            let write = settled.then(|| sheet.write(tab, &path)).flatten();
            let write = write.into_iter().map(RootEffect::Editor);
            write.chain(seen(sheet, &path)).collect()
        }
    }
}

/// Tells the tree when nothing of a file is left to look at.
pub(super) fn seen(sheet: &Sheet, path: &Path) -> Option<RootEffect> {
    let left = sheet.buffer.places().shown().next();
    let seen = || tree::Msg::Agents(tree::Told::Seen(path.to_owned()));
    left.is_none().then(|| RootEffect::send(seen()))
}

/// A file was opened: the tree is told where there is nothing to go through in it.
pub(super) fn opened(state: &State, id: TabId) -> Option<RootEffect> {
    let tab = state.tabs.iter().find(|tab| tab.id == id)?;
    let seen = || tree::Msg::Agents(tree::Told::Seen(tab.path.clone()));
    (tab.agent_places() == 0).then(|| RootEffect::send(seen()))
}

/// A tab was closed: what agents had changed in it is remembered.
pub(super) fn leave(state: &mut State, tab: &Tab) {
    let Body::Text(sheet) = &tab.body else {
        return;
    };
    let left = &mut state.left.marked;
    left.retain(|(path, _, _)| *path != tab.path);
    let places = sheet.buffer.places();
    if places.shown().next().is_some() {
        let rope = sheet.buffer.rope().clone();
        left.push((tab.path.clone(), rope, places.clone()));
        let more = left.len().saturating_sub(REMEMBERED);
        left.drain(..more);
    }
}

/// A file was opened: what agents had changed in it is shown again where the text is still the same.
pub(super) fn remember(state: &mut State, id: TabId) {
    let Some(tab) = state.tabs.iter_mut().find(|tab| tab.id == id) else {
        return;
    };
    let left = &mut state.left.marked;
    let found = left.iter().position(|(path, _, _)| *path == tab.path);
    if let Some((_, rope, places)) = found.map(|at| left.remove(at))
        && let Body::Text(sheet) = &mut tab.body
        && *sheet.buffer.rope() == rope
    {
        sheet.buffer.show_places(places);
    }
}

impl Sheet {
    /// The place that an agent has changed at the line of the caret.
    pub fn place(&self) -> Option<&Place> {
        let rope = self.buffer.rope();
        self.buffer.places().on_line(rope, self.buffer.line())
    }

    /// Where the next place begins, or the one before, around the end.
    fn place_beside(&self, way: OfAgent) -> Option<usize> {
        let places = self.buffer.places();
        let here = match self.place() {
            Some(place) => place.range.start,
            None => self.buffer.selection().head,
        };
        let starts = || places.shown().map(|place| place.range.start);
        match way {
            OfAgent::Previous => starts()
                .rev()
                .find(|start| *start < here)
                .or_else(|| starts().next_back()),
            OfAgent::Next | OfAgent::TakeBack | OfAgent::Accept | OfAgent::AcceptAll => starts()
                .find(|start| *start > here || (*start == here && self.place().is_none()))
                .or_else(|| starts().next()),
        }
    }
}
