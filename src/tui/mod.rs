//! The terminal IDE.

pub mod theme;
