//! The five panes.

use serde::{Deserialize, Serialize};

/// A place on the screen of the IDE.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pane {
    /// The file tree.
    Tree,
    /// The editor with its tabs.
    Editor,
    /// The terminal with its tabs.
    Terminal,
    /// The chat with the agent.
    Chat,
    /// What waits for the person's answer.
    Approvals,
}

impl Pane {
    /// Every pane, in the order in which the keyboard goes through them.
    pub const ALL: [Self; 5] = [
        Self::Tree,
        Self::Editor,
        Self::Terminal,
        Self::Chat,
        Self::Approvals,
    ];

    /// The name on its border.
    pub fn title(self) -> &'static str {
        match self {
            Self::Tree => "Files",
            Self::Editor => "Editor",
            Self::Terminal => "Terminal",
            Self::Chat => "Chat",
            Self::Approvals => "Approvals",
        }
    }

    /// Its place in [`Self::ALL`].
    pub fn index(self) -> usize {
        match self {
            Self::Tree => 0,
            Self::Editor => 1,
            Self::Terminal => 2,
            Self::Chat => 3,
            Self::Approvals => 4,
        }
    }
}
