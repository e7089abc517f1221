//! The deployer writes images, compose files and the pipeline.

use super::writing::{check, lines, share};
use crate::domain::plan::AgentName;
use crate::factory::agent::{Agent, AgentError, Board, Output, require};

/// Writes what runs the application elsewhere.
#[derive(Debug)]
pub struct Deployer;

impl Agent for Deployer {
    fn name(&self) -> AgentName {
        AgentName::Deployer
    }

    fn work(&self, board: &Board, _advice: Option<&str>) -> Result<Output, AgentError> {
        share(board, AgentName::Deployer)
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        let written = check(output)?;
        for file in output
            .files
            .iter()
            .filter(|file| file.path.starts_with("Dockerfile"))
        {
            require(file.content.contains("\nUSER "), || {
                format!("{} runs as root", file.path)
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
