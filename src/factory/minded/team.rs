//! Who of the team asks a model.

use super::db_schema::MindedDbSchema;
use super::planner::MindedPlanner;
use super::reviewer::MindedReviewer;
use crate::domain::plan::AgentName;
use crate::factory::agent::Agent;

/// The member called `name` that asks a model, over the one that decides by rules; the same one
/// where there is nothing to ask.
pub fn member(name: AgentName, by_rules: Box<dyn Agent>) -> Box<dyn Agent> {
    match name {
        AgentName::Planner => Box::new(MindedPlanner(by_rules)),
        AgentName::DbSchema => Box::new(MindedDbSchema(by_rules)),
        AgentName::CodeReviewer => Box::new(MindedReviewer(by_rules)),
        // What a coder has to decide are the holes, each by itself.
        AgentName::Coder | AgentName::Auth | AgentName::Tester | AgentName::Deployer => by_rules,
    }
}

/// True for the members that ask a model.
pub fn asks(name: AgentName) -> bool {
    match name {
        AgentName::Planner | AgentName::DbSchema | AgentName::CodeReviewer => true,
        AgentName::Coder | AgentName::Auth | AgentName::Tester | AgentName::Deployer => false,
    }
}
