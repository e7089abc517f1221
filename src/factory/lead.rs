//! The team lead: decides which agents work on an idea, and in which order.

use crate::blueprint::Tests;
use crate::domain::app_model::ProjectType;
use crate::domain::plan::{AgentName, Complexity, Mode, Plan, PlanConfig};

/// Makes the plan for an idea of this type and complexity.
pub fn plan(project_type: ProjectType, complexity: Complexity, mode: Mode, tests: Tests) -> Plan {
    let agents: Vec<AgentName> = AgentName::ALL
        .into_iter()
        .filter(|agent| takes_part(*agent, mode))
        .filter(|agent| *agent != AgentName::Tester || tests == Tests::Write)
        .collect();
    Plan {
        project_type,
        complexity,
        execution_order: execution_order(&agents),
        agents,
        config: PlanConfig {
            skip_tests: tests == Tests::Skip,
            strict_mode: mode == Mode::Production,
            depth: mode.depth(),
        },
    }
}

fn takes_part(agent: AgentName, mode: Mode) -> bool {
    match agent {
        AgentName::Planner | AgentName::Coder => true,
        AgentName::DbSchema | AgentName::Auth => mode != Mode::Simple,
        AgentName::CodeReviewer | AgentName::Tester | AgentName::Deployer => {
            mode == Mode::Production
        }
    }
}

/// An order in which each agent comes after those of `agents` that it depends on.
///
/// Depth first over the dependencies, so an agent whose dependency does not take part comes after
/// whatever that one depends on: the deployer follows the coder when there is no tester.
fn execution_order(agents: &[AgentName]) -> Vec<AgentName> {
    let mut order = Vec::new();
    for agent in agents {
        visit(*agent, agents, &mut order);
    }
    order
}

fn visit(agent: AgentName, agents: &[AgentName], order: &mut Vec<AgentName>) {
    if order.contains(&agent) {
        return;
    }
    for dependency in agent.depends_on() {
        visit(*dependency, agents, order);
    }
    if agents.contains(&agent) && !order.contains(&agent) {
        order.push(agent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(mode: Mode, tests: Tests) -> String {
        let plan = plan(ProjectType::Crud, Complexity::Simple, mode, tests);
        let names: Vec<_> = plan.execution_order.iter().map(|a| a.name()).collect();
        names.join(" ")
    }

    #[test]
    fn each_mode_has_its_agents_in_order() {
        assert_eq!(names(Mode::Simple, Tests::Write), "planner coder");
        assert_eq!(
            names(Mode::Full, Tests::Write),
            "planner db_schema auth coder"
        );
        assert_eq!(
            names(Mode::Production, Tests::Write),
            "planner db_schema auth coder code_reviewer tester deployer"
        );
        assert_eq!(
            names(Mode::Production, Tests::Skip),
            "planner db_schema auth coder code_reviewer deployer"
        );
    }

    #[test]
    fn nobody_comes_before_those_they_depend_on() {
        for mode in [Mode::Simple, Mode::Full, Mode::Production] {
            for tests in [Tests::Write, Tests::Skip] {
                let plan = plan(ProjectType::Api, Complexity::Complex, mode, tests);
                let place = |agent| {
                    plan.execution_order
                        .iter()
                        .position(|other| *other == agent)
                };
                assert_eq!(plan.agents.len(), plan.execution_order.len());
                for agent in &plan.agents {
                    for dependency in agent.depends_on() {
                        if let Some(before) = place(*dependency) {
                            assert!(Some(before) < place(*agent), "{dependency} {agent}");
                        }
                    }
                }
            }
        }
    }
}
