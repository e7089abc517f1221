//! The terminal IDE: files, editor, terminal, chat and approvals on one screen.
//!
//! * `root` holds the whole state, decides what a message changes, and draws it.
//! * `panes` are the five places beside each other; `views` fill the screen; `overlay`s lie above it.
//! * `layout` says where everything is, `keymap` what a key does, `theme` how it looks, `draw` how
//!   text reaches the screen.
//! * `progress` is what is known of one run, as rows.
//! * `driver` reads input, performs effects and writes frames; only it touches anything outside.

pub mod draw;
pub mod driver;
#[cfg(test)]
mod gallery;
pub mod keymap;
pub mod layout;
pub mod overlay;
pub mod panes;
pub mod progress;
pub mod root;
pub mod theme;
pub mod views;

pub use driver::{Ended, TuiError, open};
pub use root::Place;
