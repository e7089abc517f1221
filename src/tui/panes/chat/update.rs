//! What a message changes in the pane.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::item::Voice;
use super::recall::Recall;
use super::state::Store;
use super::{Chosen, Effect, Found, Msg, State};
use super::{colouring, copying, live, replies, send, stream, tools};
use crate::domain::event::{Event, EventKind};
use crate::tui::keymap::Action;
use crate::tui::overlay::wheel;
use crate::tui::progress::proof_line;
use crate::tui::root::{Ctx, Effect as RootEffect, Request};

/// How often the seconds of what works are counted.
const SECOND: Duration = Duration::from_secs(1);

/// Applies one message.
pub fn update(state: &mut State, msg: Msg, ctx: &Ctx) -> Vec<RootEffect> {
    let mut effects = match msg {
        Msg::Act(action) => act(state, action, ctx),
        Msg::Key(pressed) => key(state, pressed),
        Msg::Paste(text) => {
            match &mut state.recall {
                Some(recall) => recall.paste(&text),
                None => state.composer.paste(&text),
            }
            Vec::new()
        }
        Msg::Mouse(event) => mouse(state, event, ctx),
        Msg::Resized(area) => {
            state.area = area;
            Vec::new()
        }
        Msg::Tick => {
            if state.wakes.is_some_and(|at| at <= ctx.now) {
                state.wakes = None;
            }
            Vec::new()
        }
        Msg::Workspace => {
            state.composer.history = super::history::History::default();
            let folder = ctx.workspace.display().to_string();
            let text = format!("Working on {folder}");
            state.transcript.say(Voice::System, text);
            Vec::new()
        }
        Msg::Show(run) if state.talk.run == Some(run) => Vec::new(),
        Msg::Show(run) => vec![RootEffect::Chat(Effect::Resume(Some(run.to_string())))],
        Msg::Written(text) => {
            state.composer.replace(&text);
            Vec::new()
        }
        Msg::StoreOpened => {
            state.store = Store::Open;
            Vec::new()
        }
        Msg::Reload => catch_up(state),
        Msg::Event(event) => told(state, &event, ctx),
        Msg::Found(found) => take(state, found, ctx),
        Msg::Focused(_) => Vec::new(),
    };
    state.lay_out(ctx.now);
    effects.extend(wake(state, ctx.now));
    effects.extend(colouring::ask(state, ctx.now));
    effects.extend(read_on(state));
    effects
}

/// Asks for the messages in sight and near, unless some are on their way.
fn read_on(state: &mut State) -> Option<RootEffect> {
    let run = state.talk.run.filter(|_| !state.talk.reading)?;
    let from = state.transcript.wanted()?;
    state.talk.reading = true;
    Some(RootEffect::Chat(Effect::Read(run, from)))
}

fn act(state: &mut State, action: Action, ctx: &Ctx) -> Vec<RootEffect> {
    if state.recall.is_some() && recall(state, action) {
        return Vec::new();
    }
    let composer = &mut state.composer;
    match action {
        Action::Send if composer.completion.is_open() && !composer.complete() => {}
        Action::Send => return send::send(state, ctx.now),
        Action::Newline => composer.writing.newline(),
        Action::ExternalEditor => return vec![RootEffect::ExternalEditor(composer.full())],
        Action::HistoryUp => return older(state),
        Action::HistoryDown => composer.newer(),
        Action::Recall => return begin_recall(state),
        Action::Next if composer.completion.is_open() => {
            composer.complete();
        }
        Action::Next => return vec![RootEffect::send(Request::Act(Action::FocusNext))],
        Action::ScrollUp => state.transcript.scroll(-state.transcript.page(), ctx.now),
        Action::ScrollDown => state.transcript.scroll(state.transcript.page(), ctx.now),
        Action::CopyAnswer => return copying::answer(state, ctx),
        Action::CopyCode => return copying::code(state, ctx),
        Action::ToggleThought => state.transcript.toggle_thought(ctx.now),
        Action::ToggleCall => return tools::look_into(state, ctx),
        Action::OpenFile => return tools::open_file(state, ctx),
        Action::OpenCommand => return tools::open_command(state, ctx),
        Action::PlanMode => replies::plan_mode(state),
        Action::NewTalk => return stream::new_talk(state),
        Action::Cancel => return cancel(state, ctx),
        // The palette offers what belongs to other parts too.
        _ => {}
    }
    Vec::new()
}

