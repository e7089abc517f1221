//! Finding files by their names and lines by their text, streamed and cancelled at any time.
//!
//! * `walk` decides which files of a workspace count.
//! * `finder` matches their paths against what is typed (nucleo).
//! * `names` finds entries by their names alone.
//! * `query` is what is searched in files; `search` streams the lines; `line` cuts them to size.

mod finder;
mod line;
mod names;
mod query;
mod search;
mod walk;

pub use finder::{Counts, Finder, Row, WALK_LIMIT};
pub use line::{Hit, LONGEST_LINE};
pub use names::{Named, by_name};
pub use query::{Case, Query, Syntax, Words};
pub use search::{Found, HIT_LIMIT, Search, SearchError};
pub use walk::walk;

#[cfg(test)]
mod tests;
