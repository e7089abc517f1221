//! The work of the editor: files, what git has of them, searching, comparing, colouring.
//!
//! * `desk` hands work to threads of its own, so that it keeps its order and outdated work is left.
//! * `file` reads and writes files, `unsaved` keeps what is not written yet.
//! * `think` searches, compares and merges; `brush` colours.

mod brush;
mod desk;
mod disk;
mod file;
mod lane;
mod think;
mod unsaved;

pub use desk::Desk;
