//! Every run, and one of them in detail.

mod state;
mod update;
mod view;

pub use state::State;
pub use update::{Effect, Msg, update};
pub use view::{KEYS, view};
