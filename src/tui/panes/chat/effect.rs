//! What can happen to the chat, and what it asks of the driver.

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use super::past::Told;
use super::stream::Telling;
use super::talk::Chosen;
use crate::domain::event::Event;
use crate::domain::ids::RunId;
use crate::domain::money::Usd;
use crate::llm::rules::Reply;
use crate::text::{Span, Uncoloured};
use crate::tools::ToolSet;
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
    /// Show this talk.
    Show(RunId),
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
    /// The model that answers from now on, and why this one where nobody chose it.
    Model(Chosen, Option<String>),
    /// The chosen model cannot answer: what it lacks, and what to do.
    Missing(String),
    /// What goes on in a turn of the model.
    Turn(Telling),
    /// A talk is taken up.
    Opened(Box<Opened>),
    /// A page of a talk was read.
    Read(RunId, Vec<Told>),
    /// The colours of lines of code.
    Coloured {
        /// The item and the block that they are of.
        place: (u64, usize),
        /// The number of the first line.
        first: usize,
        /// The colours of each line.
        spans: Vec<Vec<Span>>,
    },
}

/// A talk that is taken up.
#[derive(Debug)]
pub struct Opened {
    /// The talk.
    pub run: RunId,
    /// How many messages it has.
    pub messages: u64,
    /// The newest of them.
    pub newest: Vec<Told>,
    /// What its calls have cost.
    pub cost: Usd,
    /// How many tokens its last call has taken.
    pub taken: u64,
}

/// Something that is said to a model.
#[derive(Debug, PartialEq, Eq)]
pub struct Saying {
    /// The talk; none begins a new one.
    pub run: Option<RunId>,
    /// What is said.
    pub text: String,
    /// The model, as `provider/id`.
    pub model: String,
    /// The tools that there are for it.
    pub tools: ToolSet,
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
    /// Say something to the model.
    Say(Saying),
    /// Have this join what the model works on in a talk, at its next step.
    Steer(RunId, String),
    /// Let the model of that name answer from now on, `provider/id` or `rules`.
    Choose(String),
    /// Cut the answer off.
    Interrupt(RunId),
    /// Read the messages of a talk from that number on.
    Read(RunId, u64),
    /// Take up the talk whose id begins so; the last one of this folder without one.
    Resume(Option<String>),
    /// Give lines of code their colours.
    Colour {
        /// The item, and what of it.
        item: u64,
        /// The lines.
        code: Box<Uncoloured>,
    },
}
