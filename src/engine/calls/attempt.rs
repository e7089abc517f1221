//! One attempt: admitted by the breaker, paid for, streamed, settled.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, interval_at};

use super::ask::Ask;
use super::caller::Caller;
use super::error::CallError;
use super::stopped;
use crate::domain::breaker::Outcome;
use crate::domain::budget::Caps;
use crate::domain::call::{Call, Ending};
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::live::Live;
use crate::domain::message::Message;
use crate::domain::usage::Usage;
use crate::engine::budget::{self, Asking, Held, HoldError};
use crate::engine::gate::Pass;
use crate::llm::gather::{Gather, Reply};
use crate::llm::models::Opened;
use crate::llm::{Caching, Delta, Request, Route};
use crate::store::StoreError;

/// The most tokens of an answer unless somebody asks for more: what is held back for a call grows
/// with it.
pub(super) const USUAL_LIMIT: u64 = 8_192;

/// How often what came of an answer is kept, for the case that this process dies.
const KEPT_EVERY: Duration = Duration::from_secs(1);

/// One attempt at an answer.
pub(super) struct Attempt<'a> {
    pub(super) caller: &'a Caller,
    pub(super) ask: &'a Ask,
    pub(super) route: &'a Route,
    pub(super) opened: &'a Opened,
    pub(super) pass: &'a mut Pass,
}

/// Why a stream gave no whole reply.
enum Cut {
    /// It broke off.
    Fault(Fault),
    /// It came to its end, and what it says cannot be used.
    Unusable(Fault),
    /// The person interrupted.
    Stopped,
    /// The store refused.
    Store(StoreError),
}

/// Why an attempt gave no whole reply.
pub(super) enum Broken {
    /// The model, its service or the way to it failed.
    Fault {
        fault: Fault,
        partial: Option<Message>,
    },
    /// The person interrupted.
    Interrupted { partial: Option<Message> },
    /// It was not made, and another try would not be either.
    Refused(Box<CallError>),
}

