//! Chooses one of many by name: a model, or an earlier talk.

mod state;
mod update;
mod view;

pub use state::{Entry, State, What};
pub use update::{Effect, Found, found, update};
pub use view::{KEYS, view};
