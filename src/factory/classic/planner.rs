//! The planner turns what was understood of the idea into the typed model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::app_model::AppModel;
use crate::domain::plan::AgentName;
use crate::factory::agent::{Agent, AgentError, Board, Output, read, require, write};

/// Decides entities, relations, capabilities and rules.
#[derive(Debug)]
pub struct Planner;

/// The planner's document.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Requirements {
    /// What was decided: the whole typed model.
    pub model: AppModel,
    /// Words of the idea and what they became.
    pub understood: Vec<String>,
    /// What was added although the idea does not name it.
    pub assumed: Vec<String>,
    /// Words of the idea that became nothing.
    pub not_understood: Vec<String>,
}

impl Agent for Planner {
    fn name(&self) -> AgentName {
        AgentName::Planner
    }

    fn work(&self, board: &Board, _advice: Option<&str>) -> Result<Output, AgentError> {
        let read = &board.understanding;
        let lines = |findings: &[crate::blueprint::Finding]| {
            findings
                .iter()
                .map(|finding| format!("{}: {}", finding.words, finding.meaning))
                .collect()
        };
        let document = write(&Requirements {
            model: read.model.clone(),
            understood: lines(&read.understood),
            assumed: lines(&read.assumed),
            not_understood: lines(&read.not_understood),
        })?;
        Ok(Output {
            document,
            files: Vec::new(),
        })
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        let document: Requirements = read(&output.document)?;
        let faults = document.model.check();
        require(faults.is_empty(), || {
            let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
            faults.join("; ")
        })?;
        let model = document.model;
        let summary = format!(
            "{} entities, {} relations, {} capabilities, {} rules",
            model.entities.len(),
            model.relations.len(),
            model.capabilities.len(),
            model.rules.len()
        );
        board.model = Some(model);
        Ok(summary)
    }
}
