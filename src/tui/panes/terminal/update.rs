//! What a message changes in the pane.

use std::path::PathBuf;
use std::time::Duration;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use super::act::{self, act};
use super::state::Doing;
use super::tab::News;
use super::{State, TabId, keys, look_back, mouse};
use crate::term::{
    Focus, Granularity, Key, Look, Mouse, Palette, Place, Program, Scroll, Size, Toward,
};
use crate::tui::keymap::Action;
use crate::tui::root::{Ctx, Effect as RootEffect, Notice};
use crate::tui::theme::Theme;

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
    /// Another folder is worked on: new shells start there.
    Workspace,
    /// Run this command line in a new tab.
    Run {
        /// What the shell gets.
        command: String,
        /// The folder, absolute.
        folder: PathBuf,
    },
    /// Open a shell in a new tab, type this command there and do not run it.
    Type {
        /// What is typed.
        command: String,
        /// The folder, absolute.
        folder: PathBuf,
    },
    /// The screen is drawn in another theme.
    Themed(Box<Theme>),
    /// The time of an [`RootEffect::WakeAt`] has come.
    Tick,
    /// There is something new in a tab.
    Told(TabId),
    /// A tab was looked at.
    Looked(TabId, Box<Look>),
    /// The selected text of a tab.
    Selected(String),
    /// A search came to nothing, for this reason.
    NotFound(String),
    /// A program could not be started.
    Failed(TabId, String),
    /// A program did not take what it was sent.
    Refused(String),
}

/// Work for the driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Start a program in a tab.
    Start {
        /// The tab.
        tab: TabId,
        /// What to run.
        program: Program,
        /// Where.
        folder: PathBuf,
        /// How large its screen is.
        size: Size,
        /// The colours that it is told.
        palette: Palette,
    },
    /// End the program of a tab that is gone.
    Close(TabId),
    /// Do something with the program of a tab.
    Do(TabId, Deed),
}

/// Something done with a running program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Look at it, and be told again after this time.
    Look(Duration),
    /// Send a key.
    Key(Key),
    /// Send pasted text.
    Paste(String),
    /// Send a mouse event.
    Mouse(Mouse),
    /// Tell of the focus.
    Focus(Focus),
    /// Give it another size.
    Resize(Size),
    /// Tell it other colours when it asks.
    Colors(Palette),
    /// Move the visible part.
    Scroll(Scroll),
    /// Begin a selection.
    Select(Place, Granularity),
    /// Extend the selection, after moving the visible part by so many lines.
    Extend(Place, i32),
    /// Forget the selection.
    Unselect,
    /// Answer the selected text.
    Copy,
    /// Look for a pattern, from where the last find was.
    Find(String, Toward),
}

/// How soon after a look the tab in front may be looked at again: a frame.
pub const FRAME: Duration = Duration::from_millis(16);
/// How soon one behind it may be.
const BEHIND: Duration = Duration::from_millis(500);

/// Applies one message.
pub fn update(state: &mut State, msg: Msg, ctx: &Ctx) -> Vec<RootEffect> {
    // Whoever does something else has not said yes to the question.
    let other = match &msg {
        Msg::Act(action) => *action != Action::CloseTab,
        msg => matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Run { .. }),
    };
    if other {
        state.closing = None;
    }
    match msg {
        Msg::Act(action) => act(state, action, ctx),
        Msg::Key(event) => key(state, event),
        Msg::Paste(text) => paste(state, text),
        Msg::Mouse(event) => mouse::mouse(state, event, ctx),
        Msg::Resized(area) => resized(state, area),
        Msg::Focused(has) => focused(state, has, ctx),
        // Programs that run stay where they are; new ones ask the context for the folder.
        Msg::Workspace => Vec::new(),
        Msg::Run { command, folder } => act::start(state, Program::Line(command), folder),
        Msg::Type { command, folder } => act::begin_command(state, command, folder),
        Msg::Themed(theme) => {
            state.learn(&theme);
            every(state, &Deed::Colors(state.palette))
        }
        Msg::Tick => tick(state, ctx.now),
        Msg::Told(id) => told(state, id),
        Msg::Looked(id, look) => looked(state, id, *look, ctx),
        Msg::Selected(text) => {
            state.copied = Some(text.clone());
            vec![RootEffect::Copy(text)]
        }
        Msg::NotFound(reason) => vec![RootEffect::send(Notice::info(reason))],
        Msg::Failed(id, reason) => {
            if let Some(tab) = state.find(id) {
                tab.failed = Some(reason);
            }
            Vec::new()
        }
        Msg::Refused(reason) => vec![RootEffect::send(Notice::warn(reason))],
    }
}

