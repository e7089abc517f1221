//! Looks at files without changing any: each answer is cut to what a model can use, and says so.
//!
//! * `read` shows lines, `lines` streams those of files too large to hold, `kind` names other data.
//! * `list` draws a tree, `glob` finds paths, `search` finds lines, `found` writes them down.
//! * `ground` says where in the workspace a look begins.

mod found;
mod glob;
mod ground;
mod kind;
mod lines;
mod list;
mod read;
mod search;

pub(super) use glob::{glob, globs};
pub(super) use list::list;
pub(super) use read::{MOST_LINES, read};
pub(super) use search::{matcher, search};
