//! What one part of the screen asks of the others, through the root.

use std::path::PathBuf;

use crate::domain::ids::RunId;
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::overlay::Kind;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, absolute.
    pub path: PathBuf,
    /// The line, from 1; none leaves the caret where it was last.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
}

impl Place {
    /// The file, where the caret was last.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            line: None,
            column: None,
        }
    }

    /// A line of a file.
    pub fn line(path: impl Into<PathBuf>, line: usize) -> Self {
        Self {
            path: path.into(),
            line: Some(line),
            column: None,
        }
    }
}

/// What a part of the screen asks of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Show this place in the editor and go there.
    Open(Place),
    /// Show this file in the tree.
    Reveal(PathBuf),
    /// Give the keyboard to this pane; it is shown if it was hidden.
    Focus(Pane),
    /// Run this command line in a new tab of the terminal and go there.
    Run {
        /// What the shell gets.
        command: String,
        /// The folder, absolute.
        folder: PathBuf,
    },
    /// Open a shell in a new tab of the terminal, type this command there and do not run it.
    Type {
        /// What is typed.
        command: String,
        /// The folder, absolute.
        folder: PathBuf,
    },
    /// Take this talk up in the chat and go there.
    Talk(RunId),
    /// Work on this folder.
    OpenWorkspace(PathBuf),
    /// Show this run.
    ShowRun(RunId),
    /// Begin a new project, with this idea if there is one already.
    NewProject(Option<String>),
    /// Lay this above the screen.
    Overlay(Kind),
    /// Take away what lies above.
    CloseOverlay,
    /// Do this, as if its key had been pressed.
    Act(Action),
    /// Leave, whatever is unsaved: it is kept for recovery.
    QuitNow,
}
