//! Decides what follows from what happened.

use super::limits::{Limit, Limits};
use super::repeats::Repeats;
use super::words::{Asked, Effect, End, Input, Patience, Reach};

/// How often in a row a model is told that what it asked for cannot be carried out.
const MOST_SLIPS: u32 = 2;

/// A turn: from the person's words to the end of the model's work on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    limits: Limits,
    has_check: bool,
    phase: Phase,
    calls: Vec<Slot>,
    repeats: Repeats,
    steps: u32,
    tokens: u64,
    checks: u32,
    /// How often in a row the model asked for something in a form that cannot be carried out.
    slips: u32,
    /// The person said something that is not part of the talk yet.
    steered: bool,
    /// What was noticed and is asked about once the calls of this answer are over.
    noticed: Option<Limit>,
}

/// What the turn does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Begins,
    Asks,
    Works,
    /// It works off what runs, because the person interrupted.
    Stops,
    /// The person is asked whether it may go on.
    Doubts(Limit),
    Checks,
    Over,
}

/// A call of the answer that is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    asked: Asked,
    state: SlotState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SlotState {
    Ready,
    Started,
    /// A person has to answer, and may do so here.
    Waiting,
    /// A person has to answer, and nobody can here.
    Left,
    Over,
}

impl Turn {
    /// A turn that has not begun.
    pub fn new(limits: Limits, has_check: bool) -> Self {
        Self {
            limits,
            has_check,
            phase: Phase::Begins,
            calls: Vec::new(),
            repeats: Repeats::default(),
            steps: 0,
            tokens: 0,
            checks: 0,
            slips: 0,
            steered: false,
            noticed: None,
        }
    }

    /// True when nothing more can follow.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Takes what happened; answers what is to be done, in this order.
    pub fn step(&mut self, input: Input) -> Vec<Effect> {
        if self.is_over() {
            return Vec::new();
        }
        match input {
            Input::Begin => self.ask(Vec::new()),
            Input::Resumed(calls) => self.work(calls),
            Input::Replied { calls, tokens } => self.replied(calls, tokens),
            Input::Slipped => self.slipped(),
            Input::Failed => self.end(End::Failed),
            Input::Waits { place, patience } => self.waits(place, patience),
            Input::Goes { place } => {
                self.set(place, SlotState::Started);
                Vec::new()
            }
            Input::Ended { place, result } => self.ended(place, result),
            Input::Steered => {
                self.steered = true;
                Vec::new()
            }
            Input::Interrupted => self.interrupted(),
            Input::TimeIsUp => self.time_is_up(),
            Input::Allowed => self.allowed(),
            Input::Declined => match self.phase {
                Phase::Doubts(limit) => self.end(End::Stopped(limit)),
                Phase::Begins
                | Phase::Asks
                | Phase::Works
                | Phase::Stops
                | Phase::Checks
                | Phase::Over => Vec::new(),
            },
            Input::NobodyAnswers => self.end(End::Waiting),
            Input::Checked { passed } => self.checked(passed),
        }
    }

    fn ask(&mut self, mut before: Vec<Effect>) -> Vec<Effect> {
        self.phase = Phase::Asks;
        before.push(Effect::Ask);
        before
    }

    fn end(&mut self, end: End) -> Vec<Effect> {
        self.phase = Phase::Over;
        vec![Effect::End(end)]
    }

    fn replied(&mut self, calls: Vec<Asked>, tokens: u64) -> Vec<Effect> {
        self.steps += 1;
        self.slips = 0;
        self.tokens = self.tokens.saturating_add(tokens);
        if !calls.is_empty() {
            return self.work(calls);
        }
        if std::mem::take(&mut self.steered) {
            return self.ask(vec![Effect::KeepWords]);
        }
        if self.has_check {
            self.phase = Phase::Checks;
            return vec![Effect::Check];
        }
        self.end(End::Whole)
    }

    /// Asks once more, with what was wrong; a model that does not learn from it has failed.
    fn slipped(&mut self) -> Vec<Effect> {
        self.steps += 1;
        self.slips += 1;
        if self.slips > MOST_SLIPS {
            return self.end(End::Failed);
        }
        self.steered = false;
        self.ask(vec![Effect::KeepWords])
    }

    fn work(&mut self, calls: Vec<Asked>) -> Vec<Effect> {
        self.phase = Phase::Works;
        let ready = |asked| Slot {
            asked,
            state: SlotState::Ready,
        };
        self.calls = calls.into_iter().map(ready).collect();
        self.go_on()
    }

