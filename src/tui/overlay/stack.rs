//! Opens, closes and routes to what lies above.

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use super::{Kind, Overlay, choose, files, help, notices, palette, search, themes, usage, wizard};
use crate::tui::keymap::{Action, Keymap, Scope};
use crate::tui::root::{Ctx, Effect as RootEffect};

/// A message to what lies above.
#[derive(Debug)]
pub enum Msg {
    /// A bound key.
    Act(Action),
    /// A key that is not bound here.
    Key(KeyEvent),
    /// Pasted text.
    Paste(String),
    /// The mouse, in coordinates of the terminal.
    Mouse(MouseEvent),
    /// The terminal has this area now.
    Resized(Rect),
    /// For the file picker.
    Files(files::Found),
    /// For the search.
    Search(search::Found),
    /// For the themes.
    Themes(themes::Found),
    /// For the wizard.
    Wizard(wizard::Found),
    /// For the choice of one of many.
    Choose(choose::Found),
    /// For what was spent.
    Usage(usage::Found),
}

/// Work for the driver.
#[derive(Debug)]
pub enum Effect {
    /// Work of the file picker.
    Files(files::Effect),
    /// Work of the search.
    Search(search::Effect),
    /// Work of the themes.
    Themes(themes::Effect),
    /// Work of the wizard.
    Wizard(wizard::Effect),
    /// Work of the choice of one of many.
    Choose(choose::Effect),
    /// Work of what was spent.
    Usage(usage::Effect),
}

/// What was typed or pressed, for the topmost.
#[derive(Debug)]
pub enum Hand {
    /// A bound key.
    Act(Action),
    /// A key that is not bound here.
    Key(KeyEvent),
    /// Pasted text.
    Paste(String),
    /// The mouse.
    Mouse(MouseEvent),
}

/// Lays `kind` on top; `scope` is what had the keyboard.
pub fn open(
    overlays: &mut Vec<Overlay>,
    kind: Kind,
    area: Rect,
    keymap: &Keymap,
    scope: Scope,
    ctx: &Ctx,
) -> Vec<RootEffect> {
    let (overlay, effects) = match kind {
        Kind::Palette => (
            Overlay::Palette(palette::State::new(keymap, scope)),
            Vec::new(),
        ),
        Kind::Help => (Overlay::Help(help::State::new(keymap, scope)), Vec::new()),
        Kind::Files => {
            let (state, effects) = files::State::open(ctx);
            (Overlay::Files(state), effects)
        }
        Kind::Search => {
            let (state, effects) = search::State::open(ctx);
            (Overlay::Search(state), effects)
        }
        Kind::Themes => {
            let (state, effects) = themes::State::open();
            (Overlay::Themes(state), effects)
        }
        Kind::Notices(told) => {
            let state = notices::State::new(told, ctx.now);
            (Overlay::Notices(state), Vec::new())
        }
        Kind::Choose(what) => {
            let (state, effects) = choose::State::open(what);
            (Overlay::Choose(Box::new(state)), effects)
        }
        Kind::Usage => {
            let (state, effects) = usage::State::open();
            (Overlay::Usage(Box::new(state)), effects)
        }
        Kind::Wizard(idea) => {
            let (state, effects) = wizard::State::open(idea, ctx);
            (Overlay::Wizard(Box::new(state)), effects)
        }
    };
    overlays.push(overlay);
    let resized = update(overlays, Msg::Resized(area), ctx);
    effects.into_iter().chain(resized).collect()
}

/// Takes away what is on top.
pub fn close(overlays: &mut Vec<Overlay>) -> Vec<RootEffect> {
    match overlays.pop() {
        Some(Overlay::Files(state)) => state.close(),
        Some(Overlay::Search(state)) => state.close(),
        Some(Overlay::Themes(state)) => state.close(),
        Some(Overlay::Wizard(state)) => state.close(),
        Some(
            Overlay::Palette(_)
            | Overlay::Help(_)
            | Overlay::Notices(_)
            | Overlay::Choose(_)
            | Overlay::Usage(_),
        )
        | None => Vec::new(),
    }
}

/// Applies one message: input goes to the topmost, results to the one that waits for them.
pub fn update(overlays: &mut [Overlay], msg: Msg, ctx: &Ctx) -> Vec<RootEffect> {
    match msg {
        Msg::Act(action) => hand(overlays, Hand::Act(action), ctx),
        Msg::Key(key) => hand(overlays, Hand::Key(key), ctx),
        Msg::Paste(text) => hand(overlays, Hand::Paste(text), ctx),
        Msg::Mouse(mouse) => hand(overlays, Hand::Mouse(mouse), ctx),
        Msg::Resized(area) => {
            for overlay in overlays {
                resize(overlay, area);
            }
            Vec::new()
        }
        Msg::Files(found) => match overlays.last_mut() {
            Some(Overlay::Files(state)) => files::found(state, found, ctx),
            other => unwanted(other),
        },
        Msg::Search(found) => match overlays.last_mut() {
            Some(Overlay::Search(state)) => search::found(state, found),
            other => unwanted(other),
        },
        Msg::Themes(found) => match overlays.last_mut() {
            Some(Overlay::Themes(state)) => themes::found(state, found),
            other => unwanted(other),
        },
        Msg::Wizard(found) => match overlays.last_mut() {
            Some(Overlay::Wizard(state)) => wizard::found(state, found, ctx),
            other => unwanted(other),
        },
        Msg::Choose(found) => match overlays.last_mut() {
            Some(Overlay::Choose(state)) => choose::found(state, found),
            other => unwanted(other),
        },
        Msg::Usage(found) => match overlays.last_mut() {
            Some(Overlay::Usage(state)) => usage::found(state, found),
            other => unwanted(other),
        },
    }
}

fn hand(overlays: &mut [Overlay], hand: Hand, ctx: &Ctx) -> Vec<RootEffect> {
    match overlays.last_mut() {
        Some(Overlay::Palette(state)) => palette::update(state, hand),
        Some(Overlay::Help(state)) => help::update(state, &hand),
        Some(Overlay::Files(state)) => files::update(state, hand, ctx),
        Some(Overlay::Search(state)) => search::update(state, hand, ctx),
        Some(Overlay::Themes(state)) => themes::update(state, &hand),
        Some(Overlay::Notices(state)) => notices::update(state, &hand),
        Some(Overlay::Wizard(state)) => wizard::update(state, hand, ctx),
        Some(Overlay::Choose(state)) => choose::update(state, hand),
        Some(Overlay::Usage(state)) => usage::update(state, &hand),
        None => Vec::new(),
    }
}

/// What waited for a result may have been closed meanwhile: nobody takes it.
fn unwanted(_on_top: Option<&mut Overlay>) -> Vec<RootEffect> {
    Vec::new()
}

fn resize(overlay: &mut Overlay, area: Rect) {
    match overlay {
        Overlay::Palette(state) => state.area = area,
        Overlay::Help(state) => state.area = area,
        Overlay::Files(state) => state.area = area,
        Overlay::Search(state) => state.area = area,
        Overlay::Themes(state) => state.area = area,
        Overlay::Notices(state) => state.resize(area),
        Overlay::Wizard(state) => state.resize(area),
        Overlay::Choose(state) => state.area = area,
        Overlay::Usage(state) => state.resize(area),
    }
}
