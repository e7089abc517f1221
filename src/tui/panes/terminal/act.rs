//! What the actions of the keymap do: tabs, looking back, copying and pasting.

use std::path::PathBuf;

use super::State;
use super::look_back::find;
use super::state::Doing;
use super::tab::{News, Tab, TabId};
use super::update::{Deed, Effect, FRAME, deed, resize_all};
use crate::term::{Code, Key, Mode, Mods, Program, Scroll, Toward};
use crate::tui::draw::Field;
use crate::tui::keymap::Action;
use crate::tui::root::{Ctx, Effect as RootEffect, Notice};

/// Does one action; those that mean nothing to a terminal do nothing.
pub(super) fn act(state: &mut State, action: Action, ctx: &Ctx) -> Vec<RootEffect> {
    match action {
        Action::NewTerminal => new_shell(state, ctx),
        Action::CloseTab => ask_to_close(state),
        Action::NextTab => step(state, Step::On),
        Action::PreviousTab => step(state, Step::Back),
        Action::Rename => name(state),
        Action::ScrollMode if state.doing == Doing::Typing => look_back(state),
        Action::ScrollMode | Action::Cancel => stop_looking(state),
        Action::Find => search(state),
        Action::FindNext => find(state, Toward::Older),
        Action::FindPrevious => find(state, Toward::Newer),
        Action::Accept => accept(state, ctx),
        Action::RunAgain if state.is_still() && state.doing == Doing::Typing => again(state),
        Action::Up => deed(state, Deed::Scroll(Scroll::Lines(1))),
        Action::Down => deed(state, Deed::Scroll(Scroll::Lines(-1))),
        Action::HalfPageUp => deed(state, Deed::Scroll(Scroll::Lines(half(state)))),
        Action::HalfPageDown => deed(state, Deed::Scroll(Scroll::Lines(-half(state)))),
        Action::First => deed(state, Deed::Scroll(Scroll::Top)),
        Action::Last => deed(state, Deed::Scroll(Scroll::Bottom)),
        Action::PageUp => page(state, Scroll::PageUp, Code::PageUp),
        Action::PageDown => page(state, Scroll::PageDown, Code::PageDown),
        Action::Copy => deed(state, Deed::Copy),
        Action::Paste => match (state.copied.clone(), state.tab()) {
            (Some(text), Some(tab)) if tab.is_live() => deed(state, Deed::Paste(text)),
            (None, _) => vec![RootEffect::send(Notice::info("nothing was copied here"))],
            (Some(_), _) => Vec::new(),
        },
        // The table of actions is that of the whole screen.
        _ => Vec::new(),
    }
}

/// Copies what is selected while looking back, and puts a shell where no program is any more.
fn accept(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    match state.doing {
        Doing::LookingBack => deed(state, Deed::Copy),
        Doing::Typing if state.tabs.is_empty() => new_shell(state, ctx),
        Doing::Typing if state.is_still() => close(state),
        Doing::Typing | Doing::Searching(_) | Doing::Naming(_) => Vec::new(),
    }
}

/// Begins a search; from the prompt with what was searched last.
fn search(state: &mut State) -> Vec<RootEffect> {
    if state.doing == Doing::LookingBack {
        state.doing = Doing::Searching(Field::default());
        return Vec::new();
    }
    let effects = look_back(state);
    if state.doing == Doing::LookingBack {
        state.doing = Doing::Searching(Field::with(state.pattern.clone()));
    }
    effects
}

/// The lines of half a page.
fn half(state: &State) -> i32 {
    i32::from(state.screen().height / 2).max(1)
}

/// Opens a tab with a shell in the folder that is worked on.
pub(super) fn new_shell(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    start(state, Program::Shell, ctx.workspace.to_owned())
}

/// Opens a tab with a program.
pub(super) fn start(state: &mut State, program: Program, folder: PathBuf) -> Vec<RootEffect> {
    let before = state.size();
    let id = state.add(program.clone(), folder.clone());
    let mut effects = vec![RootEffect::Terminal(Effect::Start {
        tab: id,
        program,
        folder,
        size: state.size(),
        palette: state.palette,
    })];
    if state.size() != before {
        effects.extend(resize_all(state));
    }
    effects
}

/// Opens a shell in `folder` with `command` typed at its prompt, not run.
pub(super) fn begin_command(
    state: &mut State,
    command: String,
    folder: PathBuf,
) -> Vec<RootEffect> {
    let mut effects = start(state, Program::Shell, folder);
    if command.chars().any(char::is_control) {
        // A line end would run what stands before it, and other signs mean something to a shell.
        let text = "The command has several lines: it was copied instead of typed";
        effects.push(RootEffect::Copy(command));
        effects.push(RootEffect::send(Notice::info(text)));
    } else {
        let front = state.front;
        if let Some(tab) = state.tabs.get_mut(front) {
            tab.typed = Some(command);
        }
    }
    effects
}

