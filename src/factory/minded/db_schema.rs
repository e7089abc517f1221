//! The database agent asks a model for constraints and what a delete takes with it.

use crate::domain::plan::AgentName;
use crate::factory::agent::{Agent, AgentError, Board, Output, pretty};
use crate::factory::classic::Schema;
use crate::factory::mind::{Question, schema_of};

use super::planner::renders;

/// The most tokens of an answer.
const LIMIT: u64 = 12_288;

const SYSTEM: &str = "\
You decide the constraints of a relational schema for a web service whose typed model is given. The \
tables, their columns and their keys are fixed by the model and are all listed in the starting point: \
keep every one of them with its name. You decide for each column whether it may be null and whether \
it is unique, and for each reference what happens to the row when the row that it points at goes: \
`cascade` for parts of a whole, `restrict` where the delete must be refused, `set_null` only where \
the relation is optional. Change what is wrong; leave what is right.";

/// The database agent that asks a model.
pub struct MindedDbSchema(pub Box<dyn Agent>);

impl Agent for MindedDbSchema {
    fn name(&self) -> AgentName {
        AgentName::DbSchema
    }

    fn work(&self, board: &Board, advice: Option<&str>) -> Result<Output, AgentError> {
        self.0.work(board, advice)
    }

    fn question(&self, board: &Board) -> Result<Option<Question>, AgentError> {
        let model = pretty(board.model()?)?;
        let start = pretty(&self.0.work(board, None)?.document)?;
        Ok(Some(Question {
            agent: self.name().name().to_owned(),
            system: SYSTEM.to_owned(),
            text: format!(
                "# The typed model\n\n```json\n{model}\n```\n\n\
                 # What follows from it by rules\n\n```json\n{start}\n```"
            ),
            document: "decide_schema".to_owned(),
            purpose: "Hands in the tables with their constraints.".to_owned(),
            schema: schema_of::<Schema>(),
            limit: LIMIT,
        }))
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        let before = board.model.clone();
        let accepted = self.0.accept(output, board).and_then(|summary| {
            renders(board)?;
            Ok(summary)
        });
        if accepted.is_err() {
            board.model = before;
        }
        accepted
    }
}
