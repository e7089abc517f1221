//! What a message changes in the pane.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use jiff::Timestamp;
use ratatui::layout::{Position, Rect};

use super::State;
use super::answer::{accept, begin_denial, begin_edit, choose, end_writing};
use super::ruling::{self, Wanted, With};
use super::state::{Clock, Row, Watched};
use crate::app::{Verdict, Weighed};
use crate::domain::approval::{Approval, Choice};
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::wish::{FileFate, Wish};
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Notice, Place, Request};

/// How often the ages are counted.
const MINUTE: Duration = Duration::from_mins(1);

/// A message to the pane.
#[derive(Debug)]
pub enum Msg {
    /// A bound key, or the palette.
    Act(Action),
    /// A key that is not bound here.
    Key(KeyEvent),
    /// Pasted text.
    Paste(String),
    /// The mouse, in coordinates of the terminal.
    Mouse(MouseEvent),
    /// It is drawn here from now on.
    Resized(Rect),
    /// A time that was asked for has come.
    Tick,
    /// It got the keyboard, or lost it.
    Focused(bool),
    /// The person comes to see what this run asks.
    LookFor(RunId),
    /// The store is open, or events were missed: read what waits.
    Reload,
    /// Something was stored.
    Event(Box<Event>),
    /// It is this time of day.
    Now(Timestamp),
    /// What the store holds, those that wait first.
    Loaded(Vec<Approval>),
    /// A rule was weighed as it was wanted then: what would follow, or why it cannot be.
    Weighed {
        /// The rule.
        wanted: Wanted,
        /// What was found out.
        found: Result<Box<Weighed>, String>,
    },
    /// An answer was not taken, or the store could not be read; why, in one line.
    Refused {
        /// The approval that was answered; none when the store was read.
        approval: Option<ApprovalId>,
        /// Why.
        why: String,
    },
}

/// Work for the driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read the approvals.
    Load,
    /// Find out what would follow from a rule.
    Weigh(Wanted),
    /// Answer one.
    Decide {
        /// Which.
        approval: ApprovalId,
        /// The answer.
        verdict: Verdict,
    },
}

/// Applies one message.
pub fn update(state: &mut State, msg: Msg, ctx: &Ctx) -> Vec<RootEffect> {
    match msg {
        Msg::Act(action) => return act(state, action, ctx),
        Msg::Key(key) => {
            let changed = match &mut state.writing {
                Some(writing) => writing.field.key(key),
                None => false,
            };
            if changed && state.ruling.is_some() {
                return ruling::weigh(state);
            }
        }
        Msg::Paste(text) => {
            if let Some(writing) = &mut state.writing {
                writing.field.insert(&text);
            }
            if state.ruling.is_some() {
                return ruling::weigh(state);
            }
        }
        Msg::Weighed { wanted, found } => ruling::weighed(state, &wanted, found),
        Msg::Mouse(event) => mouse(state, event),
        Msg::Resized(area) => {
            state.area = area;
            state.lay_out();
        }
        // Whoever comes here with a key in the air does not answer with it.
        Msg::Focused(true) => state.changed = ctx.now,
        Msg::Focused(false) => {}
        Msg::LookFor(run) => state.look_for(run),
        Msg::Tick => return tick(state, ctx.now),
        Msg::Now(read) => {
            let wakes = state.clock.and_then(|clock| clock.wakes);
            let at = ctx.now;
            state.clock = Some(Clock { read, at, wakes });
        }
        Msg::Reload => return vec![RootEffect::Approvals(Effect::Load)],
        Msg::Event(event) => return told(&event.kind),
        Msg::Loaded(approvals) => {
            let watched = if ctx.focus == Focus::Pane(Pane::Approvals) {
                Watched::Yes
            } else {
                Watched::No
            };
            state.take(approvals, watched, ctx.now);
            return tick(state, ctx.now);
        }
        Msg::Refused { approval, why } => return refused(state, approval, why),
    }
    Vec::new()
}

