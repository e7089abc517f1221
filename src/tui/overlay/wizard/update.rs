//! What a message changes.

use super::State;
use crate::tui::keymap::Action;
use crate::tui::overlay::Hand;
use crate::tui::root::{Ctx, Effect as RootEffect, Request};

/// What the driver found.
#[derive(Debug)]
pub enum Found {
    /// Something was stored.
    Event(Box<crate::domain::event::Event>),
    /// A run began; these are its events so far.
    Begun {
        /// The run.
        run: crate::domain::ids::RunId,
        /// Its events so far.
        events: Vec<crate::domain::event::Event>,
    },
    /// A command of a run printed a line.
    Printed {
        /// The run.
        run: crate::domain::ids::RunId,
        /// The line.
        line: String,
    },
}

/// Work for the driver.
#[derive(Debug)]
pub enum Effect {}

/// Applies what was typed or pressed.
pub fn update(_state: &mut State, hand: Hand, _ctx: &Ctx) -> Vec<RootEffect> {
    match hand {
        Hand::Act(Action::Cancel) => vec![RootEffect::send(Request::CloseOverlay)],
        Hand::Act(_) | Hand::Key(_) | Hand::Paste(_) | Hand::Mouse(_) => Vec::new(),
    }
}

/// Applies what the driver found.
pub fn found(_state: &mut State, found: Found, _ctx: &Ctx) -> Vec<RootEffect> {
    match found {
        Found::Event(_) | Found::Begun { .. } | Found::Printed { .. } => Vec::new(),
    }
}
