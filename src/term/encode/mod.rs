//! Turns input into the bytes that a program expects in its present modes.

mod key;
mod kitty;
mod mouse;
#[cfg(test)]
mod tests;
mod text;

pub use key::key;
pub use mouse::mouse;
pub use text::{focus, paste};
