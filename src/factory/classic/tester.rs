//! The tester writes the tests that hold the application to its promises.

use super::writing::{check, share};
use crate::blueprint::RenderedFile;
use crate::domain::plan::AgentName;
use crate::factory::agent::{Agent, AgentError, Board, Output, require};

/// The tests that every entity has at least.
const TESTS_PER_ENTITY: usize = 5;

/// Writes the tests.
#[derive(Debug)]
pub struct Tester;

impl Agent for Tester {
    fn name(&self) -> AgentName {
        AgentName::Tester
    }

    fn work(&self, board: &Board, _advice: Option<&str>) -> Result<Output, AgentError> {
        share(board, AgentName::Tester)
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        check(output)?;
        for entity in &board.model()?.entities {
            let path = format!("tests/test_{}.py", entity.plural);
            let file = output.files.iter().find(|file| file.path == path);
            let tests = file.map_or(0, count);
            require(tests >= TESTS_PER_ENTITY, || {
                format!(
                    "{} has {tests} tests and needs {TESTS_PER_ENTITY}",
                    entity.name
                )
            })?;
        }
        let tests: usize = output.files.iter().map(count).sum();
        board.add_files(&output.files);
        Ok(format!("{tests} tests in {} files", output.files.len()))
    }
}

fn count(file: &RenderedFile) -> usize {
    file.content
        .lines()
        .filter(|line| line.starts_with("def test_"))
        .count()
}