/// The effect that does `deed` with the tab in front, if there is one that lives.
pub(super) fn deed(state: &State, deed: Deed) -> Vec<RootEffect> {
    let live = state.tab().filter(|tab| tab.failed.is_none());
    live.map(|tab| RootEffect::Terminal(Effect::Do(tab.id, deed)))
        .into_iter()
        .collect()
}

fn key(state: &mut State, event: KeyEvent) -> Vec<RootEffect> {
    if state.doing != Doing::Typing {
        return look_back::key(state, event);
    }
    if state.is_still() {
        return Vec::new();
    }
    keys::key(event)
        .map(|key| deed(state, Deed::Key(key)))
        .unwrap_or_default()
}

fn paste(state: &mut State, text: String) -> Vec<RootEffect> {
    match &mut state.doing {
        Doing::Searching(field) | Doing::Naming(field) => {
            field.insert(&text);
            Vec::new()
        }
        Doing::Typing | Doing::LookingBack => {
            state.doing = Doing::Typing;
            if state.tab().is_some_and(super::Tab::is_live) {
                deed(state, Deed::Paste(text))
            } else {
                Vec::new()
            }
        }
    }
}

fn resized(state: &mut State, area: Rect) -> Vec<RootEffect> {
    if area == state.area || area.is_empty() {
        return Vec::new();
    }
    let before = state.size();
    state.area = area;
    if state.size() == before {
        return Vec::new();
    }
    resize_all(state)
}

/// Gives every program the size of the screen as it is now.
pub(super) fn resize_all(state: &State) -> Vec<RootEffect> {
    every(state, &Deed::Resize(state.size()))
}

fn every(state: &State, deed: &Deed) -> Vec<RootEffect> {
    let started = state.tabs.iter().filter(|tab| tab.failed.is_none());
    started
        .map(|tab| RootEffect::Terminal(Effect::Do(tab.id, deed.clone())))
        .collect()
}

fn focused(state: &mut State, has: bool, ctx: &Ctx) -> Vec<RootEffect> {
    state.focused = has;
    if has && state.tabs.is_empty() {
        return act::new_shell(state, ctx);
    }
    deed(
        state,
        Deed::Focus(if has { Focus::Gained } else { Focus::Lost }),
    )
}

fn tick(state: &mut State, now: Duration) -> Vec<RootEffect> {
    let mut effects = Vec::new();
    for tab in &mut state.tabs {
        if tab.again.is_some_and(|again| again <= now) {
            tab.again = None;
            effects.push(RootEffect::Terminal(Effect::Do(tab.id, Deed::Look(FRAME))));
        }
    }
    effects
}

/// Looks: what is in front every frame, what is behind now and then.
fn told(state: &mut State, id: TabId) -> Vec<RootEffect> {
    let pace = if state.is_front(id) { FRAME } else { BEHIND };
    if state.find(id).is_none() {
        return Vec::new();
    }
    vec![RootEffect::Terminal(Effect::Do(id, Deed::Look(pace)))]
}

fn looked(state: &mut State, id: TabId, look: Look, ctx: &Ctx) -> Vec<RootEffect> {
    let unseen = !state.is_front(id) || !state.focused;
    let behind = !state.is_front(id);
    let Some(tab) = state.find(id) else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    let changed = tab.view.as_ref().is_none_or(|view| *view != look.view);
    if behind && changed && tab.news == News::None {
        tab.news = News::Output;
    }
    if look.bell && unseen {
        tab.news = News::Bell;
        let text = format!("{} rings in the terminal", tab.title());
        effects.push(RootEffect::Attention(text));
    }
    // Typed before the prompt, it would be seen twice.
    let is_ready = look
        .view
        .rows
        .iter()
        .any(|row| row.iter().any(|cell| cell.c != ' '));
    if let Some(text) = tab.typed.take_if(|_| is_ready) {
        effects.push(RootEffect::Terminal(Effect::Do(id, Deed::Paste(text))));
    }
    tab.view = Some(look.view);
    tab.busy = look.busy;
    if look.exit.is_some() && tab.exit.is_none() {
        tab.exit = look.exit;
        let text = format!("{}: {}", tab.title(), tab.ending().unwrap_or_default());
        effects.push(RootEffect::Attention(text));
    }
    if let Some(again) = look.again {
        let at = ctx.now + again;
        tab.again = Some(at);
        effects.push(RootEffect::WakeAt(at));
    }
    if let Some(text) = look.copy {
        effects.push(RootEffect::Copy(text));
    }
    effects
}
