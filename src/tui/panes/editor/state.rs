//! The tabs of the editor, which of them is shown, and what was copied.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use super::Sheet;
use super::agents::Left;
use super::mouse::Press;
use crate::text::printable;

/// Tells tabs apart; no number is used twice.
pub type TabId = u64;

/// One tab.
#[derive(Debug)]
pub struct Tab {
    /// Tells it from others.
    pub id: TabId,
    /// Its file.
    pub path: PathBuf,
    /// What it shows.
    pub body: Body,
}

/// What a tab shows.
#[derive(Debug)]
pub enum Body {
    /// The file is being read; then the caret goes to this line and column, both from one.
    Loading(Option<(usize, usize)>),
    /// Text.
    Text(Box<Sheet>),
    /// A file that is no text.
    Binary {
        /// How many bytes it has.
        len: u64,
    },
    /// Why the file cannot be shown.
    Failed(String),
}

/// What the pane holds.
#[derive(Debug, Default)]
pub struct State {
    /// Where it is drawn.
    pub area: Rect,
    /// The tabs, from left to right.
    pub tabs: Vec<Tab>,
    /// The number of the shown one.
    pub active: usize,
    /// What was copied or cut here.
    pub register: Arc<str>,
    /// The tab that is closed when it is asked for once more.
    pub closing: Option<TabId>,
    /// The last press of a button.
    pub press: Option<Press>,
    /// When the pane is woken next.
    pub wake: Option<Duration>,
    /// What the person has set.
    pub habits: Habits,
    /// How many tabs there ever were.
    pub counted: TabId,
    /// How many there ever were and are, when their folders were last told.
    pub told: (TabId, usize),
    /// What agents had changed in files when they were closed.
    pub left: Left,
}

/// What a person has set of the editor.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    /// True where long lines are broken on screen.
    pub wraps: bool,
    /// The columns of one step of indentation, where the file does not say.
    pub step: usize,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            wraps: false,
            step: 4,
        }
    }
}

impl State {
    /// What stands on the border beside the name of the pane.
    pub fn title(&self) -> String {
        let Some(tab) = self.tabs.get(self.active) else {
            return String::new();
        };
        let mark = if tab.is_modified() { " ●" } else { "" };
        format!("{}{mark}", tab.name())
    }

    /// How many files have changes that are neither saved nor being saved.
    pub fn unsaved(&self) -> usize {
        self.texts().filter(|sheet| sheet.is_unsaved()).count()
    }

    /// How many of those are too large to be kept for the next start.
    pub fn unguarded(&self) -> usize {
        let lost = |sheet: &&Sheet| sheet.is_unsaved() && sheet.is_unguarded();
        self.texts().filter(lost).count()
    }

    /// True while a file is being written.
    pub fn saving(&self) -> bool {
        self.texts().any(Sheet::is_saving)
    }

    fn texts(&self) -> impl Iterator<Item = &Sheet> {
        self.tabs.iter().filter_map(|tab| match &tab.body {
            Body::Text(sheet) => Some(&**sheet),
            Body::Loading(_) | Body::Binary { .. } | Body::Failed(_) => None,
        })
    }

    /// The shown text.
    pub fn sheet(&self) -> Option<&Sheet> {
        match &self.tabs.get(self.active)?.body {
            Body::Text(sheet) => Some(sheet),
            Body::Loading(_) | Body::Binary { .. } | Body::Failed(_) => None,
        }
    }

    /// The shown text, to be changed, with its tab and file.
    pub fn shown(&mut self) -> Option<(TabId, &Path, &mut Sheet)> {
        let tab = self.tabs.get_mut(self.active)?;
        match &mut tab.body {
            Body::Text(sheet) => Some((tab.id, &tab.path, sheet)),
            Body::Loading(_) | Body::Binary { .. } | Body::Failed(_) => None,
        }
    }

    /// Whether a file is open, and nothing that an agent has changed in it is left to look at.
    pub fn is_looked_at(&self, path: &Path) -> bool {
        let tab = self.tabs.iter().find(|tab| tab.path == path);
        tab.is_some_and(|tab| matches!(tab.body, Body::Text(_)) && tab.agent_places() == 0)
    }

    /// The tab with this number.
    pub fn tab(&mut self, id: TabId) -> Option<&mut Tab> {
        self.tabs.iter_mut().find(|tab| tab.id == id)
    }

    /// A new tab for `path`, shown at once, beside the one that was shown.
    pub fn add(&mut self, path: &Path, place: Option<(usize, usize)>) -> TabId {
        self.counted += 1;
        let tab = Tab {
            id: self.counted,
            path: path.to_owned(),
            body: Body::Loading(place),
        };
        let at = (self.active + 1).min(self.tabs.len());
        self.tabs.insert(at, tab);
        self.active = at;
        self.counted
    }

    /// The folders of the open files, if they may be others than when this was last asked.
    pub fn new_folders(&mut self) -> Option<Vec<PathBuf>> {
        let now = (self.counted, self.tabs.len());
        if std::mem::replace(&mut self.told, now) == now {
            return None;
        }
        let folders = self.tabs.iter().filter_map(|tab| tab.path.parent());
        let folders: BTreeSet<&Path> = folders.collect();
        Some(folders.into_iter().map(Path::to_owned).collect())
    }

    /// Takes a tab away; its place goes to the next.
    pub fn remove(&mut self, at: usize) -> Option<Tab> {
        if at >= self.tabs.len() {
            return None;
        }
        let tab = self.tabs.remove(at);
        if self.active > at {
            self.active -= 1;
        }
        self.active = self.active.min(self.tabs.len().saturating_sub(1));
        Some(tab)
    }
}

impl Tab {
    /// The name of the file, safe to show.
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        printable(&name.to_string_lossy()).into_owned()
    }

    /// How many places of it an agent has changed that nobody has looked at.
    pub fn agent_places(&self) -> usize {
        match &self.body {
            Body::Text(sheet) => sheet.buffer.places().shown().count(),
            Body::Loading(_) | Body::Binary { .. } | Body::Failed(_) => 0,
        }
    }

    /// Whether it has unsaved changes.
    pub fn is_modified(&self) -> bool {
        match &self.body {
            Body::Text(sheet) => sheet.buffer.is_modified(),
            Body::Loading(_) | Body::Binary { .. } | Body::Failed(_) => false,
        }
    }
}
