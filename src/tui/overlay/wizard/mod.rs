//! Takes an idea to an open, tested project.

mod state;
mod update;
mod view;

pub use state::State;
pub use update::{Effect, Found, found, update};
pub use view::{keys, view};
