//! The five places beside each other, each with its state, what changes it, and how it is drawn.

pub mod approvals;
pub mod chat;
pub mod editor;
mod state;
pub mod terminal;
pub mod tree;

pub use state::Panes;
