//! What a message changes in the pane.

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use super::State;
use crate::tui::keymap::Action;
use crate::tui::root::{Ctx, Effect as RootEffect};

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
        folder: std::path::PathBuf,
    },
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
