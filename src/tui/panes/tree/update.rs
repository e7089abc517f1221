//! What a message changes in the pane.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::act::{act, activate, list, refused};
use super::agents::{self, Told};
use super::ask::{Task, Typing};
use super::filter::{self, Found};
use super::rows::{Altered, Listing};
use super::state::Life;
use super::{Effect, State};
use crate::tui::keymap::Action;
use crate::tui::overlay::wheel;
use crate::tui::root::{Ctx, Effect as RootEffect, Msg as RootMsg, Notice, Place, Request};
use crate::workspace::files::{JailedPath, Undo};
use crate::workspace::git::Marks;
use crate::workspace::listing::{Entry, ListingError};

/// The most changes that can be taken back.
const MOST_UNDO: usize = 100;

/// A message to the pane.
#[derive(Debug)]
pub enum Msg {
    /// A bound key, or the palette.
    Act(Action),
    /// A key that is not bound here.
    Key(KeyEvent),
    /// Pasted text.
    Paste(String),
    /// The mouse, in coordinates of the terminal.
    Mouse(MouseEvent),
    /// It is drawn here from now on.
    Resized(Rect),
    /// It got the keyboard, or lost it.
    Focused(bool),
    /// Another folder is worked on: forget what was shown.
    Workspace,
    /// Show this file.
    Reveal(PathBuf),
    /// These paths changed on disk; none means: look at everything again.
    Changed(Vec<PathBuf>),
    /// Tell changes in these folders as well, open or not; absolute. The editor has files there.
    AlsoWatch(Vec<PathBuf>),
    /// A folder was listed.
    Listed {
        /// Which.
        folder: JailedPath,
        /// What lies in it.
        outcome: Result<Vec<Entry>, ListingError>,
    },
    /// What git says; empty outside a repository.
    Marked(Box<Marks>),
    /// A change was made.
    Done {
        /// What was asked.
        task: Task,
        /// Where the entry lies now, or lay.
        path: JailedPath,
        /// The way back.
        undo: Arc<Undo>,
    },
    /// A change was refused, and why.
    Refused(Task, String),
    /// A change was taken back.
    Undone {
        /// What lies where it lay, or is gone.
        path: JailedPath,
        /// What was taken back, in words.
        what: String,
    },
    /// A change could not be taken back.
    NotUndone {
        /// The way back, to be tried again.
        undo: Arc<Undo>,
        /// Why.
        why: String,
    },
    /// What matches the filter in the whole workspace.
    Found(Box<Found>),
    /// What agents changed was told, or looked at.
    Agents(Told),
    /// So many open folders are not watched, because the system has a limit.
    Limited(usize),
}

/// Applies one message.
pub fn update(state: &mut State, msg: Msg, ctx: &Ctx) -> Vec<RootEffect> {
    match msg {
        Msg::Act(action) => act(state, action, ctx),
        Msg::Key(pressed) => key(state, pressed),
        Msg::Paste(text) => typed(state, |field| {
            field.insert(&text);
            true
        }),
        Msg::Mouse(event) => mouse(state, event, ctx),
        Msg::Resized(area) => resized(state, area),
        // What changed in closed folders was not watched: who looks here sees it now.
        Msg::Focused(true) if state.life != Life::New => vec![RootEffect::Tree(Effect::Status)],
        Msg::Focused(_) => Vec::new(),
        Msg::Workspace => {
            let area = state.area;
            *state = State::default();
            let effects = resized(state, area);
            if !effects.is_empty() {
                return effects;
            }
            // Hidden, it lists nothing; the branch in the header is another one all the same.
            vec![follow(state), RootEffect::Tree(Effect::Status)]
        }
        Msg::Reveal(path) => reveal(state, &path, ctx),
        Msg::Changed(paths) => changed(state, &paths, ctx),
        Msg::AlsoWatch(folders) if state.also == folders => Vec::new(),
        Msg::AlsoWatch(folders) => {
            state.also = folders;
            vec![follow(state)]
        }
        Msg::Listed { folder, outcome } => listed(state, &folder, outcome),
        Msg::Marked(marks) => {
            if state.signs.git != *marks {
                state.keeping_cursor(|state| state.signs.git = *marks);
            }
            Vec::new()
        }
        Msg::Done { task, path, undo } => {
            state.undo.push(undo);
            done(state, &task, &path, ctx)
        }
        Msg::Refused(task, why) => refused(state, &task, why),
        Msg::Undone { path, what } => {
            let said = Notice::info(format!("Taken back: {what}"));
            let effects = vec![RootEffect::send(said), files_changed([&path], ctx)];
            state.wanted = Some(path);
            effects
        }
        Msg::NotUndone { undo, why } => {
            state.undo.push(undo);
            vec![RootEffect::send(Notice::bad(format!(
                "Not taken back: {why}"
            )))]
        }
        Msg::Found(found) => filter::found(state, *found),
        Msg::Agents(told) => agents::take(state, told, ctx.workspace),
        Msg::Limited(count) => limited(state, count),
    }
}

