//! What the pane asks of the driver, and what comes back.

use std::ops::Range;
use std::path::PathBuf;

use ropey::Rope;

use super::{Loaded, Met, OnDisk, Stamp, TabId};
use crate::text::{Author, Charset, Found, Hunk, Query, Span, Transaction};

/// Which match is gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The first at or after this character.
    Next(usize),
    /// The last before this character.
    Previous(usize),
    /// None: they are only marked.
    Stay,
}

/// How a text meets what is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// Both changes are kept.
    Merge,
    /// The disk counts.
    Reload,
}

/// Work for the driver.
#[derive(Debug)]
pub enum Effect {
    /// Read a file, and what was not saved of it when the program last ended.
    Read {
        /// For this tab.
        tab: TabId,
        /// The file.
        path: PathBuf,
        /// What agents have changed in it while it was not open, as unified diffs.
        diffs: Vec<String>,
    },
    /// Look whether a file is still what it was, and read it if not.
    Look {
        /// For this tab.
        tab: TabId,
        /// The file.
        path: PathBuf,
        /// What it was.
        known: Option<Stamp>,
        /// Who is said to have changed it.
        author: Author,
    },
    /// Write a file.
    Write {
        /// For this tab.
        tab: TabId,
        /// The file.
        path: PathBuf,
        /// The text.
        rope: Rope,
        /// How it is stored.
        charset: Charset,
        /// What is on disk as far as the person knows; anything else is not written over.
        known: Option<Stamp>,
        /// The mark of what is written.
        mark: u64,
    },
    /// Keep unsaved text where a crash does not reach it.
    Keep {
        /// The file that it belongs to.
        path: PathBuf,
        /// The text.
        rope: Rope,
        /// How the file is stored.
        charset: Charset,
        /// What the text was when it was read.
        base: Rope,
    },
    /// Nothing of this file is unsaved any more.
    Forget(PathBuf),
    /// Find out what the last commit has of a file.
    Base {
        /// For this tab.
        tab: TabId,
        /// The file.
        path: PathBuf,
    },
    /// Compare a text with what it was.
    Compare {
        /// For this tab.
        tab: TabId,
        /// Of the text.
        revision: u64,
        /// What it was.
        base: Rope,
        /// What it is.
        rope: Rope,
    },
    /// Colour lines.
    Colour {
        /// For this tab.
        tab: TabId,
        /// The name tells the language.
        path: PathBuf,
        /// Of the text.
        revision: u64,
        /// The text.
        rope: Rope,
        /// The lines.
        lines: Range<usize>,
        /// The first line that changed since the last request.
        changed: Option<usize>,
    },
    /// Search.
    Search {
        /// For this tab.
        tab: TabId,
        /// Of the text.
        revision: u64,
        /// The text.
        rope: Rope,
        /// What is looked for.
        query: Query,
        /// Which match is gone to.
        step: Step,
    },
    /// Find everything and replace it.
    ReplaceAll {
        /// For this tab.
        tab: TabId,
        /// Of the text.
        revision: u64,
        /// The text.
        rope: Rope,
        /// What is looked for.
        query: Query,
        /// What it becomes.
        template: String,
    },
    /// Bring a text and what is on disk together.
    Meet {
        /// For this tab.
        tab: TabId,
        /// Of the text.
        revision: u64,
        /// How.
        meeting: Meeting,
        /// What both came from.
        base: Rope,
        /// The text.
        ours: Rope,
        /// What is on disk.
        theirs: Box<OnDisk>,
    },
    /// The tab is closed: forget what is known of its lines.
    Drop(TabId),
}

/// What the driver found out for one tab.
#[derive(Debug)]
pub enum Answer {
    /// The file was read, or not.
    Read(Result<Box<Loaded>, String>),
    /// The file is not what it was; nothing when it is gone.
    Differs(Option<Box<OnDisk>>),
    /// An agent is said to have changed the file, and it is what it was: that has been taken in.
    Same,
    /// It was written, or not.
    Written {
        /// What was written.
        mark: u64,
        /// What is on disk now.
        result: Result<Stamp, String>,
    },
    /// What the last commit has of the file.
    Base(Option<Rope>),
    /// Where the text differs from that.
    Hunks {
        /// Of the text.
        revision: u64,
        /// The stretches.
        hunks: Vec<Hunk>,
    },
    /// Coloured lines.
    Colours(Coloured),
    /// What a search found.
    Found {
        /// Of the text.
        revision: u64,
        /// The matches, or why the pattern is none.
        found: Result<Found, String>,
        /// The match that is gone to.
        at: Option<Range<usize>>,
    },
    /// The transaction that replaces everything.
    Replaced {
        /// Of the text.
        revision: u64,
        /// The transaction.
        transaction: Transaction,
    },
    /// The text and the disk came together.
    Met(Box<Met>),
}

/// The colours of some lines.
#[derive(Debug)]
pub struct Coloured {
    /// Of the text.
    pub revision: u64,
    /// The number of the first one.
    pub first: usize,
    /// The lines; nothing for a text without a grammar.
    pub lines: Option<Vec<Vec<Span>>>,
}
