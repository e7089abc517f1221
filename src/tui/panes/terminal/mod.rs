//! The terminal with its tabs: which programs there are, what they are sent, how they are shown.
//!
//! Programs get every key and, where they ask for it, the mouse; the pane itself acts by the chords
//! of the keymap. Looking back turns the keys to the scrollback until the person leaves it.

mod act;
mod cells;
mod colors;
mod keys;
mod look_back;
mod mouse;
mod state;
mod tab;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::State;
pub use tab::{Tab, TabId};
pub use update::{Deed, Effect, Msg, update};
pub use view::{caret, caret_style, keys, view};
