//! Carries out commands, one at a time; runs go on beside it.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::AppError;
use super::bench;
use super::command::{Command, Decided, GenerateRequest, Started, Verdict, Verify};
use super::decide::{self, Taken};
use super::say::{self, AfterTurn, Said, SayRequest};
use super::switches::Switches;
use crate::config::{Config, environments};
use crate::domain::approval::Face;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::live::Live;
use crate::domain::model_name::ModelName;
use crate::domain::run::{Run, RunKind, RunRequest, RunState};
use crate::engine::calls::Caller;
use crate::engine::session::{TurnOrder, take_turn};
use crate::factory::mind::{Mind, ModelMind};
use crate::factory::{
    Assignment, Delivery, Fallback, Minded, Occupied, Resumption, Surroundings, Verification,
    asks_models, classic, continue_pipeline, run_pipeline,
};
use crate::store::{Store, StoreError, Subscription};
use crate::verify::EnvironmentSettings;
use crate::workspace::Preference;

/// Lines of live output that wait for a face; more are dropped.
const WAITING_LINES: usize = 256;

/// Pieces of an answer that wait for a face; the stream waits with them.
const WAITING_PIECES: usize = 1024;

/// What the person says during a turn and what waits to join; more waits in the face.
const WAITING_WORDS: usize = 64;

/// What a person is told where a talk has no tools because of its folder.
const NO_TOOLS: &str = "The model has no tools here: this folder is your home, or holds it. With /cd FOLDER, or vibecober FOLDER, it works on a project.";

/// Carries out the commands of one process.
pub struct Worker {
    store: Store,
    config: Config,
    inbox: mpsc::Receiver<Command>,
    switches: Switches,
    caller: Caller,
    /// Nobody reads it: it keeps the feed awake from one run to the next.
    ear: Option<Subscription>,
}

/// What there is to do for a run.
enum Work {
    /// All of it, with models or without.
    Begin(Box<Assignment>, Thinking),
    /// What is left after a person said yes.
    Continue(Box<Resumption>),
}

/// Who answers the questions of a run's team.
struct Thinking {
    /// True where models take part.
    minded: bool,
    named: Option<ModelName>,
    fallback: Fallback,
}

impl Worker {
    /// A worker that reads from `inbox` until the last sender is gone.
    pub fn new(
        store: Store,
        config: Config,
        caller: Caller,
        inbox: mpsc::Receiver<Command>,
    ) -> Self {
        Self {
            store,
            config,
            inbox,
            switches: Switches::default(),
            caller,
            ear: None,
        }
    }

    /// Carries out commands until there can be no more.
    pub async fn work(mut self) {
        while let Some(command) = self.inbox.recv().await {
            // Whoever asked may be gone by now; the command was carried out all the same.
            match command {
                Command::Generate { request, reply } => {
                    reply.send(self.generate(*request)).ok();
                }
                Command::Decide {
                    approval,
                    verdict,
                    face,
                    reply,
                } => {
                    reply.send(self.decide(approval, verdict, face)).ok();
                }
                Command::Say { request, reply } => {
                    reply.send(self.say(&request)).ok();
                }
                Command::Interrupt { run } => {
                    self.switches.turn(run);
                }
                Command::Cancel { run, reply } => {
                    reply.send(self.cancel(run)).ok();
                }
            }
        }
    }

    /// Begins to hear events. To start and end the feed takes milliseconds, which every turn of a
    /// talk would pay: from the first run on it stays awake, and sleeps until somebody writes.
    fn hear(&mut self) -> Result<Subscription, AppError> {
        let subscription = self.store.subscribe()?;
        self.ear = Some(self.store.subscribe()?);
        Ok(subscription)
    }

    fn generate(&mut self, request: GenerateRequest) -> Result<Started, AppError> {
        let subscription = self.hear()?;
        let stored = RunRequest {
            kind: RunKind::Project,
            idea: request.idea.clone(),
            mode: request.options.mode,
            tier: request.tier,
            budget: request.budget,
            target: request.target.clone(),
        };
        let thinking = Thinking {
            minded: asks_models(&self.caller, request.models.named.as_ref()),
            named: request.models.named.clone(),
            fallback: request.models.fallback,
        };
        let assignment = self.assignment(request, thinking.minded)?;
        let id = RunId::random();
        let owner = Some(std::process::id());
        let run = self
            .store
            .write(move |tx| tx.create_run(id, stored, owner))?;
        let work = Work::Begin(Box::new(assignment), thinking);
        Ok(self.start(run, subscription, work))
    }

    fn decide(
        &mut self,
        approval: ApprovalId,
        verdict: Verdict,
        face: Face,
    ) -> Result<Decided, AppError> {
        let subscription = self.hear()?;
        let verification = match &verdict {
            Verdict::Accept { .. } | Verdict::Allow(_) => self.verification(Verify::Run)?,
            Verdict::Deny { .. } => None,
        };
        let accepted = match decide::take(&self.store, approval, verdict, face)? {
            Taken::Closed(approval) => {
                return Ok(Decided {
                    approval: *approval,
                    continued: None,
                });
            }
            Taken::Accepted(accepted) => *accepted,
        };
        let target = accepted.approval.question.subject.target();
        let delivery = target.map(|target| Delivery {
            target: target.to_owned(),
            preference: Preference::Ask,
            occupied: Occupied::Ask,
            kept_builds: self.config.kept_builds.value,
        });
        let work = Work::Continue(Box::new(Resumption {
            approval: accepted.approval.clone(),
            verification: verification.filter(|_| accepted.continuation.verify),
            continuation: accepted.continuation,
            delivery,
        }));
        let continued = Some(self.start(accepted.run, subscription, work));
        Ok(Decided {
            approval: accepted.approval,
            continued,
        })
    }