/// The effects that begin, once there is a place to draw.
fn resized(state: &mut State, area: Rect) -> Vec<RootEffect> {
    state.area = area;
    state.scroll.follow(state.shown.len(), state.height());
    if state.life != Life::New || area.is_empty() {
        return Vec::new();
    }
    state.life = Life::Watched;
    vec![
        list(vec![JailedPath::default()]),
        follow(state),
        RootEffect::Tree(Effect::Status),
    ]
}

/// Watches what is open.
pub(super) fn follow(state: &State) -> RootEffect {
    let open = state.rows.open_folders().cloned().collect();
    let also = state.also.clone();
    RootEffect::Tree(Effect::Follow { open, also })
}

/// Gives a key to the line that is typed in.
pub(super) fn key(state: &mut State, pressed: KeyEvent) -> Vec<RootEffect> {
    typed(state, |field| field.key(pressed))
}

fn typed(
    state: &mut State,
    change: impl FnOnce(&mut crate::tui::draw::Field) -> bool,
) -> Vec<RootEffect> {
    match &mut state.typing {
        Typing::Nothing | Typing::Sent(..) => {}
        Typing::Name(ask) => {
            change(&mut ask.field);
        }
        Typing::Filter => {
            if change(&mut state.filter.field) {
                state.keeping_cursor(|state| {
                    state
                        .filter
                        .field
                        .text()
                        .clone_into(&mut state.shown.filter);
                });
                go_to_match(state);
                return filter::typed(state);
            }
        }
    }
    Vec::new()
}

/// Leaves the folders around a match for the match itself.
pub(super) fn go_to_match(state: &mut State) {
    let filter = &state.shown.filter;
    let matches = |place: &usize| {
        let row = state.shown.row(*place).and_then(|row| state.rows.get(row));
        row.is_some_and(|row| super::shown::find(&row.name.to_string_lossy(), filter).is_some())
    };
    if filter.is_empty() || matches(&state.scroll.cursor) {
        return;
    }
    if let Some(place) = (0..state.shown.len()).find(matches) {
        state.scroll.go(place, state.shown.len(), state.height());
    }
}

fn mouse(state: &mut State, event: MouseEvent, ctx: &Ctx) -> Vec<RootEffect> {
    let lines = wheel(event);
    if lines != 0 {
        state.scroll.shift(lines, state.shown.len(), state.height());
        return Vec::new();
    }
    let at = Position::new(event.column, event.row);
    if event.kind != MouseEventKind::Down(MouseButton::Left) || !state.area.contains(at) {
        return Vec::new();
    }
    state.typing = Typing::Nothing;
    let line = usize::from(event.row - state.area.y);
    let place = state.scroll.top + line;
    if line >= state.height() || place >= state.shown.len() {
        return Vec::new();
    }
    state.scroll.go(place, state.shown.len(), state.height());
    activate(state, ctx)
}

fn listed(
    state: &mut State,
    folder: &JailedPath,
    outcome: Result<Vec<Entry>, ListingError>,
) -> Vec<RootEffect> {
    let (altered, next) = state.keeping_cursor(|state| state.rows.listed(folder, outcome));
    let mut effects = Vec::new();
    if altered == Altered::Yes {
        effects.push(follow(state));
    }
    if !next.is_empty() {
        effects.push(list(next));
    }
    effects.extend(go_to_wanted(state));
    state.follow_asked();
    effects
}

