//! What a message changes in the pane.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::item::Voice;
use super::state::Store;
use super::{Effect, Found, Msg, State, replies, send};
use crate::domain::event::Event;
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
            state.composer.paste(&text);
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
    effects
}

fn act(state: &mut State, action: Action, ctx: &Ctx) -> Vec<RootEffect> {
    let composer = &mut state.composer;
    match action {
        Action::Send if composer.completion.is_open() && !composer.complete() => {}
        Action::Send => return send::send(state),
        Action::Newline => composer.writing.newline(),
        Action::ExternalEditor => return vec![RootEffect::ExternalEditor(composer.full())],
        Action::HistoryUp => return older(state),
        Action::HistoryDown => composer.newer(),
        Action::Next if composer.completion.is_open() => {
            composer.complete();
        }
        Action::Next => return vec![RootEffect::send(Request::Act(Action::FocusNext))],
        Action::ScrollUp => state.transcript.scroll(-state.transcript.page(), ctx.now),
        Action::ScrollDown => state.transcript.scroll(state.transcript.page(), ctx.now),
        Action::Cancel => cancel(state, ctx),
        // The palette offers what belongs to other parts too.
        _ => {}
    }
    Vec::new()
}

/// Closes what is open; an unsent text goes to the history, so that it is not lost.
fn cancel(state: &mut State, ctx: &Ctx) {
    let composer = &mut state.composer;
    if composer.completion.is_open() {
        let line = composer.writing.text();
        composer.completion.close(&line);
    } else if state.transcript.is_away() {
        state.transcript.follow(ctx.now);
    } else if !composer.writing.is_empty() {
        composer.take();
    }
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
        let run = state.transcript.run_at(row, ctx.now);
        let show = run.map(|run| RootEffect::send(Request::ShowRun(run)));
        return show.into_iter().collect();
    }
    Vec::new()
}

fn take(state: &mut State, found: Found, ctx: &Ctx) -> Vec<RootEffect> {
    match found {
        Found::Reply(reply) => {
            state.asked = state.asked.saturating_sub(1);
            return replies::carry_out(state, reply, ctx);
        }
        Found::Said(text) => state.transcript.say(send::RULES, text),
        Found::Refused(text) => state.transcript.say(Voice::Trouble, text),
        Found::NoStore(reason) => {
            let text = format!(
                "{reason}\nWithout the store no run can be started or shown; files, editor and terminal work."
            );
            state.transcript.say(Voice::Trouble, text);
            state.store = Store::Refused(reason);
        }
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
        Found::History(entries) => {
            state.composer.history.read(entries);
            if state.composer.writing.is_empty() {
                state.composer.older();
            }
        }
    }
    Vec::new()
}

/// Shows what happened to a run that is in the transcript.
fn told(state: &mut State, event: &Event, ctx: &Ctx) -> Vec<RootEffect> {
    let Some(progress) = state.transcript.apply(event, ctx.now) else {
        return Vec::new();
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
