//! Changing files for a person: create, rename, move, copy, delete, and the way back.
//!
//! * `jail` turns what somebody typed into a path that cannot leave the workspace.
//! * `change` does one thing to the disk, never over something that is there.
//! * `copy` copies folders with all that lies in them.
//! * `trash` keeps what was deleted, the desktop's or our own.
//! * `undo` takes a change back.

mod change;
mod copy;
mod error;
mod jail;
mod trash;
mod undo;

pub use change::{Done, copy_into, create_file, create_folder, delete, move_to};
pub use error::FileError;
pub use jail::{Jail, JailedPath, check_name};
pub use trash::{Trash, Trashed};
pub use undo::Undo;

#[cfg(test)]
mod tests;
