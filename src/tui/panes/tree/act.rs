//! What an action does in the tree.

use crossterm::event::KeyCode;

use super::Effect;
use super::State;
use super::ask::{Ask, Task, Typing, What};
use super::filter;
use super::shown::Ignored;
use super::state::Clip;
use super::update::{follow, go_to_wanted, key};
use crate::tui::draw::Field;
use crate::tui::keymap::Action;
use crate::tui::root::{Ctx, Effect as RootEffect, Notice, Place, Request};
use crate::workspace::files::JailedPath;

/// Does `action`.
pub(super) fn act(state: &mut State, action: Action, ctx: &Ctx) -> Vec<RootEffect> {
    if state.typing() {
        return act_on_line(state, action);
    }
    let page = isize::try_from(state.height().saturating_sub(1)).unwrap_or(1);
    let far = isize::MAX;
    match action {
        Action::Up => state.step(-1),
        Action::Down => state.step(1),
        Action::PageUp => state.step(-page),
        Action::PageDown => state.step(page),
        Action::First => state.step(-far),
        Action::Last => state.step(far),
        Action::Accept => return activate(state, ctx),
        Action::Expand => return expand(state),
        Action::Collapse => return collapse(state),
        Action::CollapseAll => return collapse_all(state),
        Action::Filter => state.typing = Typing::Filter,
        Action::Cancel => return cancel(state),
        Action::NewFile => return ask_for_new(state, What::File),
        Action::NewFolder => return ask_for_new(state, What::Folder),
        Action::Rename => rename(state),
        Action::MarkCopy => state.clip = state.path().map(Clip::Copied),
        Action::MarkMove => state.clip = state.path().map(Clip::Cut),
        Action::PasteFile => return paste(state),
        Action::Delete => {
            let path = state.path();
            return path
                .map(|path| do_it(Task::Delete(path)))
                .into_iter()
                .collect();
        }
        Action::UndoFile => return undo(state),
        Action::Refresh => return refresh(state),
        Action::ToggleIgnored => state.keeping_cursor(|state| {
            state.shown.ignored = match state.shown.ignored {
                Ignored::Dimmed => Ignored::Hidden,
                Ignored::Hidden => Ignored::Dimmed,
            };
        }),
        // What is not of files is done elsewhere.
        _elsewhere => {}
    }
    Vec::new()
}

/// Lists `folders`.
pub(super) fn list(folders: Vec<JailedPath>) -> RootEffect {
    RootEffect::Tree(Effect::List(folders))
}

/// Opens the file under the cursor, or opens or closes the folder.
pub(super) fn activate(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    let Some((row, found)) = state
        .row()
        .and_then(|row| Some((row, state.rows.get(row)?)))
    else {
        return Vec::new();
    };
    if found.is_open() {
        return close(state, row);
    }
    if found.kind.is_folder() {
        return open(state, row);
    }
    let path = state.rows.path(row).unwrap_or_default();
    let place = Place::file(ctx.workspace.join(path.as_path()));
    vec![RootEffect::send(Request::Open(place))]
}

fn open(state: &mut State, row: usize) -> Vec<RootEffect> {
    match state.keeping_cursor(|state| state.rows.open(row)) {
        Some(folder) => vec![list(vec![folder]), follow(state)],
        None => Vec::new(),
    }
}

fn close(state: &mut State, row: usize) -> Vec<RootEffect> {
    state.keeping_cursor(|state| state.rows.close(row));
    state.go_to_row(row);
    vec![follow(state)]
}

/// Opens a folder; in an open one, goes to what is first in it.
fn expand(state: &mut State) -> Vec<RootEffect> {
    let Some(row) = state.row() else {
        return Vec::new();
    };
    match state.rows.get(row) {
        Some(found) if found.is_open() => {
            if !state.rows.is_empty_folder(row) {
                state.step(1);
            }
            Vec::new()
        }
        Some(found) if found.kind.is_folder() => open(state, row),
        Some(_) | None => Vec::new(),
    }
}

/// Closes an open folder; elsewhere, goes to the folder around.
fn collapse(state: &mut State) -> Vec<RootEffect> {
    let Some(row) = state.row() else {
        return Vec::new();
    };
    if state.rows.get(row).is_some_and(super::rows::Row::is_open) {
        return close(state, row);
    }
    if let Some(parent) = state.rows.parent(row) {
        state.go_to_row(parent);
    }
    Vec::new()
}

