//! The planner asks a model for the typed model of the application.

use serde_json::{Value, json};

use crate::blueprint::{Finding, render};
use crate::domain::plan::AgentName;
use crate::factory::agent::{Agent, AgentError, Board, Output, pretty, write};
use crate::factory::classic::Requirements;
use crate::factory::mind::{Question, schema_of, without};

/// What the model does not decide: it is the format's, the folder's and the person's.
const NOT_ASKED: [&str; 3] = ["version", "name", "description"];

/// The most tokens of an answer.
const LIMIT: u64 = 16_384;

const SYSTEM: &str = "\
You plan web services for a generator. You fill in a typed model of the application; a renderer \
turns that model into FastAPI, SQLAlchemy, migrations and tests, so everything that the model cannot \
say will not exist, and everything that it says will be built and tested.

Rules of the model:
* Entities are PascalCase singulars with a snake_case plural; fields are snake_case. `id`, owner, \
timestamps and foreign keys are added by the renderer: never name them.
* Relations carry the references. `name` is the reference on `to`, `inverse` the collection on `from`.
* `access` other than `open` needs the capability `auth`; `managed` needs `roles` and `managed_by`.
* Capabilities are what the renderer can build; take those that the idea asks for, and no more.
* A rule of the business that no other kind can say (a price, a fee, an eligibility, a score) is a \
rule of kind `custom`: a pure function of typed inputs, with three to eight examples that also cover \
the edges. Name inputs after fields of the entity wherever they are fields: then clients can ask for the \
result of a row. The examples become its tests, so calculate every one with care.
* Take nothing away that the idea names. Invent nothing that it does not need.";

/// The planner that asks a model.
pub struct MindedPlanner(pub Box<dyn Agent>);

impl Agent for MindedPlanner {
    fn name(&self) -> AgentName {
        AgentName::Planner
    }

    fn work(&self, board: &Board, advice: Option<&str>) -> Result<Output, AgentError> {
        self.0.work(board, advice)
    }

    fn question(&self, board: &Board) -> Result<Option<Question>, AgentError> {
        let read = &board.understanding;
        let mut model = write(&read.model)?;
        if let Some(model) = model.as_object_mut() {
            model.retain(|key, _| !NOT_ASKED.contains(&key.as_str()));
        }
        let start = json!({
            "model": model,
            "understood": lines(&read.understood),
            "assumed": lines(&read.assumed),
            "not_understood": lines(&read.not_understood),
        });
        let start = pretty(&start)?;
        let idea = &read.model.description;
        Ok(Some(Question {
            agent: self.name().name().to_owned(),
            system: SYSTEM.to_owned(),
            text: format!(
                "# The idea, in the person's words\n\n{idea}\n\n\
                 # What rules made of it\n\nTake it as a starting point: correct what is wrong, and \
                 add what the idea says and the rules did not understand.\n\n```json\n{start}\n```"
            ),
            document: "plan_application".to_owned(),
            purpose: "Hands in the typed model of the application, and how the words of the idea \
                      led to it."
                .to_owned(),
            schema: without(schema_of::<Requirements>(), "AppModel", &NOT_ASKED),
            limit: LIMIT,
        }))
    }

    fn answered(&self, board: &Board, mut document: Value) -> Result<Output, AgentError> {
        let own = write(&board.understanding.model)?;
        if let Some(model) = document.get_mut("model").and_then(Value::as_object_mut) {
            for key in NOT_ASKED {
                if model.contains_key(key) {
                    return Err(AgentError::Invalid(format!("model.{key} is not asked for")));
                }
                model.insert(key.to_owned(), own[key].clone());
            }
        }
        Ok(Output {
            document,
            files: Vec::new(),
        })
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        let before = board.model.take();
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

/// Refuses a model that the renderer refuses; what was rendered is kept for those who follow.
pub(super) fn renders(board: &mut Board) -> Result<(), AgentError> {
    let files = render(board.model()?, &board.options)
        .map_err(|error| AgentError::Invalid(error.to_string()))?;
    board.rendered = files.into();
    Ok(())
}

fn lines(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| format!("{}: {}", finding.words, finding.meaning);
    findings.iter().map(line).collect()
}
