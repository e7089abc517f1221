//! What the screen asks the driver to do.

use std::path::PathBuf;
use std::time::Duration;

use super::Msg;
use crate::tui::overlay;
use crate::tui::panes::{approvals, chat, editor, terminal, tree};
use crate::tui::views::runs;

/// Work for the driver; its results come back as messages.
#[derive(Debug)]
pub enum Effect {
    /// Hand this message to `update` again, after the ones at hand.
    Send(Box<Msg>),
    /// Nothing that is seen was changed by the message.
    Unseen,
    /// Put this text on the clipboard of the terminal (OSC 52).
    Copy(String),
    /// Send [`Msg::Tick`] at this time since the start.
    WakeAt(Duration),
    /// Ring, or notify by the terminal, when it is not looked at.
    Attention(String),
    /// Keep the layout of this workspace.
    KeepLayout,
    /// Another folder is worked on from now on.
    Workspace(PathBuf),
    /// Draw in the theme with this name; nothing is kept.
    PreviewTheme(String),
    /// Draw in the theme with this name: it fits the terminal, and nobody chose another.
    FitTheme(String),
    /// Draw in the theme with this name from now on.
    ChooseTheme(String),
    /// Go on to the next way in which the mouse is used.
    Mouse,
    /// Let the person write this text in their own editor; it comes back to the chat.
    ExternalEditor(String),
    /// Stop the process until the shell continues it.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
    /// Work of the file tree.
    Tree(tree::Effect),
    /// Work of the editor.
    Editor(editor::Effect),
    /// Work of the chat.
    Chat(chat::Effect),
    /// Work of the approvals.
    Approvals(approvals::Effect),
    /// Work of the terminal.
    Terminal(terminal::Effect),
    /// Work of the view of runs.
    Runs(runs::Effect),
    /// Work of what lies above.
    Overlay(overlay::Effect),
}

impl Effect {
    /// Hands `msg` to `update` again.
    pub fn send(msg: impl Into<Msg>) -> Self {
        Self::Send(Box::new(msg.into()))
    }
}
