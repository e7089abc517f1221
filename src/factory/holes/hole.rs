//! A function that is to be written: where it lies, and what its coder must know.

use crate::blueprint::RenderedFile;
use crate::domain::app_model::{AppModel, CustomRule};
use crate::domain::plan::AgentName;
use crate::factory::agent::{AgentError, pretty};
use crate::factory::mind::{Question, schema_of};

use super::answer::Filling;

/// The most tokens of an answer.
const LIMIT: u64 = 4_096;

const SYSTEM: &str = "\
You write the body of one Python function for a web service. The function is a rule of its business: \
it computes its result from its arguments and does nothing else. Its signature and its docstring are \
fixed. It must be true to its description, not only to the examples. It is checked with ruff, mypy \
--strict and pytest, in Python 3.11. Money and other exact amounts are `decimal.Decimal`: never go \
through float, and round as the description says (two places, half up, where it says nothing). It may \
use builtins and the modules that you name in `modules`; `datetime` is there as `dt` and `Decimal` by \
its name where the signature uses them. No imports in the body, no input or output, no names with \
leading underscores, no comments that silence a checker.";

/// A function that is to be written.
pub struct Hole<'a> {
    /// The rule.
    pub rule: &'a CustomRule,
    /// The file of its function.
    pub path: String,
    /// The file of its test.
    pub test: String,
}

impl<'a> Hole<'a> {
    /// The functions that `model` leaves to be written, in its order.
    pub fn all(model: &'a AppModel) -> Vec<Self> {
        model
            .custom_rules()
            .map(|rule| Self {
                rule,
                path: format!("backend/app/rules/{}.py", rule.name),
                test: format!("tests/test_rules_{}.py", rule.name),
            })
            .collect()
    }

    /// What the coder is asked.
    pub fn question(
        &self,
        model: &AppModel,
        files: &[RenderedFile],
    ) -> Result<Question, AgentError> {
        let entity = pretty(&model.entity(&self.rule.entity))?;
        let content = |path: &str| {
            let file = files.iter().find(|file| file.path == path);
            file.map_or("", |file| file.content.as_str())
        };
        let (rule, stub, test) = (self.rule, content(&self.path), content(&self.test));
        let (name, what) = (&rule.name, &rule.description);
        Ok(Question {
            agent: AgentName::Coder.name().to_owned(),
            system: SYSTEM.to_owned(),
            text: format!(
                "# The rule `{name}`\n\n{what}\n\n\
                 # The function: {path}\n\n```python\n{stub}```\n\n\
                 # Its test: {test_path}\n\n```python\n{test}```\n\n\
                 # The entity that it is about\n\n```json\n{entity}\n```\n\n\
                 Write the lines that take the place of `raise NotImplementedError`.",
                path = self.path,
                test_path = self.test,
            ),
            document: "write_function".to_owned(),
            purpose: "Hands in the body of the function.".to_owned(),
            schema: schema_of::<Filling>(),
            limit: LIMIT,
        })
    }
}
