//! Drives a turn: performs what the state machine decides, and feeds it what came of it.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::Arc;

use futures_util::StreamExt;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

use super::doing::{Doings, Told, asked, ready};
use super::history::History;
use super::keep::Keeper;
use super::prompt;
use super::turn::{TurnEnd, TurnError, TurnOrder};
use crate::domain::approval::Approval;
use crate::domain::live::Live;
use crate::domain::message::Message;
use crate::engine::calls::{Caller, stopped};
use crate::engine::tooling::Said;
use crate::engine::turn::{Effect, End, Input, Limits, Turn};
use crate::llm::Work as Routed;
use crate::store::{Store, StoreError};

/// Takes one turn, whose message of the person is stored already, to its end.
///
/// `stop` becomes true when the person interrupts; what had come of the answer by then is kept.
/// `steer` brings what the person says meanwhile.
///
/// # Errors
/// When the store fails; everything else is a way to end.
pub async fn take_turn(
    caller: &Caller,
    store: &Store,
    order: TurnOrder,
    live: &mpsc::Sender<Live>,
    stop: watch::Receiver<bool>,
    steer: mpsc::Receiver<Message>,
) -> Result<TurnEnd, StoreError> {
    let mut driver = Driver::new(caller, store, order, live, stop, steer)?;
    let end = driver.run().await?;
    driver.finish(end).await
}

/// A turn that goes on.
pub(super) struct Driver<'a> {
    pub(super) caller: &'a Caller,
    pub(super) store: &'a Store,
    pub(super) order: TurnOrder,
    pub(super) live: &'a mpsc::Sender<Live>,
    pub(super) stop: watch::Receiver<bool>,
    pub(super) steer: mpsc::Receiver<Message>,
    pub(super) system: Arc<str>,
    pub(super) history: History,
    pub(super) keeper: Keeper,
    pub(super) told: Told,
    pub(super) doing: Doings,
}

impl<'a> Driver<'a> {
    fn new(
        caller: &'a Caller,
        store: &'a Store,
        order: TurnOrder,
        live: &'a mpsc::Sender<Live>,
        stop: watch::Receiver<bool>,
        steer: mpsc::Receiver<Message>,
    ) -> Result<Self, StoreError> {
        let room = caller.room(Routed {
            role: &order.agent,
            complexity: None,
            chosen: order.model.as_ref(),
        });
        let history = History::read(store, order.run, room)?;
        let keeper = Keeper::new(store, order.run, order.words.clone())?;
        let doing = Doings::new();
        let system = prompt::system(order.work.as_ref().map(|work| work.bench.as_ref()));
        Ok(Self {
            caller,
            store,
            order,
            live,
            stop,
            steer,
            system,
            history,
            keeper,
            told: Told::default(),
            doing,
        })
    }

    async fn run(&mut self) -> Result<End, StoreError> {
        let (limits, has_check, time) = match &self.order.work {
            Some(work) => (work.limits, work.check.is_some(), work.time),
            None => (Limits::default(), false, None),
        };
        let deadline = time.map(|time| Instant::now() + time);
        self.tell_left_out().await;
        let mut turn = Turn::new(limits, has_check);
        let mut effects: VecDeque<Effect> = turn.step(self.begin()?).into();
        if self.keeper.has_words() {
            effects.extend(turn.step(Input::Steered));
        }
        let mut seen_stop = false;
        let mut seen_end_of_time = false;
        loop {
            while let Some(effect) = effects.pop_front() {
                if let Some(end) = self.perform(effect).await? {
                    return Ok(end);
                }
            }
            let time = at(deadline.filter(|_| !seen_end_of_time));
            let mut stop = self.stop.clone();
            let input = tokio::select! {
                biased;
                Some(note) = self.doing.notes.1.recv() => Self::noted(note),
                () = stopped(&mut stop), if !seen_stop => {
                    seen_stop = true;
                    Input::Interrupted
                }
                Some((place, carried)) = self.doing.calls.next() => self.carried(place, carried?)?,
                answer = ready(&mut self.doing.asking) => {
                    self.doing.asking = None;
                    self.answered(answer).await?
                }
                said = ready(&mut self.doing.deciding) => {
                    self.doing.deciding = None;
                    match said? {
                        Said::Yes(_) => Input::Allowed,
                        Said::No(_) => Input::Declined,
                    }
                }
                check = ready(&mut self.doing.checking) => {
                    self.doing.checking = None;
                    self.checked(check).await
                }
                Some(message) = self.steer.recv() => {
                    self.keeper.steer(message);
                    self.doing.steered += 1;
                    Input::Steered
                }
                () = time => {
                    seen_end_of_time = true;
                    Input::TimeIsUp
                }
            };
            effects.extend(turn.step(input));
        }
    }

    /// What the turn begins with: the person's words, or calls that were open.
    fn begin(&mut self) -> Result<Input, StoreError> {
        let open = self.keeper.open_calls(self.store)?;
        if open.is_empty() {
            return Ok(Input::Begin);
        }
        let asked = open.iter().map(|call| asked(&call.call)).collect();
        self.doing.open = open.into_iter().map(|call| (call.at.place, call)).collect();
        Ok(Input::Resumed(asked))
    }

    async fn tell_left_out(&mut self) {
        let left_out = self.history.left_out;
        if left_out > 0 {
            let text = format!(
                "the talk is longer than the model can read: its first {left_out} messages are not sent any more"
            );
            self.live.send(Live::Warning(text)).await.ok();
        }
    }

    /// Keeps how it ended.
    async fn finish(mut self, end: End) -> Result<TurnEnd, StoreError> {
        let work = self.order.work.as_ref();
        let leaving = work.map(|work| work.bench.confinement.cool());
        if let Some(work) = &self.order.work
            && let Some(check) = self.told.check.take()
        {
            self.told.evidence = Some(self.keeper.keep_evidence(self.store, &work.bench, check)?);
        }
        let waits: Option<Approval> = match self.told.waits.filter(|_| end == End::Waiting) {
            Some(id) => Some(self.store.read(|tx| tx.approval(id))?),
            None => None,
        };
        let error = match end {
            End::Whole | End::Proven => None,
            End::Failed => self.told.failed.take(),
            End::Interrupted => Some(TurnError::Interrupted),
            End::Waiting => waits.map(|approval| TurnError::Waiting(Box::new(approval))),
            End::Stopped(limit) => Some(TurnError::Limit(limit)),
            End::Unproven => {
                let checks = self.told.evidence.iter().flat_map(|one| &one.checks);
                let summary = checks.map(|check| check.summary.clone()).next_back();
                Some(TurnError::Unproven(summary.unwrap_or_default()))
            }
        };
        let run = self
            .keeper
            .end(self.store, self.order.after, error.as_ref())?;
        if let Some(leaving) = leaving {
            leaving.await;
        }
        Ok(TurnEnd {
            run,
            message: self.told.message,
            stop: self.told.stop,
            calls: self.told.calls,
            tools: self.told.tools,
            evidence: self.told.evidence,
            messages: self.keeper.messages(),
            error,
        })
    }
}

/// Waits until then; forever without a time.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => pending().await,
    }
}
