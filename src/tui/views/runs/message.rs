//! What can happen to the view, and what it asks of the driver.

use std::path::PathBuf;

use crossterm::event::{KeyEvent, MouseEvent};
use jiff::Timestamp;
use ratatui::layout::Rect;

use crate::domain::build::Build;
use crate::domain::document::Document;
use crate::domain::event::Event;
use crate::domain::evidence::{Evidence, Proof};
use crate::domain::ids::RunId;
use crate::domain::run::Run;
use crate::tui::keymap::Action;

/// Everything that the store has of a run.
#[derive(Debug)]
pub struct Record {
    /// The run.
    pub run: Run,
    /// What is known of its result today.
    pub proof: Proof,
    /// Its events, oldest first.
    pub events: Vec<Event>,
    /// What its agents wrote.
    pub documents: Vec<Document>,
    /// What it made.
    pub builds: Vec<Build>,
    /// What its checks found.
    pub evidence: Vec<Evidence>,
}

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
    /// It fills the screen now.
    Shown,
    /// Show this run.
    Show(RunId),
    /// The store is open, or events were missed: read again what is shown.
    Reload,
    /// Something was stored.
    Event(Box<Event>),
    /// The runs, newest first, and what time it is.
    Listed(Vec<Run>, Timestamp),
    /// Everything about a run.
    Read(Box<Record>),
    /// Something cannot be read.
    Refused(String),
}

/// Work for the driver.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the runs.
    List,
    /// Read everything about a run.
    Read(RunId),
    /// End a run.
    Cancel(RunId),
    /// Work on the project in this folder.
    Open(PathBuf),
    /// Run the tests of the project in this folder in the terminal.
    Test(PathBuf),
}
