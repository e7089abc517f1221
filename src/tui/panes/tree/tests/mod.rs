//! The tree from its rows to its cells.

mod act;
mod pane;
mod rows;
mod screen;
