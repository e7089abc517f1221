//! The work of the chat: lines by the rules, turns of a model, pages of a talk, colours of code.

mod colours;
mod past;
mod perform;
mod steer;
mod talk;
mod work;

pub use perform::{cancel, perform};
pub use work::ChatWork;
