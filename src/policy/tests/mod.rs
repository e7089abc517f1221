//! The policy held against lists of commands and paths, and against properties.

mod commands;
pub(super) mod fake;
mod laws;
mod paths;
