//! Breaks lines of Python that are too long, the way the project's own formatter would.
//!
//! Templates are written with short names in mind; a model may have long ones. A line past the
//! limit is broken at its last bracket (a definition at its first): the content moves to a line
//! of its own, or to one line for each element where that is too long as well.

mod scan;
mod split;
#[cfg(test)]
mod tests;

pub(super) use split::wrap_python;
