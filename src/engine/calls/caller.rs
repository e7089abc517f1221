//! Asks a model until there is a whole reply, or trying again does not help.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::{mpsc, watch};

use super::ask::{Answer, Ask};
use super::attempt::{Attempt, Broken};
use super::error::CallError;
use super::stopped;
use crate::config::{Layer, ModelSettings};
use crate::domain::breaker::Circuit;
use crate::domain::budget::Caps;
use crate::domain::call::Call;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::live::Live;
use crate::domain::message::Message;
use crate::domain::model_name::ModelName;
use crate::engine::budget::Till;
use crate::engine::gate::{Entry, Gate, Pass};
use crate::llm::models::{Models, Opened};
use crate::llm::retry::{Next, Retry};
use crate::llm::{Route, Routing, Work};
use crate::store::Store;

/// Who answers a person at once.
const TALKS: [&str; 2] = ["chat", "exec"];

/// How many bytes make a token at least, in the estimate of what a model can still read.
const BYTES_PER_TOKEN: u64 = 3;

/// The part of its context that a model keeps free for what is not the conversation.
const SPARE: u64 = 4_096;

/// Asks models, pays for it, and tells what goes on. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Caller {
    pub(super) inner: Arc<CallerSettings>,
    pub(super) till: Till,
    pub(super) gate: Gate,
}

/// What a caller works with.
#[derive(Debug)]
pub struct CallerSettings {
    /// Keeps calls, budgets and breakers.
    pub store: Store,
    /// The models that there are.
    pub models: Models,
    /// Which of them works on what.
    pub settings: ModelSettings,
    /// What may be spent; a run may narrow it.
    pub caps: Caps,
    /// How often one answer is tried.
    pub retry: Retry,
}

impl Caller {
    /// A caller that works with these.
    pub fn new(settings: CallerSettings) -> Self {
        Self {
            till: Till::new(settings.store.clone()),
            gate: Gate::new(settings.store.clone()),
            inner: Arc::new(settings),
        }
    }

    /// The models that there are.
    pub fn models(&self) -> &Models {
        &self.inner.models
    }

    /// About how many bytes of a conversation the model can read that would be asked now.
    pub fn room(&self, ask: Work<'_>) -> u64 {
        let route = self.route(ask);
        let opened = self.inner.models.open(&route.model);
        let context = opened.map_or(u64::MAX, |opened| {
            let spec = opened.spec;
            let answer = spec.output.min(super::attempt::USUAL_LIMIT);
            spec.context.saturating_sub(answer).saturating_sub(SPARE)
        });
        context.saturating_mul(BYTES_PER_TOKEN)
    }

