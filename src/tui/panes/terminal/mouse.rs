//! The mouse: the program's where it asks for it, else it selects, scrolls and chooses tabs.

use std::time::Duration;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::State;
use super::act;
use super::keys;
use super::state::{Click, Doing};
use super::update::{Deed, deed};
use super::view::tab_at;
use crate::term::{Granularity, Mode, Scroll};
use crate::tui::root::{Ctx, Effect as RootEffect};

/// How long after a click another one at the same place belongs to it.
const AGAIN: Duration = Duration::from_millis(400);
/// How many lines one notch of the wheel is.
const NOTCH: i32 = 3;

/// Applies a mouse event.
pub(super) fn mouse(state: &mut State, event: MouseEvent, ctx: &Ctx) -> Vec<RootEffect> {
    let at = Position::new(event.column, event.row);
    let held = state.click.is_some_and(|click| click.held);
    if !held && state.bar().is_some_and(|bar| bar.contains(at)) {
        return on_bar(state, event);
    }
    let Some(tab) = state.tab() else {
        return Vec::new();
    };
    let bypass = event.modifiers.contains(KeyModifiers::SHIFT) || held;
    if tab.wants_mouse() && state.doing == Doing::Typing && !bypass {
        let event = keys::mouse(event, state.place(at));
        return deed(state, Deed::Mouse(event));
    }
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => press(state, at, ctx.now),
        MouseEventKind::Drag(MouseButton::Left) if held => drag(state, at),
        MouseEventKind::Up(MouseButton::Left) if held => release(state, at),
        MouseEventKind::Down(MouseButton::Middle) => {
            act::act(state, crate::tui::keymap::Action::Paste, ctx)
        }
        MouseEventKind::ScrollUp | MouseEventKind::ScrollDown => wheel(state, event, at),
        MouseEventKind::Down(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => Vec::new(),
    }
}

fn on_bar(state: &mut State, event: MouseEvent) -> Vec<RootEffect> {
    let Some(id) = tab_at(state, event.column) else {
        return Vec::new();
    };
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => act::show(state, id),
        MouseEventKind::Down(MouseButton::Middle) => {
            let mut effects = act::show(state, id);
            effects.extend(act::ask_to_close(state));
            effects
        }
        MouseEventKind::Down(MouseButton::Right)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollUp
        | MouseEventKind::ScrollDown
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => Vec::new(),
    }
}

/// One click begins a selection, two take the word, three the line.
fn press(state: &mut State, at: Position, now: Duration) -> Vec<RootEffect> {
    let place = state.place(at);
    let count = match state.click {
        Some(last) if last.place == place && now.saturating_sub(last.at) < AGAIN => {
            last.count % 3 + 1
        }
        Some(_) | None => 1,
    };
    state.click = Some(Click {
        place,
        at: now,
        count,
        held: true,
    });
    let granularity = match count {
        2 => Granularity::Word,
        3 => Granularity::Line,
        _ => Granularity::Cell,
    };
    deed(state, Deed::Select(place, granularity))
}

/// Beyond the edge the lines come to meet the mouse.
fn drag(state: &mut State, at: Position) -> Vec<RootEffect> {
    let screen = state.screen();
    let lines = if at.y < screen.y {
        1
    } else if at.y >= screen.bottom() {
        -1
    } else {
        0
    };
    let place = state.place(at);
    deed(state, Deed::Extend(place, lines))
}

fn release(state: &mut State, at: Position) -> Vec<RootEffect> {
    let place = state.place(at);
    let Some(click) = &mut state.click else {
        return Vec::new();
    };
    click.held = false;
    // A click alone selects nothing, and takes the selection before it away.
    if click.count == 1 && click.place == place {
        return deed(state, Deed::Unselect);
    }
    deed(state, Deed::Copy)
}

fn wheel(state: &mut State, event: MouseEvent, at: Position) -> Vec<RootEffect> {
    let full = state.tab().is_some_and(|tab| {
        let modes = tab.view.as_ref().map(|view| view.modes);
        tab.is_live() && modes.is_some_and(|modes| modes.has(Mode::Alternate))
    });
    if full {
        let event = keys::mouse(event, state.place(at));
        return deed(state, Deed::Mouse(event));
    }
    let lines = if event.kind == MouseEventKind::ScrollUp {
        NOTCH
    } else {
        -NOTCH
    };
    deed(state, Deed::Scroll(Scroll::Lines(lines)))
}
