//! How the screen looks.

mod faces;

pub use crate::config::theme::Token;
pub use faces::{Icons, Theme};
