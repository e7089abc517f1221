//! A store, a folder and runs to try things with, and models that answer as they are told.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use tokio::sync::{mpsc, watch};

use serde_json::Value;

use crate::blueprint::{RenderOptions, complexity, understand};
use crate::domain::event::EventKind;
use crate::domain::ids::RunId;
use crate::domain::money::Usd;
use crate::domain::plan::{AgentName, Mode};
use crate::domain::run::{Run, RunKind, RunRequest, Tier};
use crate::factory::agent::Agent;
use crate::factory::mind::{Answering, Mind, MindError, Question, Thought};
use crate::factory::*;
use crate::store::Store;
use crate::workspace::Preference;

pub const IDEA: &str = "blog with comments";

pub struct Bench {
    _home: tempfile::TempDir,
    pub store: Store,
    pub target: std::path::PathBuf,
    pub stop: watch::Sender<bool>,
}

impl Bench {
    pub fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        Self {
            store: Store::open(&home.path().join("state/test.db")).unwrap(),
            target: home.path().join("blog"),
            stop: watch::channel(false).0,
            _home: home,
        }
    }

    pub fn begin(&self, mode: Mode) -> Run {
        let request = RunRequest {
            kind: RunKind::Project,
            idea: IDEA.to_owned(),
            mode,
            tier: Tier::Free,
            budget: Usd::ZERO,
            target: None,
        };
        let write = |tx: &crate::store::WriteTx| tx.create_run(RunId::random(), request, Some(1));
        self.store.write(write).unwrap()
    }

    pub async fn work(
        &self,
        run: &Run,
        assignment: Assignment,
        team: fn(AgentName) -> Box<dyn Agent>,
    ) -> Result<Outcome, FactoryError> {
        let (live, _lines) = mpsc::channel(1);
        let around = Surroundings {
            team,
            mind: None,
            fallback: Fallback::Ask,
            live: &live,
            stop: self.stop.subscribe(),
        };
        run_pipeline(self.store.clone(), run, assignment, around).await
    }

    pub async fn preview(
        &self,
        mode: Mode,
        team: fn(AgentName) -> Box<dyn Agent>,
    ) -> (Run, Result<Outcome, FactoryError>) {
        let run = self.begin(mode);
        let outcome = self.work(&run, assignment(IDEA, mode, None), team).await;
        let id = run.id;
        (self.store.read(|tx| tx.run(id)).unwrap(), outcome)
    }

    pub async fn build(&self, idea: &str, preference: Preference) -> Result<Outcome, FactoryError> {
        let delivery = Delivery {
            target: self.target.clone(),
            preference,
            occupied: Occupied::Refuse,
            kept_builds: 3,
        };
        let run = self.begin(Mode::Full);
        let assignment = assignment(idea, Mode::Full, Some(delivery));
        self.work(&run, assignment, classic::member).await
    }

    pub fn events(&self, run: &Run) -> Vec<EventKind> {
        let id = run.id;
        let events = self.store.read(|tx| tx.events(id, 0, 1000)).unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }
}

pub fn assignment(idea: &str, mode: Mode, delivery: Option<Delivery>) -> Assignment {
    Assignment {
        understanding: understand(idea, mode).unwrap(),
        complexity: complexity(idea).0,
        options: RenderOptions::new(mode),
        delivery,
        verification: None,
        minded: Minded::default(),
    }
}

/// A model that answers each agent as it is told, in order.
#[derive(Debug, Default)]
pub struct Script {
    replies: Mutex<BTreeMap<String, VecDeque<Result<Value, MindError>>>>,
    asked: Mutex<Vec<Question>>,
}

impl Script {
    /// The next reply to `agent`.
    pub fn reply(self, agent: &str, reply: Result<Value, MindError>) -> Self {
        let mut replies = self.replies.lock().unwrap();
        replies
            .entry(agent.to_owned())
            .or_default()
            .push_back(reply);
        drop(replies);
        self
    }

    /// What was asked.
    pub fn asked(&self) -> Vec<Question> {
        self.asked.lock().unwrap().clone()
    }
}

impl Mind for Script {
    fn model_for(&self, _agent: &str) -> Option<String> {
        Some("scripted/test".to_owned())
    }

    fn fill(&self, question: Question) -> Answering<'_> {
        let reply = {
            let mut replies = self.replies.lock().unwrap();
            let waiting = replies.get_mut(&question.agent);
            waiting.and_then(VecDeque::pop_front)
        };
        let agent = question.agent.clone();
        self.asked.lock().unwrap().push(question);
        Box::pin(async move {
            let document = reply.unwrap_or_else(|| panic!("{agent} was not to ask"))?;
            Ok(Thought {
                document,
                model: "scripted/test".to_owned(),
                cost: Usd::ZERO,
            })
        })
    }
}

impl Bench {
    /// A run whose team asks `mind`.
    pub async fn think(
        &self,
        run: &Run,
        assignment: Assignment,
        (mind, fallback): (Arc<dyn Mind>, Fallback),
    ) -> Result<Outcome, FactoryError> {
        let (live, _lines) = mpsc::channel(1);
        let around = Surroundings {
            team: classic::member,
            mind: Some(mind),
            fallback,
            live: &live,
            stop: self.stop.subscribe(),
        };
        run_pipeline(self.store.clone(), run, assignment, around).await
    }

    /// Goes on with a run after a yes, without a model.
    pub async fn go_on(&self, run: &Run, resumption: Resumption) -> Result<Outcome, FactoryError> {
        let (live, _lines) = mpsc::channel(1);
        let around = Surroundings {
            team: classic::member,
            mind: None,
            fallback: Fallback::Ask,
            live: &live,
            stop: self.stop.subscribe(),
        };
        continue_pipeline(self.store.clone(), run, resumption, around).await
    }

    /// Where projects go.
    pub fn delivery(&self) -> Delivery {
        Delivery {
            target: self.target.clone(),
            preference: Preference::Ask,
            occupied: Occupied::Refuse,
            kept_builds: 3,
        }
    }
}

pub fn version(outcome: &Outcome) -> u32 {
    let delivered = outcome.delivered.as_ref().unwrap();
    delivered.build.as_ref().unwrap().version
}

pub fn contents(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