/// Closes what is open; an unsent text goes to the history, so that it is not lost.
fn cancel(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    let composer = &mut state.composer;
    if composer.completion.is_open() {
        let line = composer.writing.text();
        composer.completion.close(&line);
    } else if state.talk.turn.as_ref().is_some_and(|turn| !turn.stopping) {
        return stream::interrupt(state);
    } else if state.transcript.is_away() {
        state.transcript.follow(ctx.now);
    } else if !composer.writing.is_empty() {
        composer.take();
    }
    Vec::new()
}

fn begin_recall(state: &mut State) -> Vec<RootEffect> {
    let now = state.composer.full();
    state.recall = Some(Recall::new(now));
    let ask = state.composer.history.ask();
    let load = ask.then_some(RootEffect::Chat(Effect::LoadHistory));
    load.into_iter().collect()
}

/// What a bound key does while the history is searched; answers false where it closes the search and
/// means what it always does.
fn recall(state: &mut State, action: Action) -> bool {
    let Some(recall) = &mut state.recall else {
        return false;
    };
    let entries = state.composer.history.entries();
    match action {
        Action::Recall | Action::HistoryUp => recall.older(entries),
        Action::HistoryDown => recall.newer(),
        Action::Send | Action::Next => {
            let text = recall.found(entries).unwrap_or(&recall.before).to_owned();
            state.recall = None;
            state.composer.replace(&text);
        }
        Action::Cancel => {
            let before = std::mem::take(&mut recall.before);
            state.recall = None;
            state.composer.replace(&before);
        }
        _ => {
            state.recall = None;
            return false;
        }
    }
    true
}

fn older(state: &mut State) -> Vec<RootEffect> {
    if state.composer.history.ask() {
        // Those of this session can be shown already.
        state.composer.older();
        return vec![RootEffect::Chat(Effect::LoadHistory)];
    }
    state.composer.older();
    Vec::new()
}

fn key(state: &mut State, pressed: KeyEvent) -> Vec<RootEffect> {
    if let Some(recall) = &mut state.recall {
        match pressed.code {
            KeyCode::Up => recall.older(state.composer.history.entries()),
            KeyCode::Down => recall.newer(),
            _ => recall.key(pressed),
        }
        return Vec::new();
    }
    if pressed.code == KeyCode::Up
        && pressed.modifiers.is_empty()
        && state.composer.writing.is_empty()
        && stream::take_back(state)
    {
        return Vec::new();
    }
    let composer = &mut state.composer;
    let plain = pressed.modifiers.is_empty();
    let browsing = composer.writing.is_empty() || composer.history.is_shown();
    match pressed.code {
        KeyCode::Up if plain && composer.completion.is_open() => composer.completion.step(-1),
        KeyCode::Down if plain && composer.completion.is_open() => composer.completion.step(1),
        KeyCode::Up if plain && browsing && composer.writing.at_top() => return older(state),
        KeyCode::Down if plain && composer.history.is_shown() && composer.writing.at_bottom() => {
            composer.newer();
        }
        KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right => {
            composer.writing.key(pressed);
        }
        _ => composer.key(pressed),
    }
    Vec::new()
}

fn mouse(state: &mut State, event: MouseEvent, ctx: &Ctx) -> Vec<RootEffect> {
    let rows = wheel(event);
    if rows != 0 {
        state.transcript.scroll(rows, ctx.now);
        return Vec::new();
    }
    if event.kind != MouseEventKind::Down(MouseButton::Left) {
        return Vec::new();
    }
    let parts = state.parts(state.area);
    let at = Position::new(event.column, event.row);
    if parts.composer.contains(at) {
        let (column, row) = (at.x - parts.composer.x, at.y - parts.composer.y);
        state.composer.writing.point(column, row);
    } else if parts.rule.contains(at) && state.transcript.is_away() {
        state.transcript.follow(ctx.now);
    } else if parts.transcript.contains(at) {
        let row = usize::from(at.y - parts.transcript.y);
        return pressed(state, row, ctx);
    } else if parts.queue.contains(at) {
        stream::take_back(state);
    }
    Vec::new()
}

/// A row of the transcript was pressed: a run is shown, a thought opened, code copied.
fn pressed(state: &mut State, row: usize, ctx: &Ctx) -> Vec<RootEffect> {
    let Some((item, row)) = state.transcript.at(row, ctx.now) else {
        return Vec::new();
    };
    match &item.voice {
        Voice::Run(progress) => vec![RootEffect::send(Request::ShowRun(progress.run))],
        Voice::Model(answer) => {
            let id = item.id;
            let thought = answer.is_thought(row);
            if let Some((deed, row)) = answer.deed_row(row) {
                if row == 0 {
                    tools::toggle(state, id, deed, ctx);
                }
                return Vec::new();
            }
            let page = answer.page_row(row);
            let code = page.and_then(|row| answer.page.code_at(row));
            // The row that says the language copies what stands below it.
            let code = code.filter(|block| page == Some(answer.page.label_of(*block)));
            if let Some(answer) = state.transcript.answer(id).filter(|_| thought) {
                answer.thought.toggle();
            } else if let Some((text, _)) = code.and_then(|block| answer_code(state, id, block)) {
                return vec![RootEffect::Copy(text)];
            }
            Vec::new()
        }
        Voice::Person
        | Voice::Assistant(_)
        | Voice::System
        | Voice::Trouble
        | Voice::Silent
        | Voice::Unread => Vec::new(),
    }
}

