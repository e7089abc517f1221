//! A screen that is brought into a state by messages alone: keys of the person, answers of the driver.

use std::path::Path;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Size;
use ropey::Rope;

use crate::text::{self, Buffer, Grammars};
use crate::tui::keymap::{Chord, Keymap};
use crate::tui::panes::editor::{
    Answer, Coloured, Effect as Work, Loaded, Meeting, Met, Stamp, Step, TabId,
};
use crate::tui::panes::{chat, editor, tree};
use crate::tui::root::{Appearance, Effect, Input, Model, Msg, Place, Request, update};
use crate::tui::theme::{Icons, Theme};
use crate::workspace::files::JailedPath;
use crate::workspace::listing::{Entry, EntryKind};

/// The folder that every scene works on; nothing of it is on disk.
pub const WORKSPACE: &str = "/work/shop";

/// A screen without a driver; the pure part of what a driver does for the editor is done at once.
pub struct Stage {
    pub model: Model,
    pub now: Duration,
    /// What the last commit has of the file that is opened next.
    pub committed: Option<&'static str>,
    /// Unpacked when the first text is coloured.
    grammars: Option<Grammars>,
}

impl Stage {
    /// A screen of that size as it is right after the start.
    pub fn new(size: Size, theme: Theme) -> Self {
        let appearance = Appearance {
            theme,
            icons: Icons::Plain,
        };
        let keymap = Keymap::ours().unwrap();
        let model = Model::new(Path::new(WORKSPACE), size, keymap, appearance);
        let mut stage = Self {
            model,
            now: Duration::from_secs(100),
            committed: None,
            grammars: None,
        };
        stage.tell(Msg::Input(Input::Resized(size)));
        stage
    }

    /// Applies a message and everything that follows from it.
    pub fn tell(&mut self, msg: impl Into<Msg>) {
        for effect in update(&mut self.model, msg.into(), self.now) {
            match effect {
                Effect::Send(msg) => self.tell(*msg),
                Effect::Editor(work) => self.think(work),
                Effect::Chat(chat::Effect::Colour { item, code }) => self.colour(item, &code),
                _ => {}
            }
        }
    }

    /// Presses keys, written as in a keymap.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            let chord: Chord = key.parse().unwrap();
            let event = KeyEvent::new(chord.code, chord.modifiers);
            self.tell(Msg::Input(Input::Key(event)));
        }
    }

    /// Types a text, a key a character.
    pub fn write(&mut self, text: &str) {
        for c in text.chars() {
            let event = KeyEvent::from(crossterm::event::KeyCode::Char(c));
            self.tell(Msg::Input(Input::Key(event)));
        }
    }

    /// Lists folders in the tree; a slash at the end of a name makes a folder.
    pub fn list(&mut self, folder: &str, names: &[&str]) {
        let entry = |name: &&str| Entry {
            name: name.trim_end_matches('/').into(),
            kind: if name.ends_with('/') {
                EntryKind::Folder
            } else {
                EntryKind::File
            },
        };
        self.tell(tree::Msg::Listed {
            folder: JailedPath::below(Path::new(folder)).unwrap(),
            outcome: Ok(names.iter().map(entry).collect()),
        });
    }

    /// Opens a file of the workspace with that content.
    pub fn open(&mut self, path: &str, content: &[u8]) {
        let place = Place::file(Path::new(WORKSPACE).join(path));
        self.tell(Request::Open(place));
        let loaded = Loaded {
            content: Buffer::from_bytes(content),
            stamp: Some(stamp(content.len())),
            read_only: false,
            unsaved: None,
        };
        self.answer(Answer::Read(Ok(Box::new(loaded))));
    }

    /// Answers the tab in front of the editor.
    pub fn answer(&mut self, answer: Answer) {
        let editor = &self.model.panes.editor;
        let tab = editor.tabs[editor.active].id;
        self.tell(editor::Msg::Answer(tab, answer));
    }

    fn colour(&mut self, item: u64, code: &text::Uncoloured) {
        let grammars = self.grammars.get_or_insert_with(Grammars::load);
        let rope = Rope::from_str(&code.lines.join("\n"));
        let found = grammars.highlighter_of(&code.language);
        let lines = found.map(|mut one| one.spans(&rope, 0..code.lines.len()));
        self.tell(chat::Msg::Found(chat::Found::Coloured {
            place: (item, code.block),
            first: code.first,
            spans: lines.unwrap_or_default(),
        }));
    }

    fn think(&mut self, work: Work) {
        let (tab, answer) = match work {
            Work::Base { tab, .. } => (tab, Answer::Base(self.committed.map(Rope::from_str))),
            Work::Compare {
                tab,
                revision,
                base,
                rope,
            } => {
                let hunks = text::hunks(&base, &rope);
                (tab, Answer::Hunks { revision, hunks })
            }
            Work::Colour {
                tab,
                path,
                revision,
                rope,
                lines,
                ..
            } => {
                let line = rope.line(0).to_string();
                let first = lines.start;
                let grammars = self.grammars.get_or_insert_with(Grammars::load);
                let found = grammars.highlighter(&path, &line);
                let lines = found.map(|mut one| one.spans(&rope, lines));
                let colours = Answer::Colours(Coloured {
                    revision,
                    first,
                    lines,
                });
                (tab, colours)
            }
            Work::Search {
                tab,
                revision,
                rope,
                query,
                step,
            } => (tab, search(revision, &rope, &query, step)),
            Work::Meet {
                tab,
                revision,
                meeting: meeting @ Meeting::Reload,
                ours,
                theirs,
                ..
            } => {
                let met = Met {
                    revision,
                    meeting,
                    transaction: text::becoming(&ours, &theirs.rope),
                    conflicts: 0,
                    disk: *theirs,
                };
                (tab, Answer::Met(Box::new(met)))
            }
            _ => return,
        };
        self.hand(tab, answer);
    }

    fn hand(&mut self, tab: TabId, answer: Answer) {
        self.tell(editor::Msg::Answer(tab, answer));
    }
}

/// The stamp of a file with so many bytes.
pub fn stamp(bytes: usize) -> Stamp {
    Stamp {
        len: bytes as u64,
        ..Stamp::default()
    }
}

fn search(revision: u64, rope: &Rope, query: &text::Query, step: Step) -> Answer {
    let searcher = query.compile().unwrap();
    let at = match step {
        Step::Next(from) => searcher.find_next(rope, from),
        Step::Previous(before) => searcher.find_previous(rope, before),
        Step::Stay => None,
    };
    Answer::Found {
        revision,
        found: Ok(searcher.find_all(rope, 1_000)),
        at,
    }
}
