//! A pane on a workspace that exists in the test alone.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::super::{Effect, Msg, State, Task, update};
use crate::tui::keymap::Action;
use crate::tui::layout::Pane as PaneOfScreen;
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Msg as RootMsg, Notice, Request};
use crate::workspace::files::{JailedPath, Undo};
use crate::workspace::listing::{Entry, EntryKind};

/// Where the workspace would be.
pub const ROOT: &str = "/work/space";

/// The pane, and what it asked for since it was asked last.
pub struct Pane {
    pub state: State,
    asked: Vec<RootEffect>,
}

pub fn path(path: &str) -> JailedPath {
    JailedPath::below(Path::new(path)).unwrap()
}

/// Entries by their names; a slash at the end makes a folder.
pub fn entries(names: &[&str]) -> Vec<Entry> {
    let entry = |name: &&str| Entry {
        name: name.trim_end_matches('/').into(),
        kind: if name.ends_with('/') {
            EntryKind::Folder
        } else {
            EntryKind::File
        },
    };
    names.iter().map(entry).collect()
}

impl Pane {
    /// A pane of 24×6 with `src/` (closed), `tests/` and two files.
    pub fn new() -> Self {
        let mut pane = Self {
            state: State::default(),
            asked: Vec::new(),
        };
        pane.tell(Msg::Resized(Rect::new(0, 0, 24, 6)));
        pane.list("", &["src/", "tests/", "a.rs", "b.rs"]);
        pane.asked.clear();
        pane
    }

    pub fn tell(&mut self, msg: Msg) {
        let ctx = Ctx {
            now: Duration::ZERO,
            workspace: Path::new(ROOT),
            focus: Focus::Pane(PaneOfScreen::Tree),
        };
        self.asked.extend(update(&mut self.state, msg, &ctx));
    }

    pub fn list(&mut self, folder: &str, names: &[&str]) {
        self.tell(Msg::Listed {
            folder: path(folder),
            outcome: Ok(entries(names)),
        });
    }

    pub fn act(&mut self, actions: &[Action]) {
        for action in actions {
            self.tell(Msg::Act(*action));
        }
    }

    pub fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
            self.tell(Msg::Key(key));
        }
    }

    pub fn click(&mut self, line: u16) {
        self.tell(Msg::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: 3,
            row: line,
            modifiers: KeyModifiers::NONE,
        }));
    }

    pub fn done(&mut self, task: Task, at: &str) {
        let undo = Arc::new(Undo::Discard {
            path: path(at),
            folders: Vec::new(),
        });
        let path = path(at);
        self.tell(Msg::Done { task, path, undo });
    }

    /// The entry under the cursor.
    pub fn at(&self) -> String {
        self.state
            .path()
            .unwrap_or_default()
            .as_path()
            .display()
            .to_string()
    }

    /// What was asked since the last time, as short texts.
    pub fn asked(&mut self) -> Vec<String> {
        std::mem::take(&mut self.asked)
            .into_iter()
            .map(said)
            .collect()
    }
}

fn said(effect: RootEffect) -> String {
    let paths = |paths: &[JailedPath]| {
        let mut paths: Vec<_> = paths
            .iter()
            .map(|path| path.as_path().display().to_string())
            .collect();
        paths.sort();
        paths.join(" ")
    };
    match effect {
        RootEffect::Tree(Effect::List(folders)) => format!("list {}", paths(&folders)),
        RootEffect::Tree(Effect::Follow { open, .. }) => format!("follow {}", paths(&open)),
        RootEffect::Tree(Effect::Find(filter)) => format!("find {filter}"),
        RootEffect::Tree(Effect::Status) => "status".to_owned(),
        RootEffect::Tree(Effect::Do(task)) => format!("{task:?}").replace("JailedPath", ""),
        RootEffect::Tree(Effect::Undo(undo)) => format!("undo {}", undo.describe()),
        RootEffect::Send(msg) => match *msg {
            RootMsg::Request(Request::Open(place)) => format!("open {}", inner(&place.path)),
            RootMsg::Notice(Notice { text, .. }) => format!("say {text}"),
            RootMsg::FilesChanged(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| inner(path.as_path())).collect();
                format!("changed {}", paths.join(" "))
            }
            other => format!("{other:?}"),
        },
        other => format!("{other:?}"),
    }
}

fn inner(path: &Path) -> String {
    path.strip_prefix(ROOT)
        .unwrap_or(path)
        .display()
        .to_string()
}
