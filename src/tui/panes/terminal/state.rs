//! What the pane holds: its tabs, the one in front, and what the person is doing there.

use std::path::PathBuf;
use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::colors;
use super::tab::{Tab, TabId};
use crate::term::{Palette, Place, Program, Size};
use crate::tui::draw::Field;
use crate::tui::theme::Theme;

/// The size of a screen that is not drawn yet.
const UNSEEN: Size = Size {
    rows: 24,
    columns: 80,
};

/// What the keys mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Doing {
    /// They go to the program.
    #[default]
    Typing,
    /// They move through the scrollback.
    LookingBack,
    /// They write what is searched.
    Searching(Field),
    /// They write the name of the tab.
    Naming(Field),
}

/// The last press of the left button, for double and triple clicks and for drags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Click {
    /// Where.
    pub place: Place,
    /// When.
    pub at: Duration,
    /// How many in a row.
    pub count: u8,
    /// The button is down.
    pub held: bool,
}

/// What the pane holds.
#[derive(Debug, Default)]
pub struct State {
    /// Where it is drawn.
    pub area: Rect,
    /// Its tabs.
    pub tabs: Vec<Tab>,
    /// The one in front.
    pub front: usize,
    /// What the keys mean.
    pub doing: Doing,
    /// What was searched last.
    pub pattern: String,
    /// What was copied last.
    pub copied: Option<String>,
    /// True while it has the keyboard.
    pub focused: bool,
    /// The last click.
    pub click: Option<Click>,
    /// The colours that programs are told.
    pub palette: Palette,
    /// The tab whose program is at work, which is closed when that is asked for once more.
    pub closing: Option<TabId>,
    /// The number of the next tab.
    next: u64,
}

impl State {
    /// What stands on the border beside the name of the pane; may be empty.
    pub fn title(&self) -> String {
        let Some(tab) = self.tab() else {
            return String::new();
        };
        let mut title = tab.title();
        if self.tabs.len() > 1 {
            title = format!("{}/{} {title}", self.front + 1, self.tabs.len());
        }
        if let Some(ending) = tab.ending() {
            title = format!("{title} · {ending}");
        }
        title
    }

    /// Tells programs the colours of `theme` when they ask, from their next start on.
    pub fn learn(&mut self, theme: &Theme) {
        self.palette = colors::palette(theme);
    }

    /// True while the keys go to no program and to no text: looking back, or after it ended.
    pub fn is_still(&self) -> bool {
        match self.doing {
            Doing::Typing => !self.tab().is_some_and(Tab::is_live),
            Doing::LookingBack => true,
            Doing::Searching(_) | Doing::Naming(_) => false,
        }
    }

    /// How many programs would be ended by leaving; a shell at its prompt is none.
    pub fn running(&self) -> usize {
        self.tabs.iter().filter(|tab| tab.is_at_work()).count()
    }

    /// The tab in front.
    pub fn tab(&self) -> Option<&Tab> {
        self.tabs.get(self.front)
    }

    /// The tab with this number.
    pub fn find(&mut self, id: TabId) -> Option<&mut Tab> {
        self.tabs.iter_mut().find(|tab| tab.id == id)
    }

    /// Whether the tab with this number is in front.
    pub fn is_front(&self, id: TabId) -> bool {
        self.tab().is_some_and(|tab| tab.id == id)
    }

    /// Adds a tab in front.
    pub fn add(&mut self, program: Program, folder: PathBuf) -> TabId {
        let id = TabId(self.next);
        self.next += 1;
        self.tabs.push(Tab::new(id, program, folder));
        self.front = self.tabs.len() - 1;
        self.doing = Doing::Typing;
        id
    }

    /// Where the tabs are named; there is no such line for one tab alone.
    pub fn bar(&self) -> Option<Rect> {
        let shown = self.tabs.len() > 1 && self.area.height > 2;
        shown.then_some(Rect {
            height: 1,
            ..self.area
        })
    }

    /// Where the screen of the program is drawn.
    pub fn screen(&self) -> Rect {
        let bar = self.bar().map_or(0, |bar| bar.height);
        Rect {
            y: self.area.y + bar,
            height: self.area.height - bar,
            ..self.area
        }
    }

    /// The line that tells what the keys mean, where they do not go to the program.
    pub fn status(&self) -> Option<Rect> {
        let needed = self.doing != Doing::Typing || self.tab().is_some_and(|tab| !tab.is_live());
        let screen = self.screen();
        (needed && screen.height > 0).then_some(Rect {
            y: screen.bottom() - 1,
            height: 1,
            ..screen
        })
    }

    /// The size that programs get.
    pub fn size(&self) -> Size {
        let screen = self.screen();
        if screen.is_empty() {
            return UNSEEN;
        }
        Size::new(screen.height, screen.width)
    }

    /// How many lines of the picture are above the top of the screen.
    pub fn lift(&self) -> u16 {
        u16::from(self.tab().is_some_and(Tab::is_lifted))
    }

    /// The cell of the program's screen at a position, the nearest one for a position beside it.
    pub fn place(&self, at: Position) -> Place {
        let screen = self.screen();
        let within = |value: u16, from: u16, length: u16| {
            value.saturating_sub(from).min(length.saturating_sub(1))
        };
        Place {
            row: within(at.y, screen.y, screen.height) + self.lift(),
            column: within(at.x, screen.x, screen.width),
        }
    }
}
