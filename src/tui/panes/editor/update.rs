//! What a message changes in the pane.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};
use ratatui::layout::Rect;

use super::acts::Act;
use super::work::{Answer, Effect};
use super::{Body, Loaded, Sheet, State, TabId, carry, mouse};
use crate::text::{Content, EditKind, insert, type_char};
use crate::tui::keymap::Action;
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
    /// What the driver found out for a tab.
    Answer(TabId, Answer),
}

/// Applies one message.
pub fn update(state: &mut State, msg: Msg, ctx: &Ctx) -> Vec<RootEffect> {
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
        Msg::Focused(true) => look_again(state, &[]),
        Msg::Changed(paths) => look_again(state, &paths),
        Msg::Focused(false) | Msg::Workspace => Vec::new(),
        Msg::Answer(tab, answer) => answered(state, tab, answer, ctx),
    };
    effects.extend(settle(state, ctx.now));
    effects
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
        return own(Some(Effect::Read {
            tab,
            path: place.path.clone(),
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
        }),
        Body::Failed(_) | Body::Binary { .. } => Some(Effect::Read {
            tab: tab.id,
            path: tab.path.clone(),
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

fn answered(state: &mut State, id: TabId, answer: Answer, ctx: &Ctx) -> Vec<RootEffect> {
    let area = state.area;
    let Some(tab) = state.tab(id) else {
        return Vec::new();
    };
    let answer = match answer {
        Answer::Read(Ok(loaded)) => return read(state, id, *loaded, ctx),
        Answer::Read(Err(reason)) => {
            tab.body = Body::Failed(reason);
            return Vec::new();
        }
        other => other,
    };
    let Body::Text(sheet) = &mut tab.body else {
        return Vec::new();
    };
    let room = super::geometry::Geometry::of(area, sheet).room(sheet);
    match answer {
        Answer::Read(_) => Vec::new(),
        Answer::Differs(disk) => {
            let effects = sheet.differs(id, disk, ctx.now);
            sheet.disk.writing = None;
            effects.into_iter().map(RootEffect::Editor).collect()
        }
        Answer::Written { mark, result } => {
            let name = tab.path.clone();
            vec![RootEffect::send(written(sheet, &name, mark, result))]
        }
        Answer::Base(base) => {
            sheet.changes.base = base;
            own(sheet.compare(id))
        }
        Answer::Hunks { revision, hunks } => {
            if revision == sheet.buffer.revision() {
                sheet.changes.hunks = hunks;
            }
            Vec::new()
        }
        Answer::Colours {
            revision,
            first,
            lines,
        } => {
            let now = sheet.buffer.revision();
            sheet.colours.take(revision, now, first, lines);
            Vec::new()
        }
        Answer::Found {
            revision,
            found,
            at,
        } => {
            sheet.found(revision, found, at, room);
            Vec::new()
        }
        Answer::Replaced {
            revision,
            transaction,
        } => {
            let count = transaction.changes().len();
            if revision == sheet.buffer.revision() {
                let touched = sheet.buffer.transact(transaction);
                sheet.touched(touched);
                sheet.follow(room);
            }
            vec![RootEffect::send(Notice::good(format!("{count} replaced")))]
        }
        Answer::Met(met) => {
            let notice = sheet.met(*met);
            sheet.follow(room);
            notice.map(RootEffect::send).into_iter().collect()
        }
    }
}

fn written(
    sheet: &mut Sheet,
    path: &Path,
    mark: u64,
    result: Result<super::Stamp, String>,
) -> Notice {
    let writing = sheet.disk.writing.take();
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    match result {
        Ok(stamp) => {
            sheet.disk.stamp = Some(stamp);
            if let Some((_, rope)) = writing.filter(|(of, _)| *of == mark) {
                sheet.disk.base = rope;
            }
            sheet.buffer.saved(mark);
            sheet.banner = None;
            Notice::good(format!("{name} saved"))
        }
        Err(reason) => Notice::bad(format!("{name} is not saved: {reason}")),
    }
}

fn read(state: &mut State, id: TabId, loaded: Loaded, ctx: &Ctx) -> Vec<RootEffect> {
    let area = state.area;
    let Some(tab) = state.tab(id) else {
        return Vec::new();
    };
    let place = match &tab.body {
        Body::Loading(place) => *place,
        Body::Text(_) | Body::Binary { .. } | Body::Failed(_) => None,
    };
    let buffer = match loaded.content {
        Content::Text(buffer) => *buffer,
        Content::Binary => {
            let len = loaded.stamp.map_or(0, |stamp| stamp.len);
            tab.body = Body::Binary { len };
            return Vec::new();
        }
    };
    let mut sheet = Sheet::new(&tab.path, buffer);
    sheet.disk.stamp = loaded.stamp;
    sheet.disk.read_only = loaded.read_only;
    sheet.window.wrap = sheet.language.name == "Markdown";
    if let Some(unsaved) = &loaded.unsaved {
        sheet.bring_back(unsaved, ctx.now);
    }
    if let Some((line, column)) = place {
        let room = super::geometry::Geometry::of(area, &sheet).room(&sheet);
        sheet.go_to(line, Some(column), room);
    }
    let large = sheet.is_unguarded();
    let path = tab.path.clone();
    tab.body = Body::Text(Box::new(sheet));
    if large {
        let text =
            "A large file: it is edited as any other, but unsaved text is not kept for a crash";
        return vec![RootEffect::send(Notice::info(text))];
    }
    own(Some(Effect::Base { tab: id, path }))
}
