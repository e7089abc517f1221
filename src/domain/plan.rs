//! The team lead's plan: which agents work on an idea, and in which order.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::app_model::ProjectType;

/// How much of the team works on an idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Planner and coder.
    Simple,
    /// Planner, database, authentication, coder.
    #[default]
    Full,
    /// All agents, with reviewer, tester and deployer.
    Production,
}

/// An agent of the classic pipeline.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AgentName {
    /// Turns the idea into entities, relations and capabilities.
    Planner,
    /// Decides keys, constraints, indexes and the first migration.
    DbSchema,
    /// Decides who may do what.
    Auth,
    /// Writes the application.
    Coder,
    /// Scores what was written.
    CodeReviewer,
    /// Writes the tests that hold the application to its promises.
    Tester,
    /// Writes images, compose files and the pipeline.
    Deployer,
}

/// How complex the idea is, by the number of distinct capabilities that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Complexity {
    /// None to two.
    Simple,
    /// Three to five.
    Medium,
    /// Six or more.
    Complex,
}

/// How deep the agents go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// The `simple` mode.
    Minimal,
    /// The `full` mode.
    Standard,
    /// The `production` mode.
    Full,
}

/// What the plan sets for all agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanConfig {
    /// True when the person asked for no tests.
    pub skip_tests: bool,
    /// True when findings of the reviewer hold the run back.
    pub strict_mode: bool,
    /// How deep the agents go.
    pub depth: Depth,
}

/// The team lead's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What kind of application it is.
    pub project_type: ProjectType,
    /// How complex it is.
    pub complexity: Complexity,
    /// The agents that work on it.
    pub agents: Vec<AgentName>,
    /// The agents in an order in which each comes after those it depends on.
    pub execution_order: Vec<AgentName>,
    /// What holds for all of them.
    pub config: PlanConfig,
}

impl AgentName {
    /// Every agent, in the order of the pipeline.
    pub const ALL: [Self; 7] = [
        Self::Planner,
        Self::DbSchema,
        Self::Auth,
        Self::Coder,
        Self::CodeReviewer,
        Self::Tester,
        Self::Deployer,
    ];

    /// The name used in plans, events and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planner => "planner",
            Self::DbSchema => "db_schema",
            Self::Auth => "auth",
            Self::Coder => "coder",
            Self::CodeReviewer => "code_reviewer",
            Self::Tester => "tester",
            Self::Deployer => "deployer",
        }
    }

    /// The agents whose documents this one reads, where they are part of the plan.
    pub fn depends_on(self) -> &'static [Self] {
        match self {
            Self::Planner => &[],
            Self::DbSchema | Self::Auth => &[Self::Planner],
            Self::Coder => &[Self::Planner, Self::Auth, Self::DbSchema],
            Self::CodeReviewer => &[Self::Coder],
            Self::Tester => &[Self::Coder, Self::Auth],
            Self::Deployer => &[Self::Tester],
        }
    }

    /// True when the run can go on (to `partial_success`) although this agent failed.
    pub fn is_optional(self) -> bool {
        matches!(self, Self::Tester | Self::Deployer)
    }
}

impl fmt::Display for AgentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Mode {
    /// The name used on the command line and in stored runs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Full => "full",
            Self::Production => "production",
        }
    }

    /// The depth that goes with the mode.
    pub fn depth(self) -> Depth {
        match self {
            Self::Simple => Depth::Minimal,
            Self::Full => Depth::Standard,
            Self::Production => Depth::Full,
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
