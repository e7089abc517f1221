//! Who is who in the classic team.

use super::{Auth, CodeReviewer, Coder, DbSchema, Deployer, Planner, Tester};
use crate::domain::plan::AgentName;
use crate::factory::agent::Agent;

/// The member of the classic team called `name`.
pub fn member(name: AgentName) -> Box<dyn Agent> {
    match name {
        AgentName::Planner => Box::new(Planner),
        AgentName::DbSchema => Box::new(DbSchema),
        AgentName::Auth => Box::new(Auth),
        AgentName::Coder => Box::new(Coder),
        AgentName::CodeReviewer => Box::new(CodeReviewer),
        AgentName::Tester => Box::new(Tester),
        AgentName::Deployer => Box::new(Deployer),
    }
}
