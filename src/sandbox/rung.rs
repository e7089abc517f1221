//! The rungs of the ladder, and the words of a profile.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How a command is confined; the first is the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// Own namespaces through bubblewrap, and a system call filter.
    Bubblewrap,
    /// Landlock on the real file system, and a system call filter.
    Landlock,
    /// Not confined.
    None,
}

impl Rung {
    /// Every rung, the strongest first.
    pub const ALL: [Self; 3] = [Self::Bubblewrap, Self::Landlock, Self::None];

    /// Whether a command on this rung is held back at all.
    pub fn confines(self) -> bool {
        match self {
            Self::Bubblewrap | Self::Landlock => true,
            Self::None => false,
        }
    }
}

impl fmt::Display for Rung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bubblewrap => "bubblewrap",
            Self::Landlock => "landlock",
            Self::None => "none",
        })
    }
}

/// What a command may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// The workspace, without its protected paths.
    WorkspaceWrite,
    /// Nothing that stays.
    ReadOnly,
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WorkspaceWrite => "workspace-write",
            Self::ReadOnly => "read-only",
        })
    }
}

/// Whether a command reaches the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// No network but, under bubblewrap, a loopback of its own.
    Off,
    /// The network as we have it.
    On,
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "off",
            Self::On => "on",
        })
    }
}