impl Attempt<'_> {
    /// Makes it, and adds its record to `calls`.
    pub(super) async fn make(
        self,
        calls: &mut Vec<Call>,
        live: &mpsc::Sender<Live>,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<Reply, Broken> {
        let request = self.request();
        let mut held = self.hold(&request, calls)?;
        let mut gather = Gather::new(&request);
        let ended = self
            .stream(&request, &mut gather, &mut held, live, stop)
            .await;
        let (ending, outcome) = match &ended {
            Ok(_) => (Ending::Whole, Outcome::Success),
            Err(Cut::Fault(fault) | Cut::Unusable(fault)) => {
                (Ending::Failed(fault.class), outcome(fault.class))
            }
            Err(Cut::Stopped | Cut::Store(_)) => (Ending::Cancelled, Outcome::Abandoned),
        };
        let usage = gather.usage();
        let was_read = matches!(ended, Ok(_) | Err(Cut::Unusable(_)));
        let receipt = if was_read && is_credible(&usage) {
            held.settle(usage, ending)
        } else {
            if !is_credible(&usage) {
                held.counted(Usage::default());
            }
            held.cut(ending)
        };
        let receipt = receipt.map_err(refused)?;
        calls.push(receipt.call.clone());
        live.send(Live::Settled(Box::new(receipt.call))).await.ok();
        for warning in receipt.warnings {
            live.send(Live::Warning(warning.to_string())).await.ok();
        }
        self.pass.tell(outcome).map_err(refused)?;
        let mut partial =
            || Some(gather.take_partial()).filter(|message| !message.blocks.is_empty());
        match ended {
            Ok(reply) => Ok(reply),
            Err(Cut::Fault(fault) | Cut::Unusable(fault)) => Err(Broken::Fault {
                fault,
                partial: partial(),
            }),
            Err(Cut::Stopped) => Err(Broken::Interrupted { partial: partial() }),
            Err(Cut::Store(error)) => Err(refused(error)),
        }
    }

    /// Streams the answer.
    async fn stream(
        &self,
        request: &Request,
        gather: &mut Gather,
        held: &mut Held,
        live: &mpsc::Sender<Live>,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<Reply, Cut> {
        let mut deltas = self.opened.provider.stream(request);
        // What came in a burst is kept too, when nothing follows it.
        let mut tick = interval_at(Instant::now() + KEPT_EVERY, KEPT_EVERY);
        let mut kept = 0;
        loop {
            let delta = tokio::select! {
                biased;
                () = stopped(stop) => return Err(Cut::Stopped),
                delta = deltas.next() => delta,
                _ = tick.tick() => {
                    if std::mem::replace(&mut kept, gather.size()) != gather.size() {
                        held.keep().map_err(Cut::Store)?;
                    }
                    continue;
                }
            };
            let Some(delta) = delta else {
                return gather.finish().map_err(Cut::Unusable);
            };
            let delta = delta.map_err(Cut::Fault)?;
            let before = gather.size();
            gather.add(&delta).map_err(Cut::Fault)?;
            held.counted(gather.usage());
            held.received(gather.size() - before).map_err(Cut::Store)?;
            let Some(piece) = piece(delta) else {
                continue;
            };
            if is_long(&piece) {
                // A piece counts as one of the channel, however long it is: it waits for the others.
                tokio::select! {
                    biased;
                    () = stopped(stop) => return Err(Cut::Stopped),
                    _ = live.reserve_many(live.max_capacity()) => {}
                }
            }
            // Whoever listened may be gone; the answer is paid for, and kept all the same.
            tokio::select! {
                biased;
                () = stopped(stop) => return Err(Cut::Stopped),
                _ = live.send(piece) => {}
            }
        }
    }

    fn request(&self) -> Request {
        let (ask, spec) = (self.ask, &self.opened.spec);
        let limit = ask.limit.unwrap_or(USUAL_LIMIT).min(spec.output);
        Request {
            model: self.route.model.id.clone(),
            system: Arc::clone(&ask.system),
            messages: ask.messages.clone(),
            tools: Arc::clone(&ask.tools),
            choice: ask.choice.clone(),
            limit,
            thinking: ask.thinking,
            caching: Caching::Marked,
        }
    }

    /// Holds back the most that the call can cost.
    fn hold(&self, request: &Request, calls: &[Call]) -> Result<Held, Broken> {
        let inner = &self.caller.inner;
        let run = self.ask.run;
        let of_run = inner.store.read(|tx| tx.run(run)).map_err(refused)?;
        let own = of_run.request.own_budget();
        let asking = Asking {
            run,
            task: None,
            agent: self.ask.agent.clone(),
            model: self.route.model.clone(),
            endpoint: self.opened.provider.endpoint().to_owned(),
            why: self.route.why.clone(),
            price: self.opened.spec.price,
            input: budget::input(request),
            output: request.limit,
            caps: Caps {
                run: own.into_iter().chain(inner.caps.run).min(),
                ..inner.caps
            },
        };
        let held = self.caller.till.hold(asking);
        held.map_err(|refusal| {
            Broken::Refused(Box::new(match refusal {
                HoldError::Exceeded(exceeded) => CallError::Budget {
                    exceeded,
                    calls: calls.to_vec(),
                },
                HoldError::NoPrice(model) => CallError::NoPrice(model),
                HoldError::NoCap => CallError::NoCap,
                HoldError::Store(error) => CallError::Store(error),
            }))
        })
    }
}

/// True for a count that a provider can have made: something was read, and no more than the largest
/// models can take.
fn is_credible(usage: &Usage) -> bool {
    const MOST: u64 = 100_000_000;
    (1..MOST).contains(&usage.read()) && usage.output < MOST
}

fn refused(error: StoreError) -> Broken {
    Broken::Refused(Box::new(CallError::Store(error)))
}

/// True for words that are too long for many of them to wait at once.
fn is_long(piece: &Live) -> bool {
    const LONG: usize = 64 << 10;
    match piece {
        Live::Text(text) | Live::Thinking(text) => text.len() > LONG,
        Live::Calling { .. }
        | Live::ToolCalled { .. }
        | Live::ToolStarted { .. }
        | Live::ToolPrinted { .. }
        | Live::ToolEnded { .. }
        | Live::Joined(_)
        | Live::Asked(_)
        | Live::Checking(_)
        | Live::Checked { .. }
        | Live::Usage(_)
        | Live::Waiting { .. }
        | Live::Settled(_)
        | Live::Warning(_) => false,
    }
}

/// What a fault tells about the endpoint.
fn outcome(class: FaultClass) -> Outcome {
    if class.is_outage() {
        return Outcome::Failure(class);
    }
    Outcome::Answered
}

/// What faces see of a delta.
fn piece(delta: Delta) -> Option<Live> {
    match delta {
        Delta::Text(text) => Some(Live::Text(text)),
        Delta::Thinking(text) => Some(Live::Thinking(text)),
        Delta::Usage(usage) => Some(Live::Usage(usage)),
        Delta::ToolStarted { id, name, .. } => Some(Live::ToolCalled { id, name }),
        Delta::Started { .. } | Delta::Sealed(_) | Delta::ToolInput { .. } | Delta::Done(_) => None,
    }
}
