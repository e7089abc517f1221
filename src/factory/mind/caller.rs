//! Models as minds: a question becomes one paid call that must answer with the document.

use std::fmt;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::ask::{Answering, Mind, Thought};
use super::failure::MindError;
use super::question::Question;
use crate::domain::ids::RunId;
use crate::domain::live::Live;
use crate::domain::message::Message;
use crate::domain::model_name::ModelName;
use crate::domain::money::Usd;
use crate::engine::calls::{Answer, Ask, CallError, Caller};
use crate::llm::catalogue::Ability;
use crate::llm::{Thinking, ToolChoice, ToolSpec, Work};

/// Pieces of an answer that wait to be told; the stream waits with them.
const WAITING: usize = 64;

/// The members of the team that a model may work for.
const ROLES: [&str; 4] = ["planner", "db_schema", "coder", "code_reviewer"];

/// Models that answer for one run.
pub struct ModelMind {
    /// Makes the calls.
    pub caller: Caller,
    /// The run that pays.
    pub run: RunId,
    /// The model that a person named; none leaves it to the routes of the configuration.
    pub named: Option<ModelName>,
    /// Becomes true when the run was ended from outside.
    pub stop: watch::Receiver<bool>,
    /// Takes what goes on, line by line.
    pub live: mpsc::Sender<String>,
}

/// True when some member of the team would ask a model.
pub fn asks_models(caller: &Caller, named: Option<&ModelName>) -> bool {
    ROLES
        .iter()
        .any(|role| model_for(caller, named, role).is_some())
}

/// The model that would work for `role`; none where rules do.
fn model_for(caller: &Caller, named: Option<&ModelName>, role: &str) -> Option<ModelName> {
    let route = caller.route(Work {
        role,
        complexity: None,
        chosen: named,
    });
    Some(route.model).filter(|model| !model.is_rules())
}

impl Mind for ModelMind {
    fn model_for(&self, agent: &str) -> Option<String> {
        model_for(&self.caller, self.named.as_ref(), agent).map(|model| model.to_string())
    }

    fn fill(&self, question: Question) -> Answering<'_> {
        Box::pin(self.ask(question))
    }
}

impl ModelMind {
    async fn ask(&self, question: Question) -> Result<Thought, MindError> {
        let document = question.document.clone();
        let agent = question.agent.clone();
        // A model that cannot be made to call a tool is asked to.
        let choice = if self.can_be_forced(&agent) {
            ToolChoice::Only(document.clone())
        } else {
            ToolChoice::Auto
        };
        let how = format!("Answer by calling the tool `{document}` once, and write nothing else.");
        let ask = Ask {
            run: self.run,
            agent: question.agent,
            model: self.named.clone(),
            system: Arc::from(question.system),
            messages: vec![Arc::new(Message::user(format!(
                "{}\n\n{how}",
                question.text
            )))],
            tools: Arc::from([ToolSpec {
                name: document.clone(),
                description: question.purpose,
                schema: question.schema,
            }]),
            choice,
            limit: Some(question.limit),
            thinking: Thinking::Off,
        };
        let (pieces, mut heard) = mpsc::channel(WAITING);
        let mut stop = self.stop.clone();
        let asking = self.caller.ask(&ask, &pieces, &mut stop);
        tokio::pin!(asking);
        let answered = loop {
            tokio::select! {
                answered = &mut asking => break answered,
                Some(piece) = heard.recv() => self.tell(&agent, &piece),
            }
        };
        let Answer { reply, calls } = answered.map_err(why)?;
        let cost = calls
            .iter()
            .fold(Usd::ZERO, |sum, call| sum.plus(call.bill.cost));
        let model = calls
            .last()
            .map_or_else(|| reply.model.clone(), |call| call.model.to_string());
        let handed_in = reply.calls().find(|call| call.name == document);
        let Some(handed_in) = handed_in else {
            return Err(MindError::NoDocument(format!(
                "you answered in words: call the tool {document} with the document"
            )));
        };
        Ok(Thought {
            document: handed_in.input.clone(),
            model,
            cost,
        })
    }

    fn can_be_forced(&self, agent: &str) -> bool {
        let role = agent.split('#').next().unwrap_or_default();
        let model = model_for(&self.caller, self.named.as_ref(), role);
        let spec = model.and_then(|model| self.caller.models().spec(&model).ok());
        spec.is_none_or(|spec| spec.can.has(Ability::ForcedTools))
    }

    /// Tells whoever watches; a line that nobody has room for is not shown.
    fn tell(&self, agent: &str, piece: &Live) {
        let line = match piece {
            Live::Calling { model, why, .. } => format!("{agent} asks {model}: {why}"),
            Live::Waiting {
                fault,
                wait,
                attempt,
            } => format!("{fault}: try {attempt} in {} s", wait.as_secs().max(1)),
            Live::Warning(warning) => warning.clone(),
            Live::Usage(usage) if usage.output > 0 => {
                format!("{agent}: {} tokens written", usage.output)
            }
            Live::Usage(_)
            | Live::Text(_)
            | Live::Thinking(_)
            | Live::ToolCalled { .. }
            | Live::ToolStarted { .. }
            | Live::ToolPrinted { .. }
            | Live::ToolEnded { .. }
            | Live::Joined(_)
            | Live::Asked(_)
            | Live::Checking(_)
            | Live::Checked { .. }
            | Live::Settled(_) => return,
        };
        self.live.try_send(line).ok();
    }
}

/// Why there is no answer, as members of the team need to know it.
fn why(error: CallError) -> MindError {
    match error {
        CallError::Failed { fault, .. } => MindError::Fault(fault),
        CallError::Budget { exceeded, .. } => MindError::Budget(exceeded.to_string()),
        CallError::NoPrice(_) | CallError::NoCap => MindError::Unusable(error.to_string()),
        CallError::NoModel => MindError::ByRules(
            "no model that could answer is well, and models.fallback leaves it to rules".to_owned(),
        ),
        CallError::Interrupted { .. } => MindError::Ended,
        CallError::Store(error) => MindError::Store(error),
    }
}

impl fmt::Debug for ModelMind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelMind")
            .field("run", &self.run)
            .field("named", &self.named)
            .finish_non_exhaustive()
    }
}
