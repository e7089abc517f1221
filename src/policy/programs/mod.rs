//! What programs may be given without a question, as tables.
//!
//! * `form` says how a table is to be read; `option` finds an option in one.
//! * `files`, `search`, `texts`, `system`, `git`, `rust`, `python`, `node` and `builds` are the
//!   tables.

mod builds;
mod files;
mod form;
mod git;
mod node;
mod option;
mod python;
mod rust;
mod search;
mod system;
mod texts;

pub(super) use form::{Effect, Form, Operands, Program, find};
pub(super) use option::{Known, Value, lookup};
