//! Commands: what may run without a question.
//!
//! * `judge` takes a whole command, `simple` one program of it, `opinion` is what they say.
//! * `options` and `operands` hold the words against the tables of `programs`.
//! * `wrapper` finds what a program runs that runs another; `variable`, `redirect`, `place`, `find`,
//!   `fed`, `sed` and `words` know the rest.

mod fed;
mod find;
mod judge;
mod operands;
mod opinion;
mod options;
mod place;
mod redirect;
mod sed;
mod simple;
mod variable;
mod words;
mod wrapper;

pub use judge::judge_command;
pub(super) use wrapper::inner_commands;
