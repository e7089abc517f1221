//! The policy held against lists of commands and paths, and against properties.

mod commands;
mod fake;
