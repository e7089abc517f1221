//! Markdown that may still be written while it is shown: read line by line, laid out block by block.
//!
//! * `rest` and `starts` know what a line begins with; `reader` makes blocks of lines, whatever the
//!   pieces are in which the text comes.
//! * `block` and `code` are what is read; `inline`, `table` and `wrap` lay a block out, `layout` puts
//!   marks before its rows.
//! * `page` is the whole text at a width, of which only the end is ever laid out anew.

mod block;
mod code;
mod ink;
mod inline;
mod layout;
mod page;
mod reader;
mod rest;
mod starts;
mod table;
mod wrap;

pub use ink::{Ground, Ink, InkKind, Line, Marks, Stretch};
pub use page::{Markdown, Uncoloured};

#[cfg(test)]
mod tests;
