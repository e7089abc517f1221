//! Reads how the screen looks and what keys do, then shows it.

use std::path::PathBuf;

use super::TuiError;
use super::screen::MouseUse;
use super::start::{Ended, Start, run};
use crate::config::{Config, KeymapTable, Mouse};
use crate::tui::keymap::Keymap;
use crate::tui::root::{Appearance, Notice, Place};
use crate::tui::theme::{Shelf, Theme};

/// Shows the screen on `workspace` until the person leaves.
///
/// # Errors
/// No terminal, one that cannot be used, or a system that gives no thread.
pub fn open(workspace: PathBuf, file: Option<Place>, config: Config) -> Result<Ended, TuiError> {
    let mut keymap = Keymap::ours().map_err(|error| TuiError::Start(error.to_string()))?;
    let mut problems = match KeymapTable::of_user() {
        Ok(own) => keymap.take(&own),
        Err(problem) => vec![problem],
    };
    let screen = &config.screen;
    let (theme, problem) = Theme::first(screen, &Shelf::of_user(), |name| std::env::var(name).ok());
    problems.extend(problem);
    let notices = problems
        .iter()
        .map(|problem| Notice::warn(problem.to_string()));
    let appearance = Appearance {
        theme,
        icons: screen.icons.value,
    };
    let mouse = match screen.mouse.value {
        Mouse::All => MouseUse::All,
        Mouse::Scroll => MouseUse::Scroll,
        Mouse::Off => MouseUse::Off,
    };
    run(Start {
        workspace,
        file,
        config,
        appearance,
        keymap,
        mouse,
        notices: notices.collect(),
    })
}
