//! A program in a pseudo-terminal: started, read, written, waited for and closed.
//!
//! Three threads serve a session: one reads output into the screen, one writes input, one waits for
//! the end. All of them block in the kernel while nothing happens, so an idle terminal wakes nobody.

mod group;
mod live;
mod outbox;
mod seam;
mod shared;
mod spec;
mod threads;

pub use live::{Focus, Session};
pub use shared::Look;
pub use spec::{Exit, Program, Spec};
