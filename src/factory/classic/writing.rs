//! What the agents that write files have in common: their share of the rendered project.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::blueprint::RenderedFile;
use crate::domain::plan::AgentName;
use crate::factory::agent::{AgentError, Board, Output, read, require, write};

/// The document of an agent that writes files.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// The files, sorted by path.
    pub files: Vec<WrittenFile>,
}

/// One written file.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenFile {
    /// Path in the project.
    pub path: String,
    /// Lines of text.
    pub lines: usize,
}

/// Renders the model and takes the files of `agent`; the coder also takes those of agents that
/// are not part of the team.
pub fn share(board: &Board, agent: AgentName) -> Result<Output, AgentError> {
    let files: Vec<RenderedFile> = board
        .rendered()?
        .iter()
        .filter(|file| writer(board, file) == agent)
        .cloned()
        .collect();
    let document = write(&Written {
        files: files
            .iter()
            .map(|file| WrittenFile {
                path: file.path.clone(),
                lines: file.content.lines().count(),
            })
            .collect(),
    })?;
    Ok(Output { document, files })
}

fn writer(board: &Board, file: &RenderedFile) -> AgentName {
    match file.agent {
        AgentName::Tester | AgentName::Deployer if board.team.contains(&file.agent) => file.agent,
        AgentName::Tester
        | AgentName::Deployer
        | AgentName::Planner
        | AgentName::DbSchema
        | AgentName::Auth
        | AgentName::Coder
        | AgentName::CodeReviewer => AgentName::Coder,
    }
}

/// Checks that the document and the files speak of the same, in paths that stay in the project.
pub fn check(output: &Output) -> Result<Written, AgentError> {
    let written: Written = read(&output.document)?;
    let named: BTreeSet<&str> = written
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    let given: BTreeSet<&str> = output.files.iter().map(|file| file.path.as_str()).collect();
    require(!given.is_empty(), || "no file was written".to_owned())?;
    require(named == given && given.len() == output.files.len(), || {
        "the list of files and the files differ".to_owned()
    })?;
    for path in given {
        let inside = !path.starts_with('/')
            && path
                .split('/')
                .all(|part| !matches!(part, "" | "." | ".." | ".git"));
        require(inside, || {
            format!("{path} is not a path inside the project")
        })?;
    }
    Ok(written)
}

/// The lines of all files.
pub fn lines(written: &Written) -> usize {
    written.files.iter().map(|file| file.lines).sum()
}