fn answer_code(state: &mut State, id: u64, block: usize) -> Option<(String, String)> {
    let (text, language) = state.transcript.answer(id)?.page.code_text(block)?;
    Some((text, language.to_owned()))
}

fn take(state: &mut State, found: Found, ctx: &Ctx) -> Vec<RootEffect> {
    match found {
        Found::Reply(reply) => {
            state.asked = state.asked.saturating_sub(1);
            return replies::carry_out(state, reply, ctx);
        }
        Found::Said(text) => state.transcript.say(send::RULES, text),
        Found::Refused(text) => state.transcript.say(Voice::Trouble, text),
        Found::NoStore(reason) => no_store(state, reason),
        Found::Begun { run, events } => {
            state.transcript.show_run(run);
            return events
                .iter()
                .flat_map(|event| told(state, event, ctx))
                .collect();
        }
        Found::Printed { run, line } => {
            if let Some(progress) = state.transcript.run(run) {
                progress.print(&line);
            }
        }
        Found::Missed(events) => {
            return events
                .iter()
                .flat_map(|event| told(state, event, ctx))
                .collect();
        }
        Found::Model(chosen, why) => chosen_is(state, chosen, why.as_deref()),
        Found::Missing(what) => {
            let name = &state.talk.chosen.name;
            let text = format!("{name} cannot answer yet: {what}. /model chooses another one.");
            state.transcript.say(Voice::Trouble, text);
        }
        Found::Turn(telling) => return stream::tell(state, telling, ctx),
        Found::Opened(opened) => stream::opened(state, *opened),
        Found::Read(run, messages) => {
            if state.talk.run == Some(run) {
                state.talk.reading = false;
                return stream::read(state, messages).into_iter().collect();
            }
        }
        Found::Coloured {
            place,
            first,
            spans,
        } => colouring::take(state, place, first, spans),
        Found::History(entries) => {
            state.composer.history.read(entries);
            if state.composer.writing.is_empty() && state.recall.is_none() {
                state.composer.older();
            }
        }
    }
    Vec::new()
}

fn no_store(state: &mut State, reason: String) {
    let text = format!(
        "{reason}\nWithout the store no run can be started or shown; files, editor and terminal work."
    );
    state.transcript.say(Voice::Trouble, text);
    state.store = Store::Refused(reason);
}

/// A model answers from now on; it is said why where nobody chose it.
fn chosen_is(state: &mut State, chosen: Chosen, why: Option<&str>) {
    if let Some(why) = why {
        let text = format!(
            "{} answers: {why}. /model chooses another one.",
            chosen.name
        );
        state.transcript.say(Voice::System, text);
    }
    state.talk.chosen = chosen;
}

/// Shows what happened to a run that is in the transcript.
fn told(state: &mut State, event: &Event, ctx: &Ctx) -> Vec<RootEffect> {
    if let EventKind::ApprovalDecided { approval, .. } = event.kind {
        live::decided(state, approval);
    }
    let Some(progress) = state.transcript.apply(event, ctx.now) else {
        return stream::news(state, event).into_iter().collect();
    };
    let what = proof_line(progress).text();
    let what = what.trim().to_owned();
    let idea: String = progress.idea.chars().take(60).collect();
    let next = progress.target.is_some() && !progress.waits();
    if next {
        let text = "/cd works on it, /test runs its tests, /run shows the run.";
        state.transcript.say(Voice::System, text);
    }
    vec![RootEffect::Attention(format!("{idea}: {what}"))]
}

fn catch_up(state: &mut State) -> Vec<RootEffect> {
    let working = state.transcript.runs().filter(|run| run.works());
    working
        .map(|run| RootEffect::Chat(Effect::CatchUp(run.run, run.seq)))
        .chain(stream::read_news(state))
        .collect()
}

/// Asks to be woken once a second while something works.
fn wake(state: &mut State, now: Duration) -> Option<RootEffect> {
    if !state.works() || state.wakes.is_some() {
        return None;
    }
    let at = now + SECOND;
    state.wakes = Some(at);
    Some(RootEffect::WakeAt(at))
}
