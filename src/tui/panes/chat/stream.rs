//! What goes on in a turn of the model: its answer as it comes, and what came of it.

use std::time::Duration;

use super::deed::Deed;
use super::item::{Item, Voice};
use super::past::{PAGE, Told};
use super::talk::{Pause, Turn};
use super::{Effect, Opened, Saying, State, live, send};
use crate::domain::call::Call;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::RunId;
use crate::domain::live::Live;
use crate::domain::model_name::ModelName;
use crate::domain::money::Usd;
use crate::domain::usage::Usage;
use crate::tui::root::{Ctx, Effect as RootEffect};
use crate::tui::theme::Token;

use super::answer::Answer;
use super::composer::Sent;

/// What is told of a turn.
#[derive(Debug)]
pub enum Telling {
    /// It has begun, in this talk.
    Begun(RunId),
    /// What came since, pieces of text that follow each other put together.
    Live(Vec<Live>),
    /// It has ended.
    Ended(Box<Ended>),
    /// It could not be begun, for this reason.
    Refused(String),
}

/// What came of a turn.
#[derive(Debug)]
pub struct Ended {
    /// How.
    pub how: How,
    /// What it took, for below the answer.
    pub footer: String,
    /// How many messages the talk has now.
    pub messages: u64,
}

/// How a turn ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// With a whole answer.
    Whole,
    /// Short of a whole answer, at a limit of the model.
    Short(String),
    /// By the person.
    Interrupted,
    /// By something that went wrong: what, and what to do.
    Failed(String),
}

/// Says something to the model.
pub(super) fn say(state: &mut State, sent: Sent, now: Duration) -> Vec<RootEffect> {
    state.transcript.say(Voice::Person, sent.shown.trim_end());
    let answer = Answer::of(state.talk.label());
    let item = Item::new(Voice::Model(Box::new(answer)), String::new());
    let item = state.transcript.add(item);
    state.talk.turn = Some(Turn {
        item,
        began: now,
        begun: false,
        said: sent.full.clone(),
        has_worked: false,
        stopping: false,
        pause: Pause::None,
    });
    state.talk.joining = 0;
    vec![RootEffect::Chat(Effect::Say(Saying {
        run: state.talk.run,
        text: sent.full,
        model: state.talk.chosen.name.clone(),
        tools: state.talk.tools(),
    }))]
}

/// Has what was said since join what the model works on, at its next step.
pub(super) fn steer(state: &mut State) -> Vec<RootEffect> {
    let talk = &mut state.talk;
    let (Some(run), Some(turn)) = (talk.run, &talk.turn) else {
        return Vec::new();
    };
    if turn.stopping || !turn.begun {
        return Vec::new();
    }
    let from = std::mem::replace(&mut talk.joining, talk.queue.len());
    let more = talk.queue.iter().skip(from);
    let more = more.map(|sent| RootEffect::Chat(Effect::Steer(run, sent.full.clone())));
    more.collect()
}

/// Cuts the answer off; answers nothing where none is being given.
pub(super) fn interrupt(state: &mut State) -> Vec<RootEffect> {
    let Some(turn) = &mut state.talk.turn else {
        return Vec::new();
    };
    turn.stopping = true;
    let run = state.talk.run;
    run.map(|run| RootEffect::Chat(Effect::Interrupt(run)))
        .into_iter()
        .collect()
}

/// Applies what is told of the turn.
pub(super) fn tell(state: &mut State, telling: Telling, ctx: &Ctx) -> Vec<RootEffect> {
    match telling {
        Telling::Begun(run) => {
            state.talk.run = Some(run);
            let Some(turn) = &mut state.talk.turn else {
                return Vec::new();
            };
            turn.begun = true;
            // Who pressed Esc before there was anything to interrupt meant this.
            if turn.stopping {
                return vec![RootEffect::Chat(Effect::Interrupt(run))];
            }
            steer(state)
        }
        Telling::Live(pieces) => {
            for piece in pieces {
                live::live(state, piece, ctx);
            }
            Vec::new()
        }
        Telling::Ended(ended) => end(state, *ended, ctx),
        Telling::Refused(reason) => {
            let how = How::Failed(reason);
            let messages = state.talk.kept;
            let ended = Ended {
                how,
                footer: String::new(),
                messages,
            };
            end(state, ended, ctx)
        }
    }
}

/// The turn has ended: what waited is said next, unless something went wrong.
fn end(state: &mut State, ended: Ended, ctx: &Ctx) -> Vec<RootEffect> {
    let Some(turn) = state.talk.turn.take() else {
        return Vec::new();
    };
    state.talk.kept = ended.messages;
    state.talk.joining = 0;
    let mut empty = true;
    if let Some(answer) = state.transcript.answer(turn.item) {
        answer.thought.end(ctx.now);
        answer.page.finish();
        answer.waits = None;
        answer.footer = ended.footer;
        answer.deeds.iter_mut().for_each(Deed::leave);
        empty = answer.is_empty();
        match &ended.how {
            How::Short(why) => answer.notes.push((why.clone(), Token::Warn)),
            How::Interrupted if !empty => {
                let text = "interrupted: what had come is kept";
                answer.notes.push((text.to_owned(), Token::Warn));
            }
            How::Failed(why) if !empty => {
                answer.notes.push((format!("cut off: {why}"), Token::Bad));
            }
            How::Whole if empty => {
                let text = "the model said nothing";
                answer.notes.push((text.to_owned(), Token::Warn));
            }
            How::Whole | How::Interrupted | How::Failed(_) => {}
        }
    }
    let unanswered = matches!(ended.how, How::Interrupted | How::Failed(_));
    if empty && unanswered {
        state.transcript.remove(turn.item);
    }
    // What was done before it was cut off is not asked for again.
    let said = (empty && !turn.has_worked).then_some(turn.said);
    // What was said from elsewhere since, while the end of this turn was on its way.
    let mut effects: Vec<_> = read_news(state).into_iter().collect();
    match ended.how {
        How::Whole | How::Short(_) => {
            if let Some(next) = state.talk.queue.pop_front() {
                return say(state, next, ctx.now);
            }
            let text = format!("{} has answered", state.talk.label());
            effects.push(RootEffect::Attention(text));
        }
        How::Interrupted => give_back(state, said),
        How::Failed(why) => {
            if empty {
                state.transcript.say(Voice::Trouble, why.clone());
            }
            give_back(state, said);
            effects.push(RootEffect::Attention(why));
        }
    }
    effects
}

