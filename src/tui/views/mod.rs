//! What fills the screen in place of the panes.

pub mod runs;
