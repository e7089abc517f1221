//! The file tree.

mod state;
mod update;
mod view;

pub use state::State;
pub use update::{Effect, Msg, update};
pub use view::{KEYS, caret, view};
