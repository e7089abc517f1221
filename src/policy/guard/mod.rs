//! The destruction guard: what cannot be brought back waits for a person in every mode.
//!
//! It errs on the side of waiting. `argv` looks at the words of one program; these know programs:
//!
//! * `files` and `machine` those that remove, `onto` those that write over what an operand names,
//!   `written` and `emptied` what an option names; `edits` and `sed` those that change a file in its place.
//! * `git` and `vcs`, `data` and `migrations`, `services` and `outward` say it in their names.
//! * `code` and `pipe` know those that run code; `trusted` those that write what others trust.
//!
//! `loose` looks for the same in text that could not be understood and that `cut` takes apart,
//! `subscript` for what the shell itself runs, `wander` for where a text goes before it writes.

mod argv;
mod code;
mod cut;
mod data;
mod edits;
mod emptied;
mod files;
mod git;
mod loose;
mod machine;
mod migrations;
mod onto;
mod outward;
mod pipe;
mod sed;
mod services;
mod subscript;
mod trusted;
mod vcs;
mod wander;
mod written;

#[cfg(test)]
mod tests;

pub(super) use argv::{Look, Loss, destroys, program_name};
pub(super) use data::{is_client as takes_statements, loses_rows, reads_statements};
pub(super) use loose::{Tongue, is_device, scan_text, scan_words};
pub(super) use pipe::{interprets, is_shell, reads_code};
pub(super) use sed::closing;
pub(super) use subscript::{evaluated, hides};
pub(super) use wander::elsewhere;