/// Closes the tab in front; where a program is at work in it, only when asked once more.
pub(super) fn ask_to_close(state: &mut State) -> Vec<RootEffect> {
    let before = state.closing.take();
    match state.tab().filter(|tab| tab.is_at_work()) {
        Some(tab) if before != Some(tab.id) => {
            let text = format!(
                "{} is at work: close it all the same? Once more to close",
                tab.title()
            );
            state.closing = Some(tab.id);
            vec![RootEffect::send(Notice::info(text))]
        }
        Some(_) | None => close(state),
    }
}

/// Closes the tab in front, whatever runs in it.
fn close(state: &mut State) -> Vec<RootEffect> {
    if state.tabs.is_empty() {
        return Vec::new();
    }
    let before = state.size();
    let tab = state.tabs.remove(state.front);
    state.front = state.front.min(state.tabs.len().saturating_sub(1));
    state.doing = Doing::Typing;
    let mut effects = vec![RootEffect::Terminal(Effect::Close(tab.id))];
    if state.size() != before {
        effects.extend(resize_all(state));
    }
    effects.extend(shown(state));
    effects
}

/// Runs the program of the tab in front once more.
fn again(state: &mut State) -> Vec<RootEffect> {
    let size = state.size();
    let front = state.front;
    let Some(old) = state.tabs.get(front) else {
        return Vec::new();
    };
    let (program, folder, name) = (old.program.clone(), old.folder.clone(), old.name.clone());
    let gone = old.id;
    let tab = state.add(program.clone(), folder.clone());
    // The new tab takes the place of the old one.
    state.tabs.swap_remove(front);
    state.front = front;
    if let Some(tab) = state.find(tab) {
        tab.name = name;
    }
    vec![
        RootEffect::Terminal(Effect::Close(gone)),
        RootEffect::Terminal(Effect::Start {
            tab,
            program,
            folder,
            size,
            palette: state.palette,
        }),
    ]
}

/// Brings the tab with this number to the front.
pub(super) fn show(state: &mut State, id: TabId) -> Vec<RootEffect> {
    match state.tabs.iter().position(|tab| tab.id == id) {
        Some(place) if place != state.front => {
            state.front = place;
            state.doing = Doing::Typing;
            state.closing = None;
            shown(state)
        }
        Some(_) | None => Vec::new(),
    }
}

/// Leaves the scrollback and its search.
pub(super) fn stop_looking(state: &mut State) -> Vec<RootEffect> {
    state.doing = Doing::Typing;
    let mut effects = deed(state, Deed::Unselect);
    effects.extend(deed(state, Deed::Scroll(Scroll::Bottom)));
    effects
}

/// Which way the tabs are gone through.
#[derive(Clone, Copy)]
enum Step {
    On,
    Back,
}

fn step(state: &mut State, step: Step) -> Vec<RootEffect> {
    let count = state.tabs.len();
    if count < 2 {
        return Vec::new();
    }
    let by = match step {
        Step::On => 1,
        Step::Back => count - 1,
    };
    let next = state.tabs.get((state.front + by) % count).map(|tab| tab.id);
    next.map(|id| show(state, id)).unwrap_or_default()
}

/// The tab in front is seen now.
fn shown(state: &mut State) -> Vec<RootEffect> {
    let front = state.front;
    if let Some(tab) = state.tabs.get_mut(front) {
        tab.news = News::None;
    }
    deed(state, Deed::Look(FRAME))
}

fn name(state: &mut State) -> Vec<RootEffect> {
    if let Some(tab) = state.tab() {
        state.doing = Doing::Naming(Field::with(tab.title()));
    }
    Vec::new()
}

fn look_back(state: &mut State) -> Vec<RootEffect> {
    let Some(view) = state.tab().and_then(|tab| tab.view.as_ref()) else {
        return Vec::new();
    };
    if view.modes.has(Mode::Alternate) {
        let text = "this program fills the screen: it has no lines above";
        return vec![RootEffect::send(Notice::info(text))];
    }
    state.doing = Doing::LookingBack;
    Vec::new()
}

/// Scrolls a page; a program that fills the screen gets the key.
fn page(state: &mut State, scroll: Scroll, code: Code) -> Vec<RootEffect> {
    let full = state.tab().is_some_and(|tab: &Tab| {
        let view = tab.view.as_ref();
        tab.is_live() && view.is_some_and(|view| view.modes.has(Mode::Alternate))
    });
    if full {
        deed(state, Deed::Key(Key::new(code, Mods::SHIFT)))
    } else {
        deed(state, Deed::Scroll(scroll))
    }
}