    /// Starts every call that may start now, or goes on when all are over.
    fn go_on(&mut self) -> Vec<Effect> {
        if self.calls.iter().all(|call| call.state == SlotState::Over) {
            return self.answered();
        }
        let mut effects = Vec::new();
        let mut all_over = true;
        for (place, call) in (0..).zip(&mut self.calls) {
            let changes = call.asked.reach == Reach::Changes;
            // What looks goes beside what looks; what changes goes alone, and all behind it wait.
            if call.state == SlotState::Ready && (!changes || all_over) {
                call.state = SlotState::Started;
                effects.push(Effect::Start(place));
            }
            all_over &= call.state == SlotState::Over;
            if changes && !all_over {
                break;
            }
        }
        effects
    }

    fn waits(&mut self, place: u32, patience: Patience) -> Vec<Effect> {
        match patience {
            Patience::Waits => self.set(place, SlotState::Waiting),
            Patience::Leaves => self.set(place, SlotState::Left),
        }
        self.leave()
    }

    /// Ends the turn when all that is left of it waits for a person who is not here.
    fn leave(&mut self) -> Vec<Effect> {
        let moves = |call: &Slot| matches!(call.state, SlotState::Started | SlotState::Waiting);
        let left = |call: &Slot| call.state == SlotState::Left;
        if self.calls.iter().any(left) && !self.calls.iter().any(moves) {
            return self.end(End::Waiting);
        }
        Vec::new()
    }

    fn ended(&mut self, place: u32, result: u64) -> Vec<Effect> {
        self.set(place, SlotState::Over);
        let call = usize::try_from(place)
            .ok()
            .and_then(|at| self.calls.get(at));
        if let Some(call) = call.copied()
            && self.repeats.add(call.asked.call, result)
        {
            self.noticed = Some(Limit::Circles);
        }
        if self.phase == Phase::Stops {
            return self.stopped();
        }
        let mut effects = self.go_on();
        if effects.is_empty() {
            effects = self.leave();
        }
        effects
    }

    /// All calls of an answer are over.
    fn answered(&mut self) -> Vec<Effect> {
        self.calls.clear();
        self.steered = false;
        let tokens = self.limits.tokens.filter(|most| self.tokens >= *most);
        let limit = self
            .noticed
            .take()
            .or_else(|| (self.steps >= self.limits.steps).then_some(Limit::Steps(self.steps)))
            .or_else(|| tokens.map(|_| Limit::Tokens(self.tokens)));
        match limit {
            None => self.ask(vec![Effect::Keep]),
            Some(limit) => {
                self.phase = Phase::Doubts(limit);
                vec![Effect::Keep, Effect::AskToGoOn(limit)]
            }
        }
    }

    fn allowed(&mut self) -> Vec<Effect> {
        let Phase::Doubts(limit) = self.phase else {
            return Vec::new();
        };
        match limit {
            Limit::Steps(_) => self.limits.steps = self.limits.steps.saturating_mul(2),
            Limit::Tokens(_) => {
                self.limits.tokens = self.limits.tokens.map(|most| most.saturating_mul(2));
            }
            Limit::Circles => self.repeats.forget(),
            Limit::Time => {}
        }
        self.ask(Vec::new())
    }

    fn interrupted(&mut self) -> Vec<Effect> {
        match self.phase {
            Phase::Works => {
                self.phase = Phase::Stops;
                let mut effects = Vec::new();
                for (place, call) in (0..).zip(&mut self.calls) {
                    match call.state {
                        SlotState::Started | SlotState::Waiting => {
                            effects.push(Effect::Stop(place));
                        }
                        SlotState::Ready | SlotState::Left => call.state = SlotState::Over,
                        SlotState::Over => {}
                    }
                }
                if effects.is_empty() {
                    return self.stopped();
                }
                effects
            }
            // Who answers sees the interrupt and reports it as a failure.
            Phase::Asks | Phase::Stops | Phase::Over => Vec::new(),
            Phase::Begins | Phase::Doubts(_) | Phase::Checks => self.end(End::Interrupted),
        }
    }

    /// Ends an interrupted turn once nothing runs any more: the model learns what was cut off.
    fn stopped(&mut self) -> Vec<Effect> {
        if self.calls.iter().any(|call| call.state != SlotState::Over) {
            return Vec::new();
        }
        self.phase = Phase::Over;
        vec![Effect::Keep, Effect::End(End::Interrupted)]
    }

    fn time_is_up(&mut self) -> Vec<Effect> {
        match self.phase {
            Phase::Begins | Phase::Asks | Phase::Works => self.noticed = Some(Limit::Time),
            Phase::Stops | Phase::Doubts(_) | Phase::Checks | Phase::Over => {}
        }
        Vec::new()
    }

    fn checked(&mut self, passed: bool) -> Vec<Effect> {
        if passed {
            return self.end(End::Proven);
        }
        self.checks += 1;
        if self.checks >= self.limits.checks {
            return self.end(End::Unproven);
        }
        self.ask(vec![Effect::KeepFailure])
    }

    fn set(&mut self, place: u32, state: SlotState) {
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        if let Some(call) = self.calls.get_mut(at) {
            call.state = state;
        }
    }
}
