//! The states of all panes.

use super::{approvals, chat, editor, terminal, tree};

/// The states of all panes.
#[derive(Debug, Default)]
pub struct Panes {
    /// The file tree.
    pub tree: tree::State,
    /// The editor.
    pub editor: editor::State,
    /// The terminal.
    pub terminal: terminal::State,
    /// The chat.
    pub chat: chat::State,
    /// The approvals.
    pub approvals: approvals::State,
}
