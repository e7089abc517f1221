//! What a message changes.

use super::message::{Found, Reading};
use super::sheet::Sheet;
use super::state::{ARRIVAL, Step};
use super::target::{Reread, Target};
use super::watch::{Reader, Watch};
use super::{State, on_idea, on_model, on_target, on_watch};
use crate::domain::event::Event;
use crate::tui::draw::Scroll;
use crate::tui::overlay::Hand;
use crate::tui::progress::document_rows;
use crate::tui::root::{Ctx, Effect as RootEffect};

/// Applies what was typed or pressed.
pub fn update(state: &mut State, hand: Hand, ctx: &Ctx) -> Vec<RootEffect> {
    if state.deaf_until.is_some_and(|until| ctx.now < until) {
        return Vec::new();
    }
    state.deaf_until = None;
    match state.step {
        Step::Idea => on_idea::update(state, hand),
        Step::Model => on_model::update(state, hand),
        Step::Target => on_target::update(state, hand),
        Step::Watch => on_watch::update(state, &hand),
    }
}

/// Applies what the driver found.
pub fn found(state: &mut State, found: Found, ctx: &Ctx) -> Vec<RootEffect> {
    match found {
        Found::Read { serial, reading } if serial == state.reading => {
            // What was typed blindly must not edit the model that appears now.
            if state.deaf_until.is_some() {
                state.deaf_until = Some(ctx.now + ARRIVAL);
            }
            return read(state, reading);
        }
        Found::Folder { serial, found } if serial == state.serial => {
            state.target.stands = Some(found);
        }
        // An answer to an older question.
        Found::Read { .. } | Found::Folder { .. } => {}
        Found::Refused(reason) => {
            state.waiting = false;
            state.fault = Some(reason);
        }
        Found::Begun { run, events } => begun(state, Watch::new(run), &events, ctx),
        Found::Printed { run, line } => {
            if let Some(watch) = state.watch.as_mut().filter(|one| one.progress.run == run) {
                watch.progress.print(&line);
            }
        }
        Found::Event(event) => {
            if let Some(watch) = &mut state.watch {
                watch.apply(&event, ctx.now);
            }
        }
        Found::Document(document) => {
            let columns = super::view::body(state.area).width;
            if let Some(watch) = &mut state.watch {
                let rows = document_rows(&document.content, columns.saturating_sub(2));
                watch.reader = Some(Reader {
                    document,
                    rows,
                    scroll: Scroll::default(),
                });
            }
        }
    }
    Vec::new()
}

/// Takes what was understood; the first reading of an idea says how and where too.
fn read(state: &mut State, reading: Result<Box<Reading>, String>) -> Vec<RootEffect> {
    state.waiting = false;
    let reread = std::mem::take(&mut state.target.reread);
    // What the person changed meanwhile counts for every mode.
    if reread != Reread::No && state.sheet.as_ref().is_some_and(Sheet::is_touched) {
        return match reread {
            Reread::No | Reread::UnderWay => Vec::new(),
            Reread::ThenStart => on_target::start(state),
        };
    }
    match reading {
        Err(reason) => {
            state.fault = Some(reason);
            state.step = Step::Idea;
        }
        Ok(reading) => {
            let name = reading.understanding.model.name.clone();
            state.sheet = Some(Sheet::new(reading.understanding));
            state.fault = None;
            match reread {
                Reread::No => {}
                Reread::UnderWay => {
                    state.target.rename(&name);
                    return state.look();
                }
                Reread::ThenStart => {
                    state.target.rename(&name);
                    return on_target::start(state);
                }
            }
            state.target = Target::new(reading.mode, &reading.folder);
            state.step = Step::Model;
        }
    }
    Vec::new()
}

/// Watches the run that was asked for here; one that the chat began is none of this.
fn begun(state: &mut State, mut watch: Watch, events: &[Event], ctx: &Ctx) {
    if state.step != Step::Target || !state.waiting {
        return;
    }
    for event in events {
        watch.apply(event, ctx.now);
    }
    state.waiting = false;
    state.watch = Some(watch);
    state.step = Step::Watch;
}
