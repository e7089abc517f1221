//! The settings that say what an agent may do by itself.

use std::path::PathBuf;

use super::error::ConfigError;
use super::key::Key;
use super::origin::Setting;
use super::value::Candidate;

/// What is trusted, and what an agent may do by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentSettings {
    /// The workspaces whose own configuration is read.
    pub trusted_workspaces: Setting<Vec<PathBuf>>,
    /// How its commands are confined.
    pub sandbox: Setting<SandboxMode>,
    /// Who answers what the policy asks.
    pub approve: Setting<ApproveMode>,
    /// Whether its commands reach the network.
    pub network: Setting<NetworkMode>,
}

/// How commands of an agent are confined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SandboxMode {
    /// They may write in the workspace only.
    #[default]
    Workspace,
    /// They may write nothing that stays.
    ReadOnly,
    /// They are not confined; then every command asks.
    Off,
}

/// Who answers what the policy asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ApproveMode {
    /// A person.
    #[default]
    Ask,
    /// All is allowed but for what the destruction guard holds.
    Auto,
}

/// Whether commands of an agent reach the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NetworkMode {
    /// They do not.
    #[default]
    Off,
    /// They do.
    On,
}

impl SandboxMode {
    /// The name used in files, flags and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::ReadOnly => "read-only",
            Self::Off => "off",
        }
    }
}

impl ApproveMode {
    /// The name used in files, flags and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Auto => "auto",
        }
    }
}

impl NetworkMode {
    /// The name used in files, flags and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
        }
    }
}

impl Candidate {
    /// How commands of an agent are confined; what YAML calls false is understood.
    pub(super) fn sandbox(&self) -> Result<SandboxMode, ConfigError> {
        let words = [
            (SandboxMode::Workspace.name(), SandboxMode::Workspace),
            (SandboxMode::ReadOnly.name(), SandboxMode::ReadOnly),
            (SandboxMode::Off.name(), SandboxMode::Off),
            ("false", SandboxMode::Off),
        ];
        self.word(Key::Sandbox, &words, 3)
    }

    /// Who answers what the policy asks.
    pub(super) fn approve(&self) -> Result<ApproveMode, ConfigError> {
        let all = [ApproveMode::Ask, ApproveMode::Auto];
        self.word(Key::Approve, &all.map(|one| (one.name(), one)), 2)
    }

    /// Whether commands of an agent reach the network; what YAML calls true and false is understood.
    pub(super) fn network(&self) -> Result<NetworkMode, ConfigError> {
        let words = [
            (NetworkMode::Off.name(), NetworkMode::Off),
            (NetworkMode::On.name(), NetworkMode::On),
            ("true", NetworkMode::On),
            ("false", NetworkMode::Off),
        ];
        self.word(Key::Network, &words, 2)
    }
}
