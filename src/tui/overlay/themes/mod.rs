//! Chooses a theme and shows it at once.

mod state;
mod update;
mod view;

pub use state::{Row, State};
pub use update::{Effect, Found, found, update};
pub use view::view;