fn reveal(state: &mut State, path: &Path, ctx: &Ctx) -> Vec<RootEffect> {
    let inner = path.strip_prefix(ctx.workspace).unwrap_or(path);
    let Ok(path) = JailedPath::below(inner) else {
        let text = format!("{} is outside the workspace", path.display());
        return vec![RootEffect::send(Notice::info(text))];
    };
    let mut effects = filter::clear(state);
    state.wanted = Some(path);
    effects.extend(go_to_wanted(state));
    effects
}

/// Opens folder after folder on the way to the wanted entry, and goes there once it is a row.
pub(super) fn go_to_wanted(state: &mut State) -> Vec<RootEffect> {
    let Some(wanted) = state.wanted.clone() else {
        return Vec::new();
    };
    if let Some(row) = state.rows.position(&wanted) {
        state.wanted = None;
        state.go_to_row(row);
        return Vec::new();
    }
    // The innermost folder on the way that is a row already.
    let above = std::iter::successors(wanted.parent(), JailedPath::parent);
    let known = above
        .into_iter()
        .find_map(|folder| state.rows.position(&folder));
    let listing = match known {
        Some(row) if state.rows.listing(row).is_none() => {
            let folder = state.keeping_cursor(|state| state.rows.open(row));
            let Some(folder) = folder else {
                state.wanted = None;
                return Vec::new();
            };
            return vec![list(vec![folder]), follow(state)];
        }
        Some(row) => state.rows.listing(row),
        None => state.rows.root_listing(),
    };
    // It was listed and the entry was not in it: a change may be on its way, a look again is not.
    if listing != Some(&Listing::Asked) {
        state.wanted = None;
    }
    Vec::new()
}

/// Lists again what has changed, and asks git again.
fn changed(state: &mut State, paths: &[PathBuf], ctx: &Ctx) -> Vec<RootEffect> {
    if state.life == Life::New {
        return vec![RootEffect::Tree(Effect::Status)];
    }
    let mut folders: Vec<JailedPath> = if paths.is_empty() {
        state.rows.open_folders().cloned().collect()
    } else {
        let inner = paths.iter().filter_map(|path| {
            let inner = path.strip_prefix(ctx.workspace).ok()?;
            JailedPath::below(inner).ok()
        });
        inner
            .flat_map(|path| [path.parent(), Some(path)])
            .flatten()
            .filter(|folder| state.rows.is_open(folder))
            .collect()
    };
    folders.sort();
    folders.dedup();
    let mut effects = vec![RootEffect::Tree(Effect::Status)];
    if !folders.is_empty() {
        effects.push(follow(state));
        effects.push(list(folders));
    }
    effects
}

fn done(state: &mut State, task: &Task, path: &JailedPath, ctx: &Ctx) -> Vec<RootEffect> {
    if state.undo.len() > MOST_UNDO {
        state.undo.remove(0);
    }
    let mut effects = Vec::new();
    let shown = path.as_path().display();
    match task {
        Task::Delete(_) => {
            let text = format!("{shown} is in the trash: u takes it back");
            effects.push(RootEffect::send(Notice::info(text)));
        }
        Task::CreateFile(_) => {
            let place = Place::file(ctx.workspace.join(path.as_path()));
            effects.push(RootEffect::send(Request::Open(place)));
            state.wanted = Some(path.clone());
        }
        Task::CreateFolder(_) | Task::Move { .. } | Task::Copy { .. } => {
            state.wanted = Some(path.clone());
        }
    }
    let from = match task {
        Task::Move { from, .. } => from,
        Task::CreateFile(_) | Task::CreateFolder(_) | Task::Copy { .. } | Task::Delete(_) => path,
    };
    effects.push(files_changed([from, path], ctx));
    effects
}

/// Tells the tree and the editor that entries changed, without waiting for the watch.
fn files_changed<const N: usize>(paths: [&JailedPath; N], ctx: &Ctx) -> RootEffect {
    let paths = paths.map(|path| ctx.workspace.join(path.as_path()));
    RootEffect::send(RootMsg::FilesChanged(paths.into()))
}

fn limited(state: &mut State, count: usize) -> Vec<RootEffect> {
    let life = if count == 0 {
        Life::Watched
    } else {
        Life::Limited
    };
    let first = state.life != Life::Limited && life == Life::Limited;
    state.life = life;
    if !first {
        return Vec::new();
    }
    let text = format!("{count} open folders cannot be watched: R looks at the disk again");
    vec![RootEffect::send(Notice::warn(text))]
}
