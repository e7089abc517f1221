//! Searches in all files of the workspace.

mod lines;
mod state;
mod update;
mod view;

pub use state::State;
pub use update::{Effect, Found, found, update};
pub use view::{KEYS, view};

#[cfg(test)]
mod tests;
