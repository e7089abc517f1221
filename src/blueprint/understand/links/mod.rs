//! Relations in words: "blog with comments", "orders from suppliers", "students enrol in courses".
//!
//! `reader` walks over the chunks and finds which things stand left and right of which words;
//! `relation` says what those words mean; `join` writes that into the draft.

mod join;
mod reader;
mod relation;

pub(super) use reader::read;
