//! Takes an idea to an open, tested project: idea, model, target, run.
//!
//! `state` holds the steps; `sheet` is the model while it is edited, `tree` its rows; `target` says
//! how and where, `watch` follows the run. `message` is what the driver is asked and answers;
//! `update` routes, and each step has its own `view`.

mod acts;
mod message;
mod on_idea;
mod on_model;
mod on_target;
mod on_watch;
mod sheet;
mod state;
mod target;
mod tree;
mod update;
mod view;
mod view_model;
mod view_target;
mod view_watch;
mod watch;

pub use message::{Effect, Found, Reading};
pub use state::State;
pub use update::{found, update};
pub use view::{keys, view};

#[cfg(test)]
mod tests;
