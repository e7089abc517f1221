//! The themes there are, and which one is looked at.

use ratatui::layout::Rect;

use super::Effect;
use crate::tui::draw::Scroll;
use crate::tui::overlay;
use crate::tui::root::Effect as RootEffect;

/// A theme in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Dark or light, whose it is, or what is wrong with it.
    pub about: String,
    /// False when its file cannot be used.
    pub usable: bool,
}

/// The themes there are, and which one is looked at.
#[derive(Debug, Default)]
pub struct State {
    /// Where it may be drawn.
    pub area: Rect,
    /// The themes; empty until they are read.
    pub rows: Vec<Row>,
    /// The one looked at.
    pub scroll: Scroll,
    /// The name of the theme to go back to.
    pub before: String,
    /// True once one was taken.
    pub taken: bool,
}

impl State {
    /// Opens it and asks for the themes.
    pub fn open() -> (Self, Vec<RootEffect>) {
        let list = overlay::Effect::Themes(Effect::List);
        (Self::default(), vec![RootEffect::Overlay(list)])
    }

    /// It was closed: unless one was taken, all is as before.
    pub fn close(self) -> Vec<RootEffect> {
        if self.taken || self.before.is_empty() {
            return Vec::new();
        }
        vec![RootEffect::PreviewTheme(self.before)]
    }

    /// The rows in sight.
    pub fn height(&self) -> usize {
        usize::from(self.area.height.saturating_sub(4).min(14))
    }
}
