//! Reads how the screen looks and what keys do, then shows it.

use std::path::PathBuf;

use super::TuiError;
use super::screen::MouseUse;
use super::start::{Ended, Start, run};
use crate::config::Config;
use crate::tui::keymap::Keymap;
use crate::tui::root::{Appearance, Place};
use crate::tui::theme::{Icons, Theme};

/// Shows the screen on `workspace` until the person leaves.
///
/// # Errors
/// No terminal, one that cannot be used, or a system that gives no thread.
pub fn open(workspace: PathBuf, file: Option<Place>, config: Config) -> Result<Ended, TuiError> {
    let keymap = Keymap::ours().map_err(|error| TuiError::Start(error.to_string()))?;
    let appearance = Appearance {
        theme: Theme::default(),
        icons: Icons::default(),
    };
    run(Start {
        workspace,
        file,
        config,
        appearance,
        keymap,
        mouse: MouseUse::default(),
        notices: Vec::new(),
    })
}