    /// Works on a run beside the commands, until it ends or waits.
    fn start(&self, run: Run, subscription: Subscription, work: Work) -> Started {
        let id = run.id;
        let (stop, watcher) = self.switches.add(id, subscription, self.store.clone());
        let (live, lines) = mpsc::channel(WAITING_LINES);
        let (done, outcome) = oneshot::channel();
        let (store, begun, switches) = (self.store.clone(), run.clone(), self.switches.clone());
        let caller = self.caller.clone();
        tokio::spawn(async move {
            let mut surroundings = Surroundings {
                team: classic::member,
                mind: None,
                fallback: Fallback::Ask,
                live: &live,
                stop: stop.clone(),
            };
            let outcome = match work {
                Work::Begin(assignment, thinking) => {
                    surroundings.fallback = thinking.fallback;
                    let mind = ModelMind {
                        caller,
                        run: id,
                        named: thinking.named,
                        stop,
                        live: live.clone(),
                    };
                    surroundings.mind = thinking.minded.then(|| Arc::new(mind) as Arc<dyn Mind>);
                    run_pipeline(store, &begun, *assignment, surroundings).await
                }
                Work::Continue(resumption) => {
                    continue_pipeline(store, &begun, *resumption, surroundings).await
                }
            };
            watcher.abort();
            switches.remove(id);
            done.send(outcome).ok();
        });
        Started {
            run,
            live: lines,
            outcome,
        }
    }

    /// Begins a turn, which goes on beside the commands.
    fn say(&mut self, request: &SayRequest) -> Result<Said, AppError> {
        let subscription = self.hear()?;
        let work = bench::work(&self.config, request, &self.store)?;
        let keys = self.caller.models().keys();
        let begun = say::begin(&self.store, &self.config, keys, request)?;
        let say::Begun { run, number, words } = begun;
        let id = run.id;
        let (stop, watcher) = self.switches.add(id, subscription, self.store.clone());
        let (live, pieces) = mpsc::channel(WAITING_PIECES);
        if request.work.is_some() && work.is_none() && number <= 1 {
            // Said once, at the beginning; there is room for it.
            live.try_send(Live::Warning(NO_TOOLS.to_owned())).ok();
        }
        let (done, outcome) = oneshot::channel();
        let turn = TurnOrder {
            run: id,
            agent: request.agent.clone(),
            model: request.model.clone(),
            after: match request.after {
                AfterTurn::Wait => RunState::AwaitingHuman,
                AfterTurn::End => RunState::Completed,
            },
            words,
            work,
        };
        let (steer, steered) = mpsc::channel(WAITING_WORDS);
        let (store, caller) = (self.store.clone(), self.caller.clone());
        let switches = self.switches.clone();
        tokio::spawn(async move {
            let ended = take_turn(&caller, &store, turn, &live, stop, steered).await;
            watcher.abort();
            switches.remove(id);
            done.send(ended.map_err(AppError::from)).ok();
        });
        Ok(Said {
            run,
            number,
            steer,
            live: pieces,
            outcome,
        })
    }

    fn assignment(&self, request: GenerateRequest, minded: bool) -> Result<Assignment, AppError> {
        let has_bench = minded && request.target.is_some();
        let bench = if has_bench {
            self.verification(Verify::Run)?
        } else {
            None
        };
        Ok(Assignment {
            understanding: request.understanding,
            complexity: request.complexity,
            options: request.options,
            delivery: request.target.map(|target| Delivery {
                target,
                preference: request.preference,
                occupied: request.occupied,
                kept_builds: self.config.kept_builds.value,
            }),
            verification: self.verification(request.verify)?,
            minded: Minded {
                source: request.models.source,
                bench,
                race: request.models.race.filter(|count| *count > 1),
            },
        })
    }

    fn verification(&self, verify: Verify) -> Result<Option<Verification>, AppError> {
        let settings = &self.config.verify;
        Ok(match verify {
            Verify::Skip => None,
            Verify::Run => Some(Verification {
                environment: EnvironmentSettings {
                    python: settings.python.value.clone(),
                    cache: environments()?,
                    limit: settings.setup_timeout.value,
                },
                limit: settings.check_timeout.value,
            }),
        })
    }

    fn cancel(&self, id: RunId) -> Result<Run, AppError> {
        loop {
            let run = self.store.read(|tx| tx.run(id))?;
            if run.state.is_final() {
                let state = run.state;
                return Err(AppError::Ended { run: id, state });
            }
            let from = run.state;
            let ended = self.store.write(move |tx| {
                tx.change_state(id, from, RunState::Cancelled, "cancelled by the person")
            });
            match ended {
                Ok(run) => {
                    self.switches.turn(id);
                    return Ok(run);
                }
                // It moved on in the meantime: look again.
                Err(StoreError::StateMoved { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}
