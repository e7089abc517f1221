//! The coder writes the application.

use super::writing::{check, lines, share};
use crate::domain::plan::AgentName;
use crate::factory::agent::{Agent, AgentError, Board, Output, require};

/// Writes models, schemas, services, routes and the set-up of the project.
#[derive(Debug)]
pub struct Coder;

impl Agent for Coder {
    fn name(&self) -> AgentName {
        AgentName::Coder
    }

    fn work(&self, board: &Board, _advice: Option<&str>) -> Result<Output, AgentError> {
        share(board, AgentName::Coder)
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        let written = check(output)?;
        for entity in &board.model()?.entities {
            let named = |room: &str| {
                let folder = format!("backend/app/{room}/");
                output.files.iter().any(|file| {
                    file.path.starts_with(&folder) && file.content.contains(&entity.name)
                })
            };
            require(named("models") && named("routes"), || {
                format!("{} has no model or no routes", entity.name)
            })?;
        }
        board.add_files(&output.files);
        Ok(format!(
            "{} files, {} lines",
            written.files.len(),
            lines(&written)
        ))
    }
}
