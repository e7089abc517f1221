//! What a key does: context → chord → named action, as data that palette, help and footer read too.

mod action;
mod chord;
mod own;
mod table;
mod trie;

pub use action::Action;
pub use chord::{Chord, ChordError};
pub use table::{Keymap, KeymapError, Scope};
pub use trie::Found;

#[cfg(test)]
mod tests;
