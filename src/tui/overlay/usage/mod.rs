//! What was spent: today of its cap, by model, agent and run, and which endpoints are left alone.

mod rows;
mod state;
mod view;

pub use state::{Book, Effect, Found, State, found, update};
pub use view::{KEYS, view};