    /// Asks until there is a whole reply. `stop` becomes true when the person interrupts.
    ///
    /// # Errors
    /// [`CallError`] with what had come of the answer and the calls that were made.
    pub async fn ask(
        &self,
        ask: &Ask,
        live: &mpsc::Sender<Live>,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<Answer, CallError> {
        let answer = self.ask_until(ask, live, stop).await;
        if let Err(problem) = self.inner.models.keep_recording() {
            live.send(Live::Warning(problem)).await.ok();
        }
        answer
    }

    async fn ask_until(
        &self,
        ask: &Ask,
        live: &mpsc::Sender<Live>,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<Answer, CallError> {
        let mut calls = Vec::new();
        let mut pass: Option<Pass> = None;
        let mut last: Option<(Fault, Option<Message>)> = None;
        for number in 1.. {
            let (route, opened) = self.choose(ask, &calls)?;
            let mut admitted = match self.enter(pass.take(), &route, &opened)? {
                Ok(pass) => pass,
                Err(rests) => {
                    let (fault, partial) = last.unwrap_or((rests, None));
                    return Err(failed(fault, partial, calls));
                }
            };
            self.announce(&route, number, live).await;
            let attempt = Attempt {
                caller: self,
                ask,
                route: &route,
                opened: &opened,
                pass: &mut admitted,
            };
            let (fault, partial) = match attempt.make(&mut calls, live, stop).await {
                Ok(reply) => return Ok(Answer { reply, calls }),
                Err(Broken::Fault { fault, partial }) => (fault, partial),
                Err(Broken::Interrupted { partial }) => {
                    return Err(CallError::Interrupted { partial, calls });
                }
                Err(Broken::Refused(error)) => return Err(*error),
            };
            let next = match self.inner.retry.after(number, fault.clone(), chance()) {
                // A probe is one try.
                Next::Again { .. } if admitted.is_probe() => Next::Failed(fault.clone()),
                next => next,
            };
            pass = Some(admitted);
            let (wait, attempt) = match next {
                // Nobody has to wait for another model.
                Next::Again { .. } if self.switches(ask, &route) => {
                    last = Some((fault, partial));
                    continue;
                }
                Next::Again { pause, number, .. } => (pause, number),
                Next::Failed(fault) => return Err(failed(fault, partial, calls)),
            };
            let waiting = Live::Waiting {
                fault: fault.clone(),
                wait,
                attempt,
            };
            live.send(waiting).await.ok();
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = stopped(stop) => return Err(CallError::Interrupted { partial, calls }),
            }
            last = Some((fault, partial));
        }
        Err(CallError::NoModel)
    }

    /// The model that is asked, opened.
    fn choose(&self, ask: &Ask, calls: &[Call]) -> Result<(Route, Opened), CallError> {
        let route = self.route(ask.work());
        if route.model.is_rules() {
            return Err(CallError::NoModel);
        }
        let opened = self.inner.models.open(&route.model);
        let opened = opened.map_err(|fault| failed(fault, None, calls.to_vec()))?;
        Ok((route, opened))
    }

    /// The right to call the endpoint; what was given before for the same one still counts.
    fn enter(
        &self,
        before: Option<Pass>,
        route: &Route,
        opened: &Opened,
    ) -> Result<Result<Pass, Fault>, CallError> {
        let (provider, endpoint) = (&route.model.provider, opened.provider.endpoint());
        if let Some(before) = before.filter(|before| before.is_for(provider, endpoint)) {
            return Ok(Ok(before));
        }
        let (until, last) = match self.gate.enter(provider, endpoint)? {
            Entry::Open(pass) => return Ok(Ok(pass)),
            Entry::Shut { until, last } => (until, last),
        };
        // Why it is left alone is what a person can do something about.
        let class = last.unwrap_or(FaultClass::Overloaded);
        let seconds = until.duration_since(Timestamp::now()).as_secs().max(1);
        let text = format!(
            "{provider} at {endpoint} failed several times in a row, and is left alone for {seconds} s more (see vibecober breakers)"
        );
        Ok(Err(Fault::new(class, text)))
    }

    /// Tells whom the next call asks, and before the first one whose key it takes.
    async fn announce(&self, route: &Route, number: u32, live: &mpsc::Sender<Live>) {
        let lent = self.inner.models.lent(&route.model);
        if let Some(text) = lent.filter(|_| number == 1) {
            live.send(Live::Warning(text)).await.ok();
        }
        live.send(calling(route, number)).await.ok();
    }

    /// True when another model would be asked now.
    fn switches(&self, ask: &Ask, before: &Route) -> bool {
        self.route(ask.work()).model != before.model
    }

    /// The model for a piece of work, and why.
    pub fn route(&self, work: Work<'_>) -> Route {
        let settings = &self.inner.settings;
        let resting = |model: &ModelName| {
            let endpoint = self.inner.models.address(model).ok()?;
            let breaker = self
                .inner
                .store
                .read(|tx| tx.breaker(&model.provider, &endpoint))
                .ok()?;
            match breaker.circuit {
                Circuit::Open { until, .. } if Timestamp::now() < until => {
                    Some(format!("is resting after {} failures", breaker.failures))
                }
                Circuit::Open { .. } | Circuit::Closed | Circuit::HalfOpen(_) => None,
            }
        };
        let route = Routing::of(settings).route(work, &resting);
        let nobody = route.model.is_rules() && settings.chosen.origin.layer == Layer::Default;
        if let (true, Some(model)) = (nobody, self.inner.models.played()) {
            let why = "its script is played".to_owned();
            return Route { model, why };
        }
        // A person who talks wants an answer, and a key says from whom. Whoever generates a project
        // has not asked for a model by that.
        if nobody
            && TALKS.contains(&work.role)
            && let Some((model, why)) = self.inner.models.implied()
        {
            return Route { model, why };
        }
        route
    }
}

/// A number from 0 to 1 that differs from call to call: jitter needs no better one.
fn chance() -> f64 {
    let drawn = RandomState::new().hash_one(0_u8);
    f64::from(u32::try_from(drawn >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}

fn calling(route: &Route, attempt: u32) -> Live {
    Live::Calling {
        model: route.model.clone(),
        why: route.why.clone(),
        attempt,
    }
}

fn failed(fault: Fault, partial: Option<Message>, calls: Vec<Call>) -> CallError {
    CallError::Failed {
        fault,
        partial,
        calls,
    }
}