/// Puts what was not answered, and what waited, back where it was written: none of it is lost.
fn give_back(state: &mut State, said: Option<String>) {
    let mut texts: Vec<String> = said.into_iter().collect();
    texts.extend(state.talk.queue.drain(..).map(|sent| sent.full));
    let now = state.composer.full();
    if texts.is_empty() {
        return;
    }
    if now.trim().is_empty() {
        state.composer.give_back(&texts.join("\n\n"));
    } else {
        // Somebody is writing: nothing is marked under their hands.
        texts.push(now);
        state.composer.replace(&texts.join("\n\n"));
    }
}

/// Takes the message that waits longest back to be changed; answers whether there is one.
pub(super) fn take_back(state: &mut State) -> bool {
    if state.talk.queue.len() <= state.talk.joining {
        // The model reads it at its next step already.
        return false;
    }
    let Some(sent) = state.talk.queue.pop_back() else {
        return false;
    };
    state.composer.replace(&sent.full);
    true
}

/// Takes up a talk that was kept.
pub(super) fn opened(state: &mut State, opened: Opened) {
    if state.talk.turn.is_some() {
        let text = "The model is answering: Esc stops it, then another talk can be taken up.";
        state.transcript.say(Voice::System, text);
        return;
    }
    state.talk.leave();
    state.talk.run = Some(opened.run);
    state.talk.cost = opened.cost;
    state.talk.taken = opened.taken;
    state.talk.kept = opened.messages;
    state.transcript.open(opened.messages);
    state.transcript.fill(opened.newest);
}

/// Looks for what was said in this talk from elsewhere, when something happened to it there.
pub(super) fn news(state: &State, event: &Event) -> Option<RootEffect> {
    let is_ours = state.talk.run == Some(event.run);
    let moved = matches!(event.kind, EventKind::StateChanged { .. });
    (is_ours && moved).then(|| read_news(state)).flatten()
}

/// Reads what of this talk is not shown yet; what a turn here brings is told by the turn.
pub(super) fn read_news(state: &State) -> Option<RootEffect> {
    let run = state.talk.run.filter(|_| state.talk.turn.is_none())?;
    Some(RootEffect::Chat(Effect::Read(run, state.talk.kept + 1)))
}

/// Shows a page of the talk: in the places that wait for it, and below them what is new.
pub(super) fn read(state: &mut State, messages: Vec<Told>) -> Option<RootEffect> {
    let (known, new): (Vec<_>, Vec<_>) = messages
        .into_iter()
        .partition(|told| told.number <= state.talk.kept);
    state.transcript.fill(known);
    if state.talk.turn.is_some() {
        return None;
    }
    let more = new.len() == PAGE as usize;
    for told in new {
        state.talk.kept = told.number;
        state.transcript.tell(told);
    }
    more.then(|| read_news(state)).flatten()
}

/// Begins with an empty transcript and a talk of its own.
pub(super) fn new_talk(state: &mut State) -> Vec<RootEffect> {
    if state.talk.turn.is_some() {
        let text = "The model is answering: Esc stops it, then a new talk can begin.";
        state.transcript.say(Voice::System, text);
        return Vec::new();
    }
    state.talk.leave();
    state.transcript.clear();
    Vec::new()
}

/// The model without who offers it.
pub fn label(model: &ModelName) -> String {
    if model.is_rules() {
        return send::RULES_LABEL.to_owned();
    }
    model.id.clone()
}

/// What a turn took, as it stands below the answer; nothing where no call was made.
pub fn footer(calls: &[Call]) -> String {
    let Some(last) = calls.last() else {
        return String::new();
    };
    let usage = calls
        .iter()
        .fold(Usage::default(), |sum, call| sum + call.bill.usage);
    let cost = calls
        .iter()
        .fold(Usd::ZERO, |sum, call| sum.plus(call.bill.cost));
    let mut parts = Vec::new();
    let cached = match usage.cache_read {
        0 => String::new(),
        many => format!(" ({} cached)", super::talk::tokens(many)),
    };
    let read = super::talk::tokens(usage.read());
    parts.push(format!("{read} in{cached}"));
    parts.push(format!("{} out", super::talk::tokens(usage.output)));
    parts.push(cost.brief());
    let first = calls
        .first()
        .map_or(last.started_at, |call| call.started_at);
    if let Some(end) = last.ended_at {
        let took = u64::try_from(end.duration_since(first).as_millis()).unwrap_or(0);
        parts.push(crate::text::duration(took));
    }
    if calls.len() > 1 {
        parts.push(format!("{} calls", calls.len()));
    }
    parts.join(" · ")
}
