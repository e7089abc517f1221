//! Drives a turn: performs what the state machine decides, and feeds it what came of it.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::future::pending;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::pin::Pin;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

use super::history::History;
use super::keep::Keeper;
use super::prompt;
use super::turn::{TurnEnd, TurnError, TurnOrder};
use crate::domain::approval::Approval;
use crate::domain::call::Call;
use crate::domain::evidence::{Check, Evidence};
use crate::domain::ids::ApprovalId;
use crate::domain::live::Live;
use crate::domain::message::{Message, ToolUse};
use crate::domain::tool_call::ToolCall;
use crate::engine::calls::{Answer, Ask, CallError, Caller, stopped};
use crate::engine::tooling::{Carried, Note, Order, Said, carry, check, go_on, wait_for};
use crate::engine::turn::{Asked, Effect, End, Input, Limit, Limits, Patience, Reach, Turn};
use crate::llm::{Stop, Thinking, ToolChoice, Work as Routed};
use crate::sandbox::SandboxError;
use crate::store::{Store, StoreError};
use crate::tools::Tool;

/// Notes of calls that wait to be read.
const WAITING: usize = 64;

/// How much of a failed check's output the model reads, in characters, from its end.
const FEEDBACK: usize = 3_000;

/// The way by which calls tell where they are.
type Notes = (mpsc::Sender<(u32, Note)>, mpsc::Receiver<(u32, Note)>);

/// Something that is being done.
type Doing<T> = Pin<Box<dyn Future<Output = T> + Send>>;

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
struct Driver<'a> {
    caller: &'a Caller,
    store: &'a Store,
    order: TurnOrder,
    live: &'a mpsc::Sender<Live>,
    stop: watch::Receiver<bool>,
    steer: mpsc::Receiver<Message>,
    system: Arc<str>,
    history: History,
    keeper: Keeper,
    told: Told,
    doing: Doings,
}

/// What there is to tell about the turn when it has ended.
#[derive(Default)]
struct Told {
    calls: Vec<Call>,
    tools: Vec<ToolUse>,
    message: Option<Arc<Message>>,
    stop: Option<Stop>,
    failed: Option<TurnError>,
    check: Option<Check>,
    evidence: Option<Evidence>,
    waits: Option<ApprovalId>,
}

/// What is being done, and what is to be done with the calls of the last answer.
struct Doings {
    asking: Option<Doing<Result<Answer, CallError>>>,
    calls: FuturesUnordered<Doing<(u32, Result<Carried, StoreError>)>>,
    deciding: Option<Doing<Result<Said, StoreError>>>,
    checking: Option<Doing<Result<Check, SandboxError>>>,
    stops: HashMap<u32, watch::Sender<bool>>,
    notes: Notes,
    open: BTreeMap<u32, ToolCall>,
    /// What the person said meanwhile that is no message yet.
    steered: usize,
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
        let doing = Doings {
            asking: None,
            calls: FuturesUnordered::new(),
            deciding: None,
            checking: None,
            stops: HashMap::new(),
            notes: mpsc::channel(WAITING),
            open: BTreeMap::new(),
            steered: 0,
        };
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
            let time = async {
                match deadline.filter(|_| !seen_end_of_time) {
                    Some(deadline) => sleep_until(deadline).await,
                    None => pending().await,
                }
            };
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
                    self.answered(answer)?
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
                    self.checked(check)
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

