//! What a person chooses about a project besides its model.

use serde::{Deserialize, Serialize};

use crate::domain::plan::{AgentName, Mode};

/// Whether the project gets its tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tests {
    /// `tests/` is written, and the Makefile and the pipeline run it.
    #[default]
    Write,
    /// No tests, and no step that would run them.
    Skip,
}

/// Whether the project gets container images and compose files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Containers {
    /// Dockerfiles and compose files are written.
    #[default]
    Write,
    /// None of them; `DEPLOY.md` speaks of a plain host.
    Skip,
}

/// How a model is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RenderOptions {
    /// How much of the team works, which decides how much is written.
    pub mode: Mode,
    /// Whether tests are written.
    pub tests: Tests,
    /// Whether container files are written.
    pub containers: Containers,
}

impl RenderOptions {
    /// The options of `mode` with tests and containers.
    pub fn new(mode: Mode) -> Self {
        Self {
            mode,
            tests: Tests::Write,
            containers: Containers::Write,
        }
    }

    /// The agent that answers for a file which `wanted` would write if it were on the team.
    pub(super) fn agent(self, wanted: AgentName) -> AgentName {
        let present = match wanted {
            AgentName::Planner | AgentName::Coder => true,
            AgentName::DbSchema | AgentName::Auth => self.mode != Mode::Simple,
            AgentName::CodeReviewer | AgentName::Tester | AgentName::Deployer => {
                self.mode == Mode::Production
            }
        };
        if present { wanted } else { AgentName::Coder }
    }
}
