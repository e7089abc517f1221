//! What a message changes in the pane.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};
use ratatui::layout::Rect;

use super::acts::Act;
use super::work::{Answer, Effect};
use super::{Body, Sheet, State, TabId, agents, answers, carry, mouse};
use crate::domain::tool_call::ChangedFile;
use crate::text::{Author, EditKind, insert, type_char};
use crate::tui::keymap::Action;
use crate::tui::panes::tree;
use crate::tui::root::{Ctx, Effect as RootEffect, Notice, Place};

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
    /// A time that was asked for has come.
    Tick,
    /// It got the keyboard, or lost it.
    Focused(bool),
    /// Another folder is worked on.
    Workspace,
    /// Show this place.
    Open(Place),
    /// These paths changed on disk; none means: look at everything again.
    Changed(Vec<PathBuf>),
    /// An agent has changed these files.
    AgentChanged(Vec<ChangedFile>),
    /// What the driver found out for a tab.
    Answer(TabId, Answer),
}

/// Applies one message.
pub fn update(state: &mut State, msg: Msg, ctx: &Ctx) -> Vec<RootEffect> {
    let untouched = state.sheet().is_some_and(Sheet::is_untouched_guest);
    let mut effects = match msg {
        Msg::Act(action) => Act::of(action)
            .map(|act| carry::act(state, act, ctx))
            .unwrap_or_default(),
        Msg::Key(key) => typed(state, key),
        Msg::Paste(text) => pasted(state, &text),
        Msg::Mouse(event) => mouse::mouse(state, event, ctx),
        Msg::Resized(area) => {
            resized(state, area);
            Vec::new()
        }
        Msg::Tick => tick(state, ctx.now),
        Msg::Open(place) => open(state, &place),
        Msg::Focused(true) => {
            let mut effects = look_again(state, &[]);
            effects.extend(own(look_at_git(state)));
            effects
        }
        Msg::Changed(paths) => {
            let mut effects = look_again(state, &paths);
            // A commit is a change too: of what the text is compared with.
            let of_git = |path: &PathBuf| path.components().any(|part| part.as_os_str() == ".git");
            if paths.is_empty() || paths.iter().any(of_git) {
                effects.extend(own(look_at_git(state)));
            }
            effects
        }
        Msg::AgentChanged(files) => agents::changed(state, files),
        Msg::Focused(false) | Msg::Workspace => Vec::new(),
        Msg::Answer(tab, answer) => answers::answered(state, tab, answer, ctx),
    };
    if untouched
        && state
            .sheet()
            .is_some_and(|sheet| sheet.buffer.is_modified())
    {
        let text = "This file is read-only: changes cannot be saved to it";
        effects.push(RootEffect::send(Notice::warn(text)));
    }
    if let Some(folders) = state.new_folders() {
        effects.push(RootEffect::send(tree::Msg::AlsoWatch(folders)));
    }
    effects.extend(settle(state, ctx.now));
    effects
}

/// Asks what the last commit has of the shown file: there may be a new one.
fn look_at_git(state: &mut State) -> Option<Effect> {
    let (tab, path, sheet) = state.shown()?;
    let path = path.to_owned();
    (!sheet.is_unguarded()).then_some(Effect::Base { tab, path })
}

fn own(effect: Option<Effect>) -> Vec<RootEffect> {
    effect.into_iter().map(RootEffect::Editor).collect()
}

fn typed(state: &mut State, key: KeyEvent) -> Vec<RootEffect> {
    state.closing = None;
    let room = state.sheet().map(|sheet| state.geometry().room(sheet));
    let (Some((tab, _, sheet)), Some(room)) = (state.shown(), room) else {
        return Vec::new();
    };
    if sheet.bar.is_some() {
        return own(sheet.bar_key(tab, key));
    }
    let held = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER;
    if let KeyCode::Char(c) = key.code
        && !key.modifiers.intersects(held)
        && sheet.diff.is_none()
    {
        let edit = type_char(&sheet.buffer, c);
        sheet.apply(edit, EditKind::Typing);
        sheet.follow(room);
    }
    Vec::new()
}

