//! The whole state of the screen.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ratatui::layout::Size;

use super::{Ctx, Notices};
use crate::sandbox::Rung;
use crate::tui::keymap::{Chord, Keymap, Scope};
use crate::tui::layout::{Areas, Divider, Layout, Pane};
use crate::tui::overlay::{self, Overlay};
use crate::tui::panes::Panes;
use crate::tui::theme::{Icons, Theme};
use crate::tui::views::runs;

/// What fills the screen between header and footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// The five panes.
    #[default]
    Ide,
    /// Every run, and one of them in detail.
    Runs,
}

/// Who has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// A pane.
    Pane(Pane),
    /// The view of runs.
    Runs,
    /// What lies above.
    Overlay,
}

/// What the header shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The branch or commit; none outside a repository.
    pub branch: Option<String>,
    /// The model that answers, as `provider/id`.
    pub model: String,
    /// What may still be spent today, as text; none while the store is not open.
    pub budget: Option<String>,
    /// How many runs are being worked on.
    pub runs: usize,
    /// How many approvals wait.
    pub approvals: usize,
    /// What holds agents back.
    pub hold: Hold,
}

/// What holds agents back, as the person chose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hold {
    /// How their commands are confined; empty while nobody knows.
    pub sandbox: String,
    /// What confines them on this machine; none while that is being found out.
    pub rung: Option<Rung>,
    /// Their commands are not confined.
    pub open: bool,
    /// What they want is allowed unasked, but for what destroys.
    pub unasked: bool,
}

/// How the screen looks.
#[derive(Debug)]
pub struct Appearance {
    /// The colours.
    pub theme: Theme,
    /// Which symbols may be used.
    pub icons: Icons,
}

/// What is between two keys, and between two looks of the person.
#[derive(Debug, Default)]
pub struct Attention {
    /// The keys of an unfinished chord.
    pub chord: Vec<Chord>,
    /// The border that the mouse moves.
    pub drag: Option<Divider>,
    /// True while the terminal is not looked at.
    pub away: bool,
    /// What is told, and what was.
    pub notices: Notices,
    /// Until when a second key leaves, asked for once while something was unsaved.
    pub leaving: Option<Duration>,
    /// The person left while something was being written: the screen ends when it is.
    pub left: bool,
}

/// The whole state of the screen.
#[derive(Debug)]
pub struct Model {
    /// The folder that is worked on, absolute.
    pub workspace: PathBuf,
    /// What fills the screen.
    pub screen: Screen,
    /// The pane that has the keyboard in the IDE.
    pub pane: Pane,
    /// The five panes.
    pub panes: Panes,
    /// The view of runs.
    pub runs: runs::State,
    /// What lies above, the topmost last.
    pub overlays: Vec<Overlay>,
    /// How the screen is divided.
    pub layout: Layout,
    /// Where everything is at this size.
    pub areas: Areas,
    /// What keys do.
    pub keymap: Keymap,
    /// What the header shows.
    pub facts: Facts,
    /// What is between two keys.
    pub attention: Attention,
    /// How it looks.
    pub appearance: Appearance,
}

impl Model {
    /// A screen of `size` on `workspace`, with nothing in it yet.
    pub fn new(workspace: &Path, size: Size, keymap: Keymap, appearance: Appearance) -> Self {
        let layout = Layout::default();
        let mut panes = Panes::default();
        panes.terminal.learn(&appearance.theme);
        let pane = Pane::Chat;
        Self {
            workspace: workspace.to_owned(),
            screen: Screen::default(),
            pane,
            panes,
            runs: runs::State::default(),
            overlays: Vec::new(),
            areas: layout.areas(size, pane),
            layout,
            keymap,
            facts: Facts::default(),
            attention: Attention::default(),
            appearance,
        }
    }

    /// Who has the keyboard.
    pub fn focus(&self) -> Focus {
        if !self.overlays.is_empty() {
            return Focus::Overlay;
        }
        match self.screen {
            Screen::Ide => Focus::Pane(self.pane),
            Screen::Runs => Focus::Runs,
        }
    }

    /// Where keys are looked up.
    pub fn scope(&self) -> Scope {
        match self.focus() {
            Focus::Pane(Pane::Tree) => Scope::Tree,
            Focus::Pane(Pane::Editor) => Scope::Editor,
            Focus::Pane(Pane::Terminal) if self.panes.terminal.is_still() => Scope::Scrollback,
            Focus::Pane(Pane::Terminal) => Scope::Terminal,
            Focus::Pane(Pane::Chat) => Scope::Chat,
            Focus::Pane(Pane::Approvals) => Scope::Approvals,
            Focus::Runs => Scope::Runs,
            Focus::Overlay => self.overlays.last().map_or(Scope::Overlay, overlay::scope),
        }
    }

    /// What parts of the screen may know at `now`.
    pub fn ctx(&self, now: Duration) -> Ctx<'_> {
        Ctx {
            now,
            workspace: &self.workspace,
            focus: self.focus(),
        }
    }
}
