//! The destruction guard: what cannot be brought back waits for a person in every mode.
//!
//! It errs on the side of waiting. `argv` looks at the words of one program, `files`, `git`,
//! `services` and `data` know the programs; `loose` looks for the same in text that could not be
//! understood and that `cut` takes apart, and `pipe` for code that comes from a pipe.

mod argv;
mod cut;
mod data;
mod files;
mod git;
mod loose;
mod pipe;
mod services;

#[cfg(test)]
mod tests;

pub(super) use argv::{Look, Loss, destroys, program_name};
pub(super) use data::{is_client as takes_statements, loses_rows};
pub(super) use loose::{Tongue, is_device, scan_text, scan_words};
pub(super) use pipe::{interprets, is_shell, reads_code};
