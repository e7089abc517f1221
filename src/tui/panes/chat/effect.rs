//! What can happen to the chat, and what it asks of the driver.

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use crate::domain::event::Event;
use crate::domain::ids::RunId;
use crate::llm::rules::Reply;
use crate::tui::keymap::Action;

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
    /// What the person wrote in their own editor.
    Written(String),
    /// The store is open.
    StoreOpened,
    /// Events were missed.
    Reload,
    /// Something was stored.
    Event(Box<Event>),
    /// What the driver found.
    Found(Found),
}

/// What the driver found.
#[derive(Debug)]
pub enum Found {
    /// What the rules make of a line.
    Reply(Reply),
    /// Words for the transcript.
    Said(String),
    /// Something could not be done.
    Refused(String),
    /// The store cannot be opened.
    NoStore(String),
    /// A run began; these are its events so far.
    Begun {
        /// The run.
        run: RunId,
        /// Its events so far.
        events: Vec<Event>,
    },
    /// A command of a run printed a line.
    Printed {
        /// The run.
        run: RunId,
        /// The line.
        line: String,
    },
    /// Events of runs that were missed.
    Missed(Vec<Event>),
    /// What was sent before in this folder, oldest first.
    History(Vec<String>),
}

/// Work for the driver.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Let the rules answer a line.
    Answer {
        /// The line.
        line: String,
        /// Why the store could not be opened, where it could not.
        no_store: Option<String>,
    },
    /// Say who would work on an idea.
    Plan(String),
    /// Make a project of an idea at once.
    Generate(String),
    /// Show the run whose id begins so; the newest without one.
    Show(Option<String>),
    /// End the run whose id begins so; the newest that works without one.
    Cancel(Option<String>),
    /// Work on another folder.
    Workspace(String),
    /// Read the events of a run after that number.
    CatchUp(RunId, u64),
    /// Read what was sent before in this folder.
    LoadHistory,
    /// Keep what was sent.
    Remember(String),
}