/// An answer was not taken: its row waits again, and the store is read anew.
fn refused(state: &mut State, approval: Option<ApprovalId>, why: String) -> Vec<RootEffect> {
    if let Some(approval) = approval {
        state.mark(approval, None);
    }
    vec![
        RootEffect::send(Notice::bad(why)),
        RootEffect::Approvals(Effect::Load),
    ]
}

/// Has the ages counted once a minute while something waits.
fn tick(state: &mut State, now: Duration) -> Vec<RootEffect> {
    let waits = state.waits();
    let Some(clock) = &mut state.clock else {
        return Vec::new();
    };
    if clock.wakes.is_some_and(|at| at > now) || !waits {
        return Vec::new();
    }
    let at = now + MINUTE;
    clock.wakes = Some(at);
    vec![RootEffect::WakeAt(at)]
}

/// Reads again when an approval came or went, and rings when one came.
fn told(kind: &EventKind) -> Vec<RootEffect> {
    match kind {
        EventKind::ApprovalRaised { title, .. } => vec![
            RootEffect::Approvals(Effect::Load),
            RootEffect::Attention(title.clone()),
        ],
        EventKind::ApprovalDecided { .. } => vec![RootEffect::Approvals(Effect::Load)],
        EventKind::RunCreated { .. }
        | EventKind::SessionStarted { .. }
        | EventKind::StateChanged { .. }
        | EventKind::PlanMade { .. }
        | EventKind::AgentStarted { .. }
        | EventKind::AgentRetried { .. }
        | EventKind::AgentCompleted { .. }
        | EventKind::AgentFailed { .. }
        | EventKind::Reviewed { .. }
        | EventKind::FilesWritten { .. }
        | EventKind::ConflictsFound { .. }
        | EventKind::BuildStored { .. }
        | EventKind::CheckStarted { .. }
        | EventKind::CheckFinished { .. }
        | EventKind::Verified { .. }
        | EventKind::Team(_)
        | EventKind::Tool(_)
        | EventKind::Rule(_)
        | EventKind::CallSettled { .. } => Vec::new(),
    }
}

fn act(state: &mut State, action: Action, ctx: &Ctx) -> Vec<RootEffect> {
    if state.typing() {
        return typed(state, action);
    }
    let page = isize::try_from(state.parts().detail.height.max(2) - 1).unwrap_or(1);
    match action {
        Action::Up if state.opened => state.scroll(-1),
        Action::Down if state.opened => state.scroll(1),
        Action::Up => state.choose(state.list.cursor.saturating_sub(1)),
        Action::Down => state.choose(state.list.cursor.saturating_add(1)),
        Action::PageUp => state.scroll(-page),
        Action::PageDown => state.scroll(page),
        Action::First if state.opened => state.scroll(isize::MIN),
        Action::Last if state.opened => state.scroll(isize::MAX),
        Action::First => state.choose(0),
        Action::Last => state.choose(usize::MAX),
        Action::Accept if state.chosen().is_some() => open(state, !state.opened),
        Action::Cancel => open(state, false),
        Action::Approve => return accept(state, Choice::KeepEdits, ctx),
        Action::ApproveOther => return accept(state, Choice::TakeNew, ctx),
        Action::ChooseMine => return choose(state, Choice::KeepEdits, ctx),
        Action::ChooseNew => return choose(state, Choice::TakeNew, ctx),
        Action::ChooseBoth => return choose(state, Choice::Both, ctx),
        Action::Next => state.look_at(1),
        Action::Previous => state.look_at(-1),
        Action::Deny => return begin_denial(state, ctx),
        Action::EditCommand => return begin_edit(state, ctx),
        Action::ApproveRule => return ruling::begin(state, ctx),
        Action::Defer => state.defer(),
        Action::ShowAsker => return show_asker(state),
        Action::OpenFile => return open_file(state),
        Action::Refresh => return vec![RootEffect::Approvals(Effect::Load)],
        // Everything else has no meaning here.
        _ => {}
    }
    Vec::new()
}

