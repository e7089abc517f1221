//! What a message changes in the view.

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use super::State;
use crate::tui::keymap::Action;
use crate::tui::root::{Ctx, Effect as RootEffect};

/// A message to the view.
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
    /// Show this run.
    Show(crate::domain::ids::RunId),
    /// The store is open, or events were missed: read what waits.
    Reload,
    /// Something was stored.
    Event(Box<crate::domain::event::Event>),
}

/// Work for the driver.
#[derive(Debug)]
pub enum Effect {}

/// Applies one message.
pub fn update(state: &mut State, msg: Msg, _ctx: &Ctx) -> Vec<RootEffect> {
    if let Msg::Resized(area) = msg {
        state.area = area;
    }
    Vec::new()
}
