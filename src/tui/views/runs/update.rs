//! What a message changes in the view.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::detail::Detail;
use super::message::{Effect, Msg, Record};
use super::rows::Tab;
use super::state::State;
use crate::domain::event::EventKind;
use crate::domain::ids::RunId;
use crate::domain::run::Run;
use crate::tui::keymap::Action;
use crate::tui::overlay::wheel;
use crate::tui::root::{Ctx, Effect as RootEffect, Notice, Request};

/// Applies one message.
pub fn update(state: &mut State, msg: Msg, ctx: &Ctx) -> Vec<RootEffect> {
    match msg {
        Msg::Act(action) => return act(state, action),
        Msg::Mouse(event) => return mouse(state, event),
        Msg::Resized(area) => {
            state.area = area;
            let (count, height) = (state.runs.len(), state.height());
            state.scroll.follow(count, height);
            if let Some(detail) = &mut state.detail {
                detail.resize(area.width.saturating_sub(4));
            }
        }
        Msg::Shown => {
            state.seen = true;
            return state.list();
        }
        Msg::Show(run) => {
            state.seen = true;
            let mut effects = state.list();
            effects.extend(want(state, run));
            return effects;
        }
        Msg::Reload if state.seen => {
            let mut effects = state.list();
            let shown = state.detail.as_ref().map(|detail| detail.record.run.id);
            if let Some(run) = state.wanted.or(shown) {
                effects.extend(state.read(run));
            }
            return effects;
        }
        Msg::Event(event) if state.seen => return told(state, event.run, &event.kind),
        Msg::Listed(runs, now) => {
            state.clock = Some((now, ctx.now));
            state.refused = None;
            keep_choice(state, runs);
            return state.listed();
        }
        Msg::Read(record) => {
            show(state, record);
            return state.was_read();
        }
        Msg::Refused(reason) => {
            state.wanted = None;
            state.refused = Some(reason);
            let mut effects = state.listed();
            effects.extend(state.was_read());
            return effects;
        }
        Msg::Reload | Msg::Event(_) | Msg::Key(_) | Msg::Paste(_) => {}
    }
    Vec::new()
}

fn act(state: &mut State, action: Action) -> Vec<RootEffect> {
    let page = isize::try_from(state.height()).unwrap_or(1);
    if action != Action::CancelRun {
        state.ending = None;
    }
    match action {
        Action::Up => step(state, -1),
        Action::Down => step(state, 1),
        Action::PageUp => step(state, -page),
        Action::PageDown => step(state, page),
        Action::First => step(state, isize::MIN / 2),
        Action::Last => step(state, isize::MAX / 2),
        Action::Accept if state.detail.is_none() => {
            let run = state.run().map(|run| run.id);
            return run.map(|run| want(state, run)).unwrap_or_default();
        }
        Action::Accept | Action::Next => turn(state, 1),
        Action::Previous => turn(state, Tab::ALL.len() - 1),
        Action::Refresh => return update_shown(state),
        Action::OpenProject => return on_target(state, Effect::Open),
        Action::RunTests => return on_target(state, Effect::Test),
        Action::CancelRun => return end(state),
        Action::Cancel if state.detail.is_some() => state.detail = None,
        Action::Cancel => return vec![RootEffect::send(Request::Act(Action::ShowIde))],
        // The palette offers what belongs to other parts too.
        _ => {}
    }
    Vec::new()
}

fn update_shown(state: &mut State) -> Vec<RootEffect> {
    let mut effects = state.list();
    let shown = state.detail.as_ref().map(|detail| detail.record.run.id);
    if let Some(run) = shown {
        effects.extend(state.read(run));
    }
    effects
}

fn step(state: &mut State, rows: isize) {
    let height = state.height();
    match &mut state.detail {
        Some(detail) => detail.scroll.shift(rows, detail.rows.len(), height),
        None => state.scroll.step(rows, state.runs.len(), height),
    }
}