    /// Performs an effect; answers how the turn ends, where it does.
    async fn perform(&mut self, effect: Effect) -> Result<Option<End>, StoreError> {
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
                if let Some(check) = &self.told.check {
                    self.keeper.steer(Message::user(feedback(check)));
                }
                self.keep_words()?;
                self.tell_joined().await;
            }
            Effect::End(end) => return Ok(Some(end)),
        }
        Ok(None)
    }

    /// Tells that what the person said meanwhile is a message now.
    async fn tell_joined(&mut self) {
        let joined = std::mem::take(&mut self.doing.steered);
        if joined > 0 {
            self.live.send(Live::Joined(joined)).await.ok();
        }
    }

    fn keep_words(&mut self) -> Result<(), StoreError> {
        if let Some(message) = self.keeper.keep_words(self.store)? {
            self.history.add(message);
        }
        Ok(())
    }

    fn ask(&mut self) {
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
        self.doing.asking = Some(Box::pin(
            async move { caller.ask(&ask, &live, &mut stop).await },
        ));
    }

    /// The model has answered, or could not.
    fn answered(&mut self, answer: Result<Answer, CallError>) -> Result<Input, StoreError> {
        let mut error = match answer {
            Ok(Answer { reply, calls }) => {
                self.told.calls.extend(calls);
                self.told.stop = Some(reply.stop);
                let uses: Vec<ToolUse> = reply.calls().cloned().collect();
                let tokens = reply.usage.read().saturating_add(reply.usage.output);
                let message = Arc::new(reply.message);
                let call = self.told.calls.last().map(|call| call.id);
                let open = self.keeper.keep_answer(self.store, &message, call)?;
                self.history.add(message.clone());
                self.told.message = Some(message);
                self.told.tools.extend(uses.iter().cloned());
                self.doing.open = open.into_iter().map(|call| (call.at.place, call)).collect();
                let calls = uses.iter().map(asked).collect();
                return Ok(Input::Replied { calls, tokens });
            }
            Err(error) => error,
        };
        let (partial, calls) = error.take_remains();
        self.told.calls.extend(calls);
        self.told.stop = None;
        let partial = partial.filter(|message| !message.blocks.is_empty());
        self.told.message = partial.map(Arc::new);
        if let Some(message) = &self.told.message {
            let call = self.told.calls.last().map(|call| call.id);
            self.keeper.keep_cut(self.store, message, call)?;
        }
        self.told.failed = Some(match error {
            CallError::Interrupted { .. } => TurnError::Interrupted,
            error => TurnError::Call(error),
        });
        Ok(Input::Failed)
    }

    fn start(&mut self, place: u32) {
        let (Some(work), Some(call)) = (&self.order.work, self.doing.open.get(&place)) else {
            return;
        };
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

    fn noted((place, note): (u32, Note)) -> Input {
        match note {
            Note::Waits(_) => Input::Waits {
                place,
                patience: Patience::Waits,
            },
            Note::Goes => Input::Goes { place },
        }
    }

    /// A call is over, or waits for somebody who is not here.
    fn carried(&mut self, place: u32, carried: Carried) -> Result<Input, StoreError> {
        match carried {
            Carried::Left(id) => {
                self.told.waits = Some(id);
                Ok(Input::Waits {
                    place,
                    patience: Patience::Leaves,
                })
            }
            Carried::Over { state, text, about } => {
                let result = number(&text);
                let Some(call) = self.doing.open.get(&place) else {
                    return Ok(Input::Ended { place, result });
                };
                self.keeper.over(call, state, text, about);
                if !self.doing.calls.is_empty() {
                    // Others go on for who knows how long: what is done is noted now.
                    self.keeper.note(self.store)?;
                }
                Ok(Input::Ended { place, result })
            }
        }
    }

    /// Asks a person whether the turn may go on; ends it where nobody can answer here.
    async fn ask_to_go_on(&mut self, limit: Limit) -> Result<Option<End>, StoreError> {
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

    fn check(&mut self) {
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

    fn checked(&mut self, ran: Result<Check, SandboxError>) -> Input {
        let check = ran.unwrap_or_else(|error| Check {
            name: "check".to_owned(),
            command: String::new(),
            outcome: crate::domain::evidence::Outcome::NotRun,
            exit_code: None,
            duration_ms: 0,
            summary: error.to_string(),
            output: error.to_string(),
        });
        let passed = check.passed();
        self.told.check = Some(check);
        Input::Checked { passed }
    }

    /// Keeps how it ended.
    async fn finish(mut self, end: End) -> Result<TurnEnd, StoreError> {
        if let Some(work) = &self.order.work
            && let Some(check) = self.told.check.take()
        {
            self.live
                .send(Live::Checked(Box::new(check.clone())))
                .await
                .ok();
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

/// Waits for what is being done; forever where nothing is.
async fn ready<T>(doing: &mut Option<Doing<T>>) -> T {
    match doing {
        Some(doing) => doing.await,
        None => pending().await,
    }
}

/// A call as the state machine knows it.
fn asked(call: &ToolUse) -> Asked {
    let reach = match Tool::named(&call.name) {
        Some(tool) if tool.mutates() => Reach::Changes,
        // An unknown one is refused before it does anything.
        Some(_) | None => Reach::Looks,
    };
    Asked {
        reach,
        call: number(&format!("{}\0{}", call.name, call.input)),
    }
}

/// A number for a text; equal texts have equal numbers.
fn number(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

/// What the model is told of a check that failed.
fn feedback(check: &Check) -> String {
    let skipped = check.output.chars().count().saturating_sub(FEEDBACK);
    let end: String = check.output.chars().skip(skipped).collect();
    format!(
        "The check failed: {}\n$ {}\n{}\nFind the cause and mend it. The check is run again when you say that you are done.",
        check.summary,
        check.command,
        end.trim_end()
    )
}