fn pasted(state: &mut State, text: &str) -> Vec<RootEffect> {
    let room = state.sheet().map(|sheet| state.geometry().room(sheet));
    let (Some((tab, _, sheet)), Some(room)) = (state.shown(), room) else {
        return Vec::new();
    };
    if sheet.bar.is_some() {
        return own(sheet.bar_paste(tab, text));
    }
    if sheet.diff.is_none() {
        let edit = insert(&sheet.buffer, text);
        sheet.apply(edit, EditKind::Command);
        sheet.follow(room);
    }
    Vec::new()
}

fn resized(state: &mut State, area: Rect) {
    state.area = area;
    let Some(room) = state.sheet().map(|sheet| state.geometry().room(sheet)) else {
        return;
    };
    if let Some((_, _, sheet)) = state.shown() {
        sheet.follow(room);
    }
}

fn open(state: &mut State, place: &Place) -> Vec<RootEffect> {
    let spot = place.line.map(|line| (line, place.column.unwrap_or(1)));
    let known = state.tabs.iter().position(|tab| tab.path == place.path);
    let Some(at) = known else {
        let tab = state.add(&place.path, spot);
        let diffs = agents::unseen(state, &place.path);
        return own(Some(Effect::Read {
            tab,
            path: place.path.clone(),
            diffs,
        }));
    };
    state.active = at;
    let room = state.sheet().map(|sheet| state.geometry().room(sheet));
    if let (Some((_, _, sheet)), Some(room), Some((line, column))) = (state.shown(), room, spot) {
        sheet.diff = None;
        sheet.go_to(line, Some(column), room);
    }
    Vec::new()
}

/// Looks whether the open files at `paths` are still what they were; at all for none.
fn look_again(state: &State, paths: &[PathBuf]) -> Vec<RootEffect> {
    let concerned = |path: &Path| paths.is_empty() || paths.iter().any(|changed| path == changed);
    let tabs = state.tabs.iter().filter(|tab| concerned(&tab.path));
    tabs.filter_map(|tab| match &tab.body {
        Body::Text(sheet) if sheet.disk.writing.is_none() => Some(Effect::Look {
            tab: tab.id,
            path: tab.path.clone(),
            known: sheet.disk.stamp,
            author: Author::Unknown,
        }),
        Body::Failed(_) | Body::Binary { .. } => Some(Effect::Read {
            tab: tab.id,
            path: tab.path.clone(),
            diffs: Vec::new(),
        }),
        Body::Text(_) | Body::Loading(_) => None,
    })
    .map(RootEffect::Editor)
    .collect()
}

fn tick(state: &mut State, now: Duration) -> Vec<RootEffect> {
    if state.wake.is_some_and(|wake| wake <= now) {
        state.wake = None;
    }
    let mut effects = Vec::new();
    for tab in &mut state.tabs {
        if let Body::Text(sheet) = &mut tab.body {
            effects.extend(sheet.due(tab.id, &tab.path, now));
        }
    }
    effects.into_iter().map(RootEffect::Editor).collect()
}

/// Asks for what the shown text needs now: colours for the lines in sight, and to be woken.
fn settle(state: &mut State, now: Duration) -> Vec<RootEffect> {
    let mut effects = Vec::new();
    let room = state.sheet().map(|sheet| state.geometry().room(sheet));
    if let (Some((tab, path, sheet)), Some(room)) = (state.shown(), room)
        && sheet.diff.is_none()
    {
        let first = sheet.window.top;
        let lines = first..first + room.height;
        let wanted = sheet.colours.want(tab, path, &sheet.buffer, lines);
        effects.extend(wanted.map(RootEffect::Editor));
    }
    let due = state.tabs.iter_mut().filter_map(|tab| match &mut tab.body {
        Body::Text(sheet) => sheet.wake_at(now),
        Body::Loading(_) | Body::Binary { .. } | Body::Failed(_) => None,
    });
    if let Some(at) = due.min()
        && state.wake.is_none_or(|wake| at < wake)
    {
        state.wake = Some(at);
        effects.push(RootEffect::WakeAt(at));
    }
    effects
}
