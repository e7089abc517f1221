//! The tree from its rows to its cells.

mod rows;
