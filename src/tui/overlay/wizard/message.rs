//! What the driver is asked, and what it answers.

use std::path::PathBuf;

use crate::app::{Standing, Verify};
use crate::blueprint::Understanding;
use crate::domain::document::Document;
use crate::domain::event::Event;
use crate::domain::ids::{DocumentId, RunId};
use crate::domain::plan::Mode;

/// An idea that was read.
#[derive(Debug)]
pub struct Reading {
    /// What was understood.
    pub understanding: Understanding,
    /// In which mode it was read.
    pub mode: Mode,
    /// The folder where its project goes unless another is named.
    pub folder: PathBuf,
}

/// What the driver found.
#[derive(Debug)]
pub enum Found {
    /// What was understood of an idea, or why nothing was.
    Read {
        /// The number of the question.
        serial: u64,
        /// The answer.
        reading: Result<Box<Reading>, String>,
    },
    /// What stands in a folder, or why it cannot be used.
    Folder {
        /// The number of the question.
        serial: u64,
        /// The answer: the folder in full, and what it holds.
        found: Result<(PathBuf, Standing), String>,
    },
    /// The run could not begin, or something about it could not be done.
    Refused(String),
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
    /// Something was stored.
    Event(Box<Event>),
    /// What an agent wrote.
    Document(Box<Document>),
}

/// Work for the driver.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read an idea, in the configured mode unless one is named.
    Read {
        /// The number of the question.
        serial: u64,
        /// The idea.
        idea: String,
        /// The mode.
        mode: Option<Mode>,
    },
    /// Look what stands in a folder.
    Look {
        /// The number of the question.
        serial: u64,
        /// The folder, as it was typed.
        folder: String,
    },
    /// Make the project.
    Start {
        /// The idea.
        idea: String,
        /// What was understood of it, as it was edited.
        understanding: Box<Understanding>,
        /// How much of the team works.
        mode: Mode,
        /// The folder, as it was typed.
        folder: String,
        /// Whether it is checked at once.
        verify: Verify,
    },
    /// End the run.
    Cancel(RunId),
    /// Read what an agent wrote.
    Document(DocumentId),
    /// Run the tests of the project in this folder in the terminal.
    Test(PathBuf),
}
