//! What panes may know when they decide, and when they draw.

use std::path::Path;
use std::time::Duration;

use super::Focus;
use crate::tui::theme::{Icons, Theme};

/// What `update` may know beside the state; everything in it was passed in, so it can be replayed.
#[derive(Debug, Clone, Copy)]
pub struct Ctx<'a> {
    /// Time since the start of the IDE; no wall clock.
    pub now: Duration,
    /// The folder that is worked on, absolute.
    pub workspace: &'a Path,
    /// Who has the keyboard.
    pub focus: Focus,
}

/// What a pane needs to draw itself.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// Which symbols may be used.
    pub icons: Icons,
    /// True for the pane that has the keyboard.
    pub focused: bool,
    /// Time since the start of the IDE.
    pub now: Duration,
}
