//! What the pane holds, and how the cursor keeps to its entry while rows come and go.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::agents::Agents;
use super::ask::{Typing, What};
use super::filter::Filter;
use super::rows::Rows;
use super::shown::Shown;
use crate::tui::draw::Scroll;
use crate::workspace::files::{JailedPath, Undo};
use crate::workspace::git::Marks;

/// What was cut or copied, until it is put somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clip {
    /// It will be moved.
    Cut(JailedPath),
    /// It will be copied.
    Copied(JailedPath),
}

/// What is known of files beside their names.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// What git says.
    pub(super) git: Marks,
    /// What agents changed and nobody has looked at.
    pub(super) agents: Agents,
}

/// What the pane holds.
#[derive(Debug, Default)]
pub struct State {
    /// Where it is drawn.
    pub area: Rect,
    pub(super) rows: Rows,
    pub(super) shown: Shown,
    /// The cursor and the first line in sight, both places of what is shown.
    pub(super) scroll: Scroll,
    pub(super) signs: Signs,
    pub(super) typing: Typing,
    pub(super) filter: Filter,
    pub(super) clip: Option<Clip>,
    /// The changes that can be taken back, the last one last.
    pub(super) undo: Vec<Arc<Undo>>,
    /// The entry to go to once it is there.
    pub(super) wanted: Option<JailedPath>,
    /// Folders that others want watched.
    pub(super) also: Vec<std::path::PathBuf>,
    /// How far it has begun, and what it cannot notice.
    pub(super) life: Life,
}

/// How far the pane has begun.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Life {
    /// Nothing was asked of the disk yet.
    #[default]
    New,
    /// Changes by others are noticed.
    Watched,
    /// The system watches no more folders: changes in them are not noticed.
    Limited,
}

impl State {
    /// What stands on the border beside the name of the pane; may be empty.
    pub fn title(&self) -> String {
        let changes = match self.signs.git.changes() {
            0 => String::new(),
            count => format!("{count} changed"),
        };
        match self.life {
            Life::New | Life::Watched => changes,
            Life::Limited => format!("{changes} not live").trim_start().to_owned(),
        }
    }

    /// True while letters are text: keys that are commands otherwise go to a line.
    pub fn typing(&self) -> bool {
        match &self.typing {
            Typing::Nothing | Typing::Sent(..) => false,
            Typing::Filter | Typing::Name(_) => true,
        }
    }

    /// The lines that rows have, without the filter's.
    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height) - usize::from(self.has_filter_line())
    }

    /// True when the last line belongs to the filter.
    pub(super) fn has_filter_line(&self) -> bool {
        let wanted = match &self.typing {
            Typing::Filter => true,
            Typing::Nothing | Typing::Name(_) | Typing::Sent(..) => {
                !self.filter.field.text().is_empty()
            }
        };
        wanted && self.area.height > 1
    }

    /// The row under the cursor.
    pub(super) fn row(&self) -> Option<usize> {
        self.shown.row(self.scroll.cursor)
    }

    /// The entry under the cursor.
    pub(super) fn path(&self) -> Option<JailedPath> {
        self.rows.path(self.row()?)
    }

    /// The folder under the cursor, or the one around the file under it.
    pub(super) fn folder(&self) -> JailedPath {
        let Some(row) = self.row() else {
            return JailedPath::default();
        };
        let path = self.rows.path(row).unwrap_or_default();
        match self.rows.get(row) {
            Some(found) if found.kind.is_folder() => path,
            Some(_) | None => path.parent().unwrap_or_default(),
        }
    }

    /// Puts the cursor on `row`.
    pub(super) fn go_to_row(&mut self, row: usize) {
        let place = self.shown.place(row);
        self.scroll.go(place, self.shown.len(), self.height());
    }

    /// Moves the cursor by `lines`.
    pub(super) fn step(&mut self, lines: isize) {
        self.scroll.step(lines, self.shown.len(), self.height());
    }

    /// Changes rows or what is shown of them: the cursor stays on its entry, at its height.
    pub(super) fn keeping_cursor<T>(&mut self, change: impl FnOnce(&mut Self) -> T) -> T {
        let path = self.path();
        let line = self.scroll.cursor.saturating_sub(self.scroll.top);
        let outcome = change(self);
        self.shown.refresh(&self.rows, &self.signs.git);
        if let Some(row) = path.and_then(|path| self.rows.position(&path)) {
            let place = self.shown.place(row);
            self.scroll.cursor = place;
            self.scroll.top = place.saturating_sub(line);
        }
        self.scroll.follow(self.shown.len(), self.height());
        outcome
    }

    /// The line of what is shown at which a name is typed, and how deep it lies.
    pub(super) fn asked_place(&self) -> Option<(usize, u16)> {
        let Typing::Name(ask) = &self.typing else {
            return None;
        };
        match &ask.what {
            What::File(folder) | What::Folder(folder) if folder.is_root() => Some((0, 0)),
            What::File(folder) | What::Folder(folder) => {
                let row = self.rows.position(folder)?;
                let depth = self.rows.get(row)?.depth;
                Some((self.shown.place(row) + 1, depth + 1))
            }
            What::Rename(path) => {
                let row = self.rows.position(path)?;
                Some((self.shown.place(row), self.rows.get(row)?.depth))
            }
        }
    }

    /// Brings the line at which a name is typed into sight.
    pub(super) fn follow_asked(&mut self) {
        let Some((place, _)) = self.asked_place() else {
            return;
        };
        let height = self.height().max(1);
        if place < self.scroll.top {
            self.scroll.top = place;
        } else if place >= self.scroll.top + height {
            self.scroll.top = place + 1 - height;
        }
    }
}