fn collapse_all(state: &mut State) -> Vec<RootEffect> {
    let mut top = state.row();
    while let Some(parent) = top.and_then(|row| state.rows.parent(row)) {
        top = Some(parent);
    }
    let path = top.and_then(|row| state.rows.path(row));
    state.keeping_cursor(|state| state.rows.close_all());
    if let Some(row) = path.and_then(|path| state.rows.position(&path)) {
        state.go_to_row(row);
    }
    vec![follow(state)]
}

fn cancel(state: &mut State) -> Vec<RootEffect> {
    if state.shown.filter.is_empty() {
        state.clip = None;
    }
    filter::clear(state)
}

/// While a name or a filter is typed: take it, leave it, or move on with it.
fn act_on_line(state: &mut State, action: Action) -> Vec<RootEffect> {
    match action {
        Action::Accept => return accept(state),
        Action::Cancel => {
            if let Typing::Filter = std::mem::take(&mut state.typing) {
                return cancel(state);
            }
        }
        Action::Up if matches!(state.typing, Typing::Filter) => state.step(-1),
        Action::Down if matches!(state.typing, Typing::Filter) => state.step(1),
        // Keys that move in the tree or delete from it do so in the line.
        Action::Collapse => return key(state, KeyCode::Left.into()),
        Action::Expand => return key(state, KeyCode::Right.into()),
        Action::First => return key(state, KeyCode::Home.into()),
        Action::Last => return key(state, KeyCode::End.into()),
        Action::Delete => return key(state, KeyCode::Delete.into()),
        _elsewhere => {}
    }
    Vec::new()
}

fn accept(state: &mut State) -> Vec<RootEffect> {
    match std::mem::take(&mut state.typing) {
        Typing::Nothing | Typing::Filter | Typing::Sent(..) => Vec::new(),
        Typing::Name(ask) => match ask.task() {
            Ok(None) => Vec::new(),
            Ok(Some(task)) => {
                state.typing = Typing::Sent(ask, task.clone());
                vec![do_it(task)]
            }
            Err(why) => {
                // The line stays, so that only the mistake has to be typed again.
                state.typing = Typing::Name(ask);
                vec![RootEffect::send(Notice::bad(why))]
            }
        },
    }
}

/// Says why a change was refused; the name that was typed for it stands in its line again.
pub(super) fn refused(state: &mut State, task: &Task, why: String) -> Vec<RootEffect> {
    state.typing = match std::mem::take(&mut state.typing) {
        Typing::Sent(ask, sent) if sent == *task => Typing::Name(ask),
        other => other,
    };
    state.follow_asked();
    vec![RootEffect::send(Notice::bad(why))]
}

fn do_it(task: Task) -> RootEffect {
    RootEffect::Tree(Effect::Do(task))
}

fn ask_for_new(state: &mut State, what: fn(JailedPath) -> What) -> Vec<RootEffect> {
    let folder = state.folder();
    let mut effects = Vec::new();
    if let Some(row) = state.rows.position(&folder) {
        effects = open(state, row);
    }
    state.typing = Typing::Name(Ask {
        what: what(folder),
        field: Field::default(),
    });
    state.follow_asked();
    effects
}

fn rename(state: &mut State) {
    let Some(path) = state.path() else {
        return;
    };
    let name = path
        .name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    state.typing = Typing::Name(Ask {
        what: What::Rename(path),
        field: Field::with(name),
    });
}

fn paste(state: &mut State) -> Vec<RootEffect> {
    let folder = state.folder();
    match state.clip.clone() {
        None => vec![RootEffect::send(Notice::info("Nothing was cut or copied"))],
        Some(Clip::Copied(from)) => vec![do_it(Task::Copy { from, folder })],
        Some(Clip::Cut(from)) => {
            let to = from.name().and_then(|name| folder.entry(name).ok());
            let Some(to) = to.filter(|to| *to != from) else {
                return vec![RootEffect::send(Notice::info("It lies here already"))];
            };
            state.clip = None;
            vec![do_it(Task::Move { from, to })]
        }
    }
}

fn undo(state: &mut State) -> Vec<RootEffect> {
    match state.undo.pop() {
        Some(undo) => vec![RootEffect::Tree(Effect::Undo(undo))],
        None => vec![RootEffect::send(Notice::info("Nothing to take back"))],
    }
}

fn refresh(state: &mut State) -> Vec<RootEffect> {
    let mut effects = vec![
        list(state.rows.open_folders().cloned().collect()),
        follow(state),
        RootEffect::Tree(Effect::Status),
    ];
    effects.extend(go_to_wanted(state));
    effects
}
