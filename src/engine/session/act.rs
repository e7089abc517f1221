//! Does what the state machine decides.

use std::sync::Arc;

use tokio::sync::watch;

use super::drive::Driver;
use super::feedback::feedback;
use crate::domain::live::Live;
use crate::domain::message::Message;
use crate::domain::tool_call::ToolState;
use crate::engine::calls::Ask;
use crate::engine::tooling::{Carried, Order, carry, check, go_on, wait_for};
use crate::engine::turn::{Effect, End, Limit, Patience};
use crate::llm::{Thinking, ToolChoice};
use crate::store::StoreError;

/// After how many rounds of the runtime a request is surely on its way.
const REQUEST: usize = 4;

impl Driver<'_> {
    /// Performs an effect; answers how the turn ends, where it does.
    pub(super) async fn perform(&mut self, effect: Effect) -> Result<Option<End>, StoreError> {
        match effect {
            Effect::Ask => self.ask(),
            Effect::Start(place) => self.start(place),
            Effect::Stop(place) => {
                if let Some(stop) = self.doing.stops.get(&place) {
                    stop.send_replace(true);
                }
            }
            Effect::Keep => {
                let kept = self.keeper.keep_results(self.store)?;
                self.history.add(kept);
                self.doing.stops.clear();
                self.doing.open.clear();
                self.tell_joined().await;
            }
            Effect::KeepWords => {
                self.keep_words()?;
                self.tell_joined().await;
            }
            Effect::AskToGoOn(limit) => return self.ask_to_go_on(limit).await,
            Effect::Check => self.check(),
            Effect::KeepFailure => {
                if let (Some(check), Some(work)) = (&self.told.check, &self.order.work) {
                    let told = feedback(check, &work.bench.workspace);
                    self.keeper.steer(Message::user(told));
                }
                self.keep_words()?;
                self.tell_joined().await;
            }
            Effect::End(end) => return Ok(Some(end)),
        }
        Ok(None)
    }

    pub(super) fn keep_words(&mut self) -> Result<(), StoreError> {
        if let Some(message) = self.keeper.keep_words(self.store)? {
            self.history.add(message);
        }
        Ok(())
    }

    pub(super) fn ask(&mut self) {
        let order = &self.order;
        let ask = Ask {
            run: order.run,
            agent: order.agent.clone(),
            model: order.model.clone(),
            system: self.system.clone(),
            messages: self.history.messages.clone(),
            tools: match &order.work {
                Some(work) => work.bench.specs.clone(),
                None => Arc::new([]),
            },
            choice: ToolChoice::Auto,
            limit: None,
            thinking: Thinking::Off,
        };
        let (caller, live, mut stop) = (self.caller.clone(), self.live.clone(), self.stop.clone());
        let bench = order.work.as_ref().map(|work| work.bench.clone());
        self.doing.asking = Some(Box::pin(async move {
            let warm = async {
                // The request goes out first.
                for _ in 0..REQUEST {
                    tokio::task::yield_now().await;
                }
                if let Some(bench) = bench {
                    bench.confinement.warm();
                }
            };
            tokio::join!(caller.ask(&ask, &live, &mut stop), warm).0
        }));
    }

    pub(super) fn start(&mut self, place: u32) {
        let (Some(work), Some(call)) = (&self.order.work, self.doing.open.get(&place)) else {
            return;
        };
        if call.state == ToolState::Waiting
            && let Ok(seen) = serde_json::from_str(&call.result)
        {
            work.bench.toolbox.restore(seen);
        }
        let (stop, stopped) = watch::channel(false);
        self.doing.stops.insert(place, stop);
        let order = Order {
            bench: work.bench.clone(),
            store: self.store.clone(),
            run: self.order.run,
            about: self.keeper.about().to_owned(),
            agent: self.order.agent.clone(),
            at: call.at,
            call: call.call.clone(),
            state: call.state,
            approval: call.approval,
            live: self.live.clone(),
            notes: self.doing.notes.0.clone(),
            stop: stopped,
        };
        if call.state.is_over() {
            let (state, text) = (call.state, call.result.clone());
            let over = Carried::Over {
                state,
                text,
                about: String::new(),
                files: Vec::new(),
            };
            self.doing
                .calls
                .push(Box::pin(async move { (place, Ok(over)) }));
            return;
        }
        self.doing
            .calls
            .push(Box::pin(async move { (place, carry(order).await) }));
    }

    /// Asks a person whether the turn may go on; ends it where nobody can answer here.
    pub(super) async fn ask_to_go_on(&mut self, limit: Limit) -> Result<Option<End>, StoreError> {
        let Some(work) = &self.order.work else {
            return Ok(Some(End::Stopped(limit)));
        };
        let events = self.store.subscribe()?;
        let question = go_on(
            self.order.run,
            &self.order.agent,
            self.keeper.about(),
            &work.bench.workspace,
            limit,
        );
        let run = self.order.run;
        let approval = self
            .store
            .write(move |tx| tx.raise_approval(run, question))?;
        let id = approval.id;
        self.live.send(Live::Asked(Box::new(approval))).await.ok();
        if work.bench.patience == Patience::Leaves {
            self.told.waits = Some(id);
            return Ok(Some(End::Waiting));
        }
        let store = self.store.clone();
        self.doing.deciding = Some(Box::pin(async move { wait_for(&store, events, id).await }));
        Ok(None)
    }

    pub(super) fn check(&mut self) {
        let Some(work) = self.order.work.clone() else {
            return;
        };
        let Some(run) = work.check else {
            return;
        };
        let (live, stop) = (self.live.clone(), self.stop.clone());
        self.doing.checking = Some(Box::pin(async move {
            live.send(Live::Checking(run.command.clone())).await.ok();
            check(&work.bench, &run, stop).await
        }));
    }

    /// Tells that what the person said meanwhile is a message now.
    pub(super) async fn tell_joined(&mut self) {
        let joined = std::mem::take(&mut self.doing.steered);
        if joined > 0 {
            self.live.send(Live::Joined(joined)).await.ok();
        }
    }
}
