//! Themes as the screen draws them: every token is a style, ready to be looked up.
//!
//! What a theme is, how it is read and what it falls back to stands in [`crate::config::theme`].

mod sheet;

#[cfg(test)]
mod tests;

pub use crate::config::Icons;
pub use crate::config::theme::{Depth, Kind, Shelf, Token, usual};
pub use sheet::Theme;
