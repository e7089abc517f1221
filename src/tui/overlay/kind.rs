//! Which things can lie above the screen.

use super::{files, help, palette, search, themes, wizard};

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
    /// Make a project, from this idea if there is one already.
    Wizard(Option<String>),
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
    /// Make a project.
    Wizard(Box<wizard::State>),
}
