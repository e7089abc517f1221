//! What the person did: keys through the keymap, the mouse through the layout.

use std::time::Duration;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect, Size};

use super::act::act;
use super::update::{focus, lay_out, route, tell_areas};
use super::{Effect, Focus, Input, Model, Msg};
use crate::tui::keymap::{Action, Chord, Found, Scope};
use crate::tui::layout::Pane;
use crate::tui::overlay::{self, Overlay};
use crate::tui::panes::{approvals, chat, editor, terminal, tree};
use crate::tui::theme::usual;
use crate::tui::views::runs;

/// Applies what the person did.
pub(super) fn input(model: &mut Model, input: Input, now: Duration) -> Vec<Effect> {
    match input {
        Input::Key(pressed) => key(model, pressed, now),
        Input::Mouse(event) => mouse(model, event, now),
        Input::Paste(text) => {
            let msg = hand(model.focus(), Hand::Paste(text));
            route(model, msg, now)
        }
        Input::Resized(size) => resized(model, size, now),
        Input::FocusGained => {
            model.attention.away = false;
            Vec::new()
        }
        Input::FocusLost => {
            model.attention.away = true;
            Vec::new()
        }
        Input::Ground(kind) => {
            let theme = &model.appearance.theme;
            let chooses = |overlay: &Overlay| matches!(overlay, Overlay::Themes(_));
            if theme.kind() == kind || model.overlays.iter().any(chooses) {
                return Vec::new();
            }
            vec![Effect::FitTheme(usual(kind, theme.depth()).to_owned())]
        }
        Input::Closed => vec![Effect::Quit],
    }
}

/// Something for whatever has the keyboard.
enum Hand {
    Act(Action),
    Key(KeyEvent),
    Paste(String),
    Mouse(MouseEvent),
}

fn key(model: &mut Model, pressed: KeyEvent, now: Duration) -> Vec<Effect> {
    let scope = model.scope();
    let mut keys = std::mem::take(&mut model.attention.chord);
    keys.push(Chord::of(pressed));
    // Whoever types a name gets the characters, whatever they are bound to.
    if keys.len() == 1 && Chord::of(pressed).typed().is_some() && typing(model) {
        return route(model, hand(model.focus(), Hand::Key(pressed)), now);
    }
    match model.keymap.find(scope, &keys) {
        Found::Action(action) => act(model, action, now),
        Found::Prefix => {
            model.attention.chord = keys;
            Vec::new()
        }
        // A chord that leads nowhere does nothing, except that the leader pressed twice goes to
        // the program in the terminal.
        Found::Nothing if keys.len() > 1 => {
            let twice = keys.iter().all(|chord| *chord == Chord::of(pressed));
            if twice && scope == Scope::Terminal {
                return route(model, hand(model.focus(), Hand::Key(pressed)), now);
            }
            Vec::new()
        }
        Found::Nothing => route(model, hand(model.focus(), Hand::Key(pressed)), now),
    }
}

/// True while a line is typed into what has the keyboard.
fn typing(model: &Model) -> bool {
    match model.focus() {
        Focus::Pane(Pane::Tree) => model.panes.tree.typing(),
        Focus::Pane(Pane::Approvals) => model.panes.approvals.typing(),
        Focus::Pane(Pane::Terminal) => !model.panes.terminal.is_still(),
        Focus::Pane(Pane::Editor | Pane::Chat) => true,
        Focus::Overlay => model.scope() != Scope::Wizard,
        Focus::Runs => false,
    }
}

/// Gives an action to whatever has the keyboard.
pub(super) fn act_in_focus(model: &mut Model, action: Action, now: Duration) -> Vec<Effect> {
    route(model, hand(model.focus(), Hand::Act(action)), now)
}

fn resized(model: &mut Model, size: Size, now: Duration) -> Vec<Effect> {
    model.areas.whole = Rect::new(0, 0, size.width, size.height);
    let mut effects = lay_out(model, now);
    effects.extend(tell_areas(model, now));
    effects
}

fn mouse(model: &mut Model, event: MouseEvent, now: Duration) -> Vec<Effect> {
    let at = Position::new(event.column, event.row);
    if !matches!(model.focus(), Focus::Pane(_)) {
        let msg = hand(model.focus(), Hand::Mouse(event));
        return route(model, msg, now);
    }
    let pressed = matches!(event.kind, MouseEventKind::Down(MouseButton::Left));
    if pressed {
        model.attention.drag = model.areas.divider(at);
    }
    if let Some(divider) = model.attention.drag {
        return match event.kind {
            MouseEventKind::Drag(_) => {
                model.layout.drag(divider, &model.areas, at);
                lay_out(model, now)
            }
            MouseEventKind::Up(_) => {
                model.attention.drag = None;
                vec![Effect::KeepLayout]
            }
            MouseEventKind::Down(_)
            | MouseEventKind::Moved
            | MouseEventKind::ScrollUp
            | MouseEventKind::ScrollDown
            | MouseEventKind::ScrollLeft
            | MouseEventKind::ScrollRight => Vec::new(),
        };
    }
    // A drag and its end belong to the pane where the button went down, wherever they are.
    let begun = matches!(event.kind, MouseEventKind::Drag(_) | MouseEventKind::Up(_));
    let under = model.areas.at(at).map(|slot| slot.pane);
    let Some(pane) = (if begun { Some(model.pane) } else { under }) else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    if matches!(event.kind, MouseEventKind::Down(_)) {
        effects.extend(focus(model, pane, now));
    }
    let msg = hand(Focus::Pane(pane), Hand::Mouse(event));
    effects.extend(route(model, msg, now));
    effects
}

fn hand(focus: Focus, hand: Hand) -> Msg {
    macro_rules! to {
        ($room:ident) => {
            match hand {
                Hand::Act(action) => $room::Msg::Act(action).into(),
                Hand::Key(key) => $room::Msg::Key(key).into(),
                Hand::Paste(text) => $room::Msg::Paste(text).into(),
                Hand::Mouse(mouse) => $room::Msg::Mouse(mouse).into(),
            }
        };
    }
    match focus {
        Focus::Pane(Pane::Tree) => to!(tree),
        Focus::Pane(Pane::Editor) => to!(editor),
        Focus::Pane(Pane::Terminal) => to!(terminal),
        Focus::Pane(Pane::Chat) => to!(chat),
        Focus::Pane(Pane::Approvals) => to!(approvals),
        Focus::Runs => to!(runs),
        Focus::Overlay => to!(overlay),
    }
}
