//! Everything that can happen to the screen.

use std::path::PathBuf;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use super::{Facts, Notice, Request};
use crate::domain::event::Event;
use crate::sandbox::Rung;
use crate::tui::overlay;
use crate::tui::panes::{approvals, chat, editor, terminal, tree};
use crate::tui::theme::{Kind, Theme};
use crate::tui::views::runs;

/// A message to the screen.
#[derive(Debug)]
pub enum Msg {
    /// The person did something.
    Input(Input),
    /// The time of an [`Effect::WakeAt`](super::Effect::WakeAt) has come.
    Tick,
    /// A part of the screen asks something of the whole.
    Request(Request),
    /// Something to tell the person.
    Notice(Notice),
    /// What the header shows is known better.
    Facts(Box<Facts>),
    /// The branch or commit of the workspace; none outside a repository.
    Branch(Option<String>),
    /// What confines the commands of agents on this machine.
    Confined(Rung),
    /// The store is open; events follow.
    StoreOpened,
    /// Something was stored.
    Event(Box<Event>),
    /// Events were missed: read again what is shown of the store.
    Reload,
    /// Draw in this theme.
    Theme(Box<Theme>),
    /// Files changed on disk; an empty list means: look at everything again.
    FilesChanged(Vec<PathBuf>),
    /// For the file tree.
    Tree(tree::Msg),
    /// For the editor.
    Editor(editor::Msg),
    /// For the chat.
    Chat(chat::Msg),
    /// For the approvals.
    Approvals(approvals::Msg),
    /// For the terminal.
    Terminal(terminal::Msg),
    /// For the view of runs.
    Runs(runs::Msg),
    /// For what lies above.
    Overlay(overlay::Msg),
}

/// What the person did at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed or repeated.
    Key(KeyEvent),
    /// The mouse.
    Mouse(MouseEvent),
    /// Pasted text, unchanged.
    Paste(String),
    /// The terminal has this size now.
    Resized(Size),
    /// The terminal is looked at.
    FocusGained,
    /// The terminal is not looked at any more.
    FocusLost,
    /// The terminal said whether its ground is dark or light.
    Ground(Kind),
    /// The terminal hung up or input ended.
    Closed,
}

impl From<Request> for Msg {
    fn from(request: Request) -> Self {
        Self::Request(request)
    }
}

impl From<Notice> for Msg {
    fn from(notice: Notice) -> Self {
        Self::Notice(notice)
    }
}

impl From<tree::Msg> for Msg {
    fn from(msg: tree::Msg) -> Self {
        Self::Tree(msg)
    }
}

impl From<editor::Msg> for Msg {
    fn from(msg: editor::Msg) -> Self {
        Self::Editor(msg)
    }
}

impl From<chat::Msg> for Msg {
    fn from(msg: chat::Msg) -> Self {
        Self::Chat(msg)
    }
}

impl From<approvals::Msg> for Msg {
    fn from(msg: approvals::Msg) -> Self {
        Self::Approvals(msg)
    }
}

impl From<terminal::Msg> for Msg {
    fn from(msg: terminal::Msg) -> Self {
        Self::Terminal(msg)
    }
}

impl From<overlay::Msg> for Msg {
    fn from(msg: overlay::Msg) -> Self {
        Self::Overlay(msg)
    }
}

impl From<runs::Msg> for Msg {
    fn from(msg: runs::Msg) -> Self {
        Self::Runs(msg)
    }
}
