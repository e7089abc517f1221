//! One tab: a program, its last picture, and how it ended.

use std::path::PathBuf;
use std::time::Duration;

use crate::term::{Exit, Program, Reporting, View};

/// The number of a tab; none is used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TabId(pub u64);

/// What a tab has to say while the person looks elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum News {
    /// Nothing.
    #[default]
    None,
    /// There is new output.
    Output,
    /// The bell rang.
    Bell,
}

/// One tab.
#[derive(Debug)]
pub struct Tab {
    /// Its number.
    pub id: TabId,
    /// What runs in it.
    pub program: Program,
    /// Where it was started.
    pub folder: PathBuf,
    /// The name that the person gave it.
    pub name: Option<String>,
    /// Its last picture.
    pub view: Option<View>,
    /// How the program ended.
    pub exit: Option<Exit>,
    /// Why it could not be started.
    pub failed: Option<String>,
    /// A job of the shell has the terminal.
    pub busy: bool,
    /// What happened since it was in front.
    pub news: News,
    /// An unfinished update is looked at again at this time.
    pub again: Option<Duration>,
    /// What is typed once the shell shows its prompt.
    pub typed: Option<String>,
}

impl Tab {
    /// A tab whose program is being started.
    pub fn new(id: TabId, program: Program, folder: PathBuf) -> Self {
        Self {
            id,
            program,
            folder,
            name: None,
            view: None,
            exit: None,
            failed: None,
            busy: false,
            news: News::None,
            again: None,
            typed: None,
        }
    }

    /// What it is called: by the person, by the program, or after what runs in it.
    pub fn title(&self) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let own = self.view.as_ref().and_then(|view| view.title.clone());
        own.filter(|title| !title.trim().is_empty())
            .unwrap_or_else(|| match &self.program {
                Program::Shell => "shell".to_owned(),
                Program::Line(line) => line.clone(),
                Program::Argv(words) => words.join(" "),
            })
    }

    /// Whether its program can be sent something.
    pub fn is_live(&self) -> bool {
        self.exit.is_none() && self.failed.is_none()
    }

    /// Whether leaving would end something that is not an idle shell.
    pub fn is_at_work(&self) -> bool {
        self.is_live() && (self.busy || self.program != Program::Shell)
    }

    /// How it ended, in words for a person.
    pub fn ending(&self) -> Option<String> {
        if let Some(reason) = &self.failed {
            return Some(reason.clone());
        }
        match self.exit.as_ref()? {
            Exit::Code(0) => Some("ended well".to_owned()),
            Exit::Code(code) => Some(format!("ended with {code}")),
            Exit::Signal(name) => Some(format!("ended by a signal: {name}")),
        }
    }

    /// Whether the program wants the mouse for itself.
    pub fn wants_mouse(&self) -> bool {
        self.is_live()
            && self
                .view
                .as_ref()
                .is_some_and(|view| view.modes.mouse != Reporting::Off)
    }

    /// Whether the line that tells of the end would cover the last line of output.
    pub fn is_lifted(&self) -> bool {
        let full = |view: &View| {
            view.rows
                .last()
                .is_some_and(|row| row.iter().any(|cell| cell.c != ' '))
        };
        !self.is_live() && self.view.as_ref().is_some_and(full)
    }
}
