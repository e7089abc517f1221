//! Which things can lie above the screen.

use super::{choose, files, help, notices, palette, search, themes, usage, wizard};
use crate::tui::root::Told;

/// What can be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Find a command.
    Palette,
    /// Show the keys.
    Help,
    /// Find a file by name.
    Files,
    /// Search in all files.
    Search,
    /// Choose a theme.
    Themes,
    /// Read these, the latest first.
    Notices(Vec<Told>),
    /// Make a project, from this idea if there is one already.
    Wizard(Option<String>),
    /// Choose one of many.
    Choose(choose::What),
    /// Show what was spent.
    Usage,
}

/// What lies above, with its state.
#[derive(Debug)]
pub enum Overlay {
    /// Find a command.
    Palette(palette::State),
    /// Show the keys.
    Help(help::State),
    /// Find a file by name.
    Files(files::State),
    /// Search in all files.
    Search(search::State),
    /// Choose a theme.
    Themes(themes::State),
    /// Read what was told.
    Notices(notices::State),
    /// Make a project.
    Wizard(Box<wizard::State>),
    /// Choose one of many.
    Choose(Box<choose::State>),
    /// Show what was spent.
    Usage(Box<usage::State>),
}