fn turn(state: &mut State, steps: usize) {
    if let Some(detail) = &mut state.detail {
        detail.turn(detail.tab.step(steps));
    }
}

fn want(state: &mut State, run: RunId) -> Vec<RootEffect> {
    state.wanted = Some(run);
    if let Some(place) = state.runs.iter().position(|one| one.id == run) {
        let (count, height) = (state.runs.len(), state.height());
        state.scroll.go(place, count, height);
    }
    state.read(run)
}

fn show(state: &mut State, record: Box<Record>) {
    let columns = state.area.width.saturating_sub(4);
    let run = record.run.id;
    match &mut state.detail {
        Some(detail) if detail.record.run.id == run => detail.renew(record),
        Some(_) | None if state.wanted == Some(run) => {
            state.detail = Some(Detail::new(record, columns));
        }
        // Nobody waits for it any more.
        Some(_) | None => {}
    }
    state.wanted = state.wanted.filter(|wanted| *wanted != run);
}

/// Takes new runs; the chosen one stays chosen, wherever it is now.
fn keep_choice(state: &mut State, runs: Vec<Run>) {
    let chosen = state.runs.get(state.scroll.cursor).map(|run| run.id);
    let at_top = state.scroll.cursor == 0;
    state.runs = runs;
    let place = state.runs.iter().position(|run| Some(run.id) == chosen);
    let place = place.filter(|_| !at_top).unwrap_or(0);
    let (count, height) = (state.runs.len(), state.height());
    state.scroll.go(place, count, height);
}

fn told(state: &mut State, run: RunId, kind: &EventKind) -> Vec<RootEffect> {
    let lists = matches!(
        kind,
        EventKind::RunCreated { .. }
            | EventKind::SessionStarted { .. }
            | EventKind::StateChanged { .. }
            | EventKind::Verified { .. }
    );
    let mut effects = if lists { state.list() } else { Vec::new() };
    let shown = state.detail.as_ref().map(|detail| detail.record.run.id);
    if shown == Some(run) {
        effects.extend(state.read(run));
    }
    effects
}

fn on_target(state: &State, effect: fn(std::path::PathBuf) -> Effect) -> Vec<RootEffect> {
    let target = state.run().map(|run| run.request.target.clone());
    match target {
        Some(Some(target)) => vec![RootEffect::Runs(effect(target))],
        Some(None) => vec![RootEffect::send(Notice::warn(
            "this run was a preview: it wrote no project",
        ))],
        None => Vec::new(),
    }
}

/// Ends the run, when asked twice.
fn end(state: &mut State) -> Vec<RootEffect> {
    let Some(run) = state.run() else {
        return Vec::new();
    };
    let id = run.id;
    if run.state.is_final() {
        let text = format!("run {} has ended already: it is {}", id.short(), run.state);
        return vec![RootEffect::send(Notice::info(text))];
    }
    if state.ending.take() == Some(id) {
        return vec![RootEffect::Runs(Effect::Cancel(id))];
    }
    state.ending = Some(id);
    let text = format!("end run {}? Once more ends it", id.short());
    vec![RootEffect::send(Notice::info(text))]
}

fn mouse(state: &mut State, event: MouseEvent) -> Vec<RootEffect> {
    let rows = wheel(event);
    let height = state.height();
    match &mut state.detail {
        Some(detail) => detail.scroll.shift(rows, detail.rows.len(), height),
        None => state.scroll.shift(rows, state.runs.len(), height),
    }
    let pressed = event.kind == MouseEventKind::Down(MouseButton::Left);
    let top = state.area.y + 2;
    if !pressed || state.detail.is_some() || event.row < top || event.row >= state.area.bottom() {
        return Vec::new();
    }
    let row = state.scroll.top + usize::from(event.row - top);
    if row >= state.runs.len() {
        return Vec::new();
    }
    let again = row == state.scroll.cursor;
    state.scroll.cursor = row;
    match state.runs.get(row).map(|run| run.id) {
        Some(run) if again => want(state, run),
        Some(_) | None => Vec::new(),
    }
}