/// Shows who asks: the talk of an agent, or the run of a team.
fn show_asker(state: &State) -> Vec<RootEffect> {
    let Some(row) = state.chosen() else {
        return Vec::new();
    };
    let run = row.approval.run;
    let request = match row.approval.question.subject.wish() {
        Some(_) => Request::Talk(run),
        None => Request::ShowRun(run),
    };
    vec![RootEffect::send(request)]
}

/// What a bound key does while something is typed.
fn typed(state: &mut State, action: Action) -> Vec<RootEffect> {
    let page = isize::try_from(state.parts().detail.height.max(2) - 1).unwrap_or(1);
    match action {
        Action::Accept if state.ruling.is_some() => return ruling::end(state, With::One),
        Action::ApproveAlike => return ruling::end(state, With::All),
        Action::RuleScope => return ruling::change_reach(state),
        Action::RuleEnd => return ruling::change_lasts(state),
        Action::Accept => return end_writing(state),
        Action::Cancel => {
            state.stop_writing();
            state.lay_out();
        }
        Action::Up => state.scroll(-1),
        Action::Down => state.scroll(1),
        Action::PageUp => state.scroll(-page),
        Action::PageDown => state.scroll(page),
        // The keys that go from place to place move the caret in a line.
        Action::Previous => caret(state, KeyCode::Left),
        Action::Next => caret(state, KeyCode::Right),
        Action::First => caret(state, KeyCode::Home),
        Action::Last => caret(state, KeyCode::End),
        _ => {}
    }
    Vec::new()
}

fn caret(state: &mut State, key: KeyCode) {
    if let Some(writing) = &mut state.writing {
        writing.field.key(KeyEvent::from(key));
    }
}

fn open(state: &mut State, opened: bool) {
    state.opened = opened;
    state.lay_out();
}

/// Opens the contested file that is looked at.
fn open_file(state: &State) -> Vec<RootEffect> {
    let Some(row) = state.chosen() else {
        return Vec::new();
    };
    let subject = &row.approval.question.subject;
    if let Some(path) = changed(row, state.file) {
        return vec![RootEffect::send(Request::Open(Place::file(path)))];
    }
    let Some(path) = subject.contested().get(state.file).copied() else {
        return vec![RootEffect::send(Notice::info(
            "None of its files is there yet",
        ))];
    };
    let target = subject.target().unwrap_or(Path::new(""));
    let place = Place::file(target.join(path));
    vec![RootEffect::send(Request::Open(place))]
}

/// The file whose place is looked at, of those that an agent wants to change.
fn changed(row: &Row, place: usize) -> Option<PathBuf> {
    let asked = row.approval.question.subject.wish()?;
    let Wish::Changes { files } = &asked.wish else {
        return None;
    };
    let (file, _) = row.places().get(place).copied()?;
    let file = files
        .get(file)
        .filter(|file| file.change != FileFate::New)?;
    Some(asked.workspace.join(&file.path))
}

fn mouse(state: &mut State, event: MouseEvent) {
    let at = Position::new(event.column, event.row);
    let list = state.parts().list;
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) if list.contains(at) && !state.typing() => {
            let row = state.list.top + usize::from(at.y - list.y);
            if row < state.rows.len() {
                state.choose(row);
            }
        }
        MouseEventKind::ScrollUp if list.contains(at) => {
            state
                .list
                .shift(-1, state.rows.len(), usize::from(list.height));
        }
        MouseEventKind::ScrollDown if list.contains(at) => {
            state
                .list
                .shift(1, state.rows.len(), usize::from(list.height));
        }
        MouseEventKind::ScrollUp => state.scroll(-3),
        MouseEventKind::ScrollDown => state.scroll(3),
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => {}
    }
}
