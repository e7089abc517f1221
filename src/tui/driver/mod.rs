//! Everything outside the screen's state: input, signals, the loop, frames, and the work of effects.
//!
//! * `start` prepares and runs, `event_loop` waits for messages and draws, `perform` hands effects out.
//! * `screen` takes and gives back the terminal, `painter` writes frames, `input` and `signals` listen.
//! * `engine` is the application behind the screen, on a thread of its own.
//! * One module for each part of the screen does that part's work.

mod approvals;
mod chat;
mod choose;
mod editor;
mod engine;
mod error;
mod event_loop;
mod external_editor;
mod files;
mod generation;
mod ground;
mod hands;
mod history_file;
mod input;
mod layout_file;
mod names;
mod opening;
mod pace;
mod painter;
mod perform;
mod runs;
mod screen;
mod search;
mod signals;
mod start;
mod status;
mod terminal;
mod themes;
mod timers;
mod tree;
mod usage;
mod watch;
mod wizard;

pub use engine::Engine;
pub use error::TuiError;
pub use hands::Hands;
pub use opening::open;
pub use screen::MouseUse;
pub use start::Ended;
