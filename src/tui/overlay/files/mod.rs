//! Finds a file by parts of its name.

mod state;
mod update;
mod view;

pub use state::State;
pub use update::{Effect, Found, PAGE, found, update};
pub use view::{KEYS, view};

#[cfg(test)]
mod tests;
