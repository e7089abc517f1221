//! Carries out what an action means: in the bar, in the view of changes, or in the text.

use std::path::Path;

use super::acts::{Act, Change, Deed, Motion, Show, Time};
use super::bar::{Answered, Kind};
use super::motion::Reach;
use super::window::Room;
use super::work::Effect;
use super::{Body, Sheet, State, TabId, agents};
use crate::text::{self, Author, Charset, Direction, EditKind, LineEnding, Selection};
use crate::tui::root::{Ctx, Effect as RootEffect, Notice};

/// Does what `act` means.
pub(super) fn act(state: &mut State, act: Act, ctx: &Ctx) -> Vec<RootEffect> {
    let room = state.sheet().map(|sheet| state.geometry().room(sheet));
    let columns = state.area.width;
    let register = state.register.clone();
    if act != Act::Do(Deed::CloseTab) {
        state.closing = None;
    }
    let (Some((tab, path, sheet)), Some(room)) = (state.shown(), room) else {
        return without_text(state, act);
    };
    if act == Act::Change(Change::Paste) && sheet.bar.is_some() {
        return own(sheet.bar_paste(tab, &register));
    }
    match sheet.bar_act(tab, act, room) {
        Answered::Yes(effect, notice) => {
            let mut effects = own(effect);
            effects.extend(notice.map(RootEffect::send));
            return effects;
        }
        Answered::No => {}
    }
    if sheet.diff.is_some() && in_diff(sheet, act, columns, room) {
        return Vec::new();
    }
    match act {
        Act::Move(motion) => {
            sheet.go(motion, Reach::Move, room);
            Vec::new()
        }
        Act::Select(motion) => {
            sheet.go(motion, Reach::Select, room);
            Vec::new()
        }
        Act::Change(change) => changed(state, change, room),
        Act::Step(time) => {
            let path = path.to_owned();
            step(sheet, &path, time, room)
        }
        Act::Do(deed) => done(state, deed, ctx),
        Act::Show(show) => {
            sheet.look_differently(show, ctx, room);
            Vec::new()
        }
        // There is nothing to tune.
        Act::Tune(_) => Vec::new(),
    }
}

fn own(effect: Option<Effect>) -> Vec<RootEffect> {
    effect.into_iter().map(RootEffect::Editor).collect()
}

/// What works where no text is shown.
fn without_text(state: &mut State, act: Act) -> Vec<RootEffect> {
    match act {
        Act::Do(Deed::CloseTab) => close(state),
        Act::Do(Deed::NextTab) => turn(state, 1),
        Act::Do(Deed::PreviousTab) => turn(state, state.tabs.len().saturating_sub(1)),
        Act::Do(Deed::SaveAll) => save_all(state),
        Act::Do(Deed::Reload) => {
            let tab = state.tabs.get(state.active);
            let read = tab.map(|tab| Effect::Read {
                tab: tab.id,
                path: tab.path.clone(),
                diffs: Vec::new(),
            });
            own(read)
        }
        Act::Move(_)
        | Act::Select(_)
        | Act::Change(_)
        | Act::Step(_)
        | Act::Do(_)
        | Act::Show(_)
        | Act::Tune(_) => Vec::new(),
    }
}

/// Moves through the view of changes; answers whether it was meant.
fn in_diff(sheet: &mut Sheet, act: Act, columns: u16, room: Room) -> bool {
    let Some(diff) = &mut sheet.diff else {
        return false;
    };
    let last = diff.len(columns).saturating_sub(1);
    let page = room.height.saturating_sub(2).max(1);
    let furthest = (last + 1).saturating_sub(room.height);
    match act {
        Act::Move(Motion::Up) => diff.top = diff.top.saturating_sub(1),
        Act::Move(Motion::Down) => diff.top = (diff.top + 1).min(furthest),
        Act::Move(Motion::PageUp) => diff.top = diff.top.saturating_sub(page),
        Act::Move(Motion::PageDown) => diff.top = (diff.top + page).min(furthest),
        Act::Move(Motion::First) => diff.top = 0,
        Act::Move(Motion::Last) => diff.top = furthest,
        Act::Do(Deed::FindNext) => {
            let next = (diff.top + 1..=last).find(|row| diff.begins(*row, columns));
            diff.top = next.unwrap_or(diff.top).min(furthest.max(diff.top));
        }
        Act::Do(Deed::FindPrevious) => {
            let before = (0..diff.top).rev().find(|row| diff.begins(*row, columns));
            diff.top = before.unwrap_or(diff.top);
        }
        Act::Change(Change::Newline) => {
            let line = diff.line(diff.top, columns);
            sheet.diff = None;
            if let Some(line) = line {
                sheet.go_to(line + 1, None, room);
            }
        }
        Act::Show(Show::Cancel) | Act::Do(Deed::ToggleDiff) => sheet.diff = None,
        Act::Move(_)
        | Act::Select(_)
        | Act::Change(_)
        | Act::Step(_)
        | Act::Show(_)
        | Act::Tune(_) => {}
        Act::Do(_) => return false,
    }
    true
}

fn changed(state: &mut State, change: Change, room: Room) -> Vec<RootEffect> {
    let register = state.register.clone();
    let Some((_, _, sheet)) = state.shown() else {
        return Vec::new();
    };
    let (buffer, language) = (&sheet.buffer, sheet.language);
    let selected = !buffer.selection().is_empty();
    let mut copied = None;
    let (edit, kind) = match change {
        Change::Newline => (text::newline(buffer, language), EditKind::Command),
        Change::Indent => (text::insert_tab(buffer), EditKind::Command),
        Change::Outdent => (text::outdent_lines(buffer), EditKind::Command),
        Change::DeleteBack if selected => (text::backspace(buffer), EditKind::Command),
        Change::DeleteBack => (text::backspace(buffer), EditKind::Deleting),
        Change::DeleteForward if selected => (text::delete(buffer), EditKind::Command),
        Change::DeleteForward => (text::delete(buffer), EditKind::Deleting),
        Change::DeleteWordBack => (text::delete_word_left(buffer), EditKind::Command),
        Change::DeleteWordForward => (text::delete_word_right(buffer), EditKind::Command),
        Change::DeleteLine => (text::delete_lines(buffer), EditKind::Command),
        Change::DuplicateLine => (text::duplicate_lines(buffer), EditKind::Command),
        Change::MoveLineUp => (text::move_lines(buffer, Direction::Up), EditKind::Command),
        Change::MoveLineDown => (text::move_lines(buffer, Direction::Down), EditKind::Command),
        Change::Comment => {
            let Some(comment) = language.comment else {
                let text = format!("{} has no comments", language.name);
                return vec![RootEffect::send(Notice::info(text))];
            };
            (text::toggle_comment(buffer, comment), EditKind::Command)
        }
        Change::Cut => {
            let range = text::cut_range(buffer);
            copied = Some(buffer.rope().slice(range.clone()).to_string());
            (text::Edit::replace(range, ""), EditKind::Command)
        }
        Change::Paste if register.is_empty() => {
            let text = "Nothing was copied here; your terminal pastes with its own key";
            return vec![RootEffect::send(Notice::info(text))];
        }
        Change::Paste => (text::insert(buffer, &register), EditKind::Command),
    };
    sheet.apply(edit, kind);
    sheet.follow(room);
    copied.map(|text| copy(state, text)).into_iter().collect()
}

/// Goes one step back or on.
fn step(sheet: &mut Sheet, path: &Path, time: Time, room: Room) -> Vec<RootEffect> {
    let marked = sheet.buffer.places().shown().next().is_some();
    let (touched, nothing) = match time {
        Time::Undo => (sheet.buffer.undo(), "Nothing to undo"),
        Time::Redo => (sheet.buffer.redo(), "Nothing to redo"),
    };
    if touched.is_none() {
        return vec![RootEffect::send(Notice::info(nothing))];
    }
    sheet.touched(touched);
    sheet.follow(room);
    let seen = marked.then(|| agents::seen(sheet, path)).flatten();
    seen.into_iter().collect()
}

fn copy(state: &mut State, text: String) -> RootEffect {
    state.register = text.as_str().into();
    RootEffect::Copy(text)
}

fn done(state: &mut State, deed: Deed, ctx: &Ctx) -> Vec<RootEffect> {
    let others = state.tabs.len().saturating_sub(1);
    let Some((tab, path, sheet)) = state.shown() else {
        return Vec::new();
    };
    let effect = match deed {
        Deed::SaveAll => return save_all(state),
        Deed::CloseTab => return close(state),
        Deed::NextTab => return turn(state, 1),
        Deed::PreviousTab => return turn(state, others),
        Deed::Copy => {
            let range = text::cut_range(&sheet.buffer);
            let text = sheet.buffer.rope().slice(range).to_string();
            return vec![copy(state, text)];
        }
        Deed::ToggleDiff => return toggle_diff(sheet),
        Deed::Agent(what) => return agents::act(state, what),
        Deed::StoreUtf8 | Deed::ToggleLineEnds => return vec![sheet.store_otherwise(deed)],
        Deed::Save => {
            let path = path.to_owned();
            sheet.write(tab, &path)
        }
        Deed::Find => sheet.open_bar(tab, Kind::Find),
        Deed::Replace => sheet.open_bar(tab, Kind::Replace),
        Deed::GoToLine => sheet.open_bar(tab, Kind::Line),
        Deed::FindNext => sheet.next_match(tab),
        Deed::FindPrevious => sheet.previous_match(tab),
        Deed::Accept => sheet.accept(tab, ctx.now),
        Deed::Reload => {
            let path = path.to_owned();
            let known = None;
            let author = Author::Unknown;
            let look = Effect::Look {
                tab,
                path,
                known,
                author,
            };
            sheet.reload(tab, ctx.now).or(Some(look))
        }
    };
    own(effect)
}

fn toggle_diff(sheet: &mut Sheet) -> Vec<RootEffect> {
    sheet.diff = sheet.changes.view(sheet.buffer.rope());
    let text = match &sheet.diff {
        None => "Git has no earlier state of this file",
        Some(_) if sheet.changes.hunks.is_empty() => "Nothing changed since the last commit",
        Some(_) => return Vec::new(),
    };
    sheet.diff = None;
    vec![RootEffect::send(Notice::info(text))]
}

impl Sheet {
    /// Stores the text in UTF-8, or with the other line endings, when it is saved next.
    fn store_otherwise(&mut self, deed: Deed) -> RootEffect {
        let mut format = self.buffer.format();
        let told = if deed == Deed::StoreUtf8 {
            format.charset = Charset::Utf8;
            "The next save writes UTF-8".to_owned()
        } else if self.is_unguarded() {
            return RootEffect::send(Notice::warn("This file is too large for that"));
        } else {
            format.ending = match format.ending {
                LineEnding::Lf => LineEnding::Crlf,
                LineEnding::Crlf => LineEnding::Lf,
            };
            format.mixed = false;
            let change = text::with_endings(self.buffer.rope(), format.ending);
            let touched = self.buffer.transact(change);
            self.touched(touched);
            format!("All lines end in {} now", format.ending.name())
        };
        self.buffer.set_format(format);
        RootEffect::send(Notice::info(told))
    }

    /// Brings the caret into sight.
    pub fn follow(&mut self, room: Room) {
        let head = self.buffer.selection().head;
        self.window.follow(self.buffer.rope(), head, room);
    }

    /// Selects and changes what is shown.
    fn look_differently(&mut self, show: Show, ctx: &Ctx, room: Room) {
        let rope = self.buffer.rope();
        let selection = self.buffer.selection();
        match show {
            Show::All => self.buffer.select(Selection::of(0..rope.len_chars())),
            Show::Line => {
                let first = rope.char_to_line(selection.start());
                let last = rope.char_to_line(selection.end());
                let start = text::line_start(rope, first);
                let end = text::line_start(rope, last + 1);
                self.buffer.select(Selection::of(start..end));
                self.follow(room);
            }
            Show::Word => {
                let word = text::word_at(rope, selection.head);
                self.buffer.select(Selection::of(word));
            }
            Show::Wrap => {
                self.window.wrap = !self.window.wrap;
                self.window.skip = 0;
                self.window.goal = None;
                self.follow(room);
            }
            // It answers a question first, then lets go of what is selected and marked.
            Show::Cancel if self.keep_mine(ctx.now) => {}
            Show::Cancel => {
                self.buffer.select(Selection::caret(selection.head));
                self.search.found = text::Found::default();
            }
        }
    }
}

fn save_all(state: &mut State) -> Vec<RootEffect> {
    let mut effects = Vec::new();
    for tab in &mut state.tabs {
        if let Body::Text(sheet) = &mut tab.body
            && sheet.buffer.is_modified()
        {
            effects.extend(own(sheet.write(tab.id, &tab.path)));
        }
    }
    effects
}

/// Shows the tab `steps` to the right, around the end.
fn turn(state: &mut State, steps: usize) -> Vec<RootEffect> {
    state.active = (state.active + steps) % state.tabs.len().max(1);
    Vec::new()
}

/// Closes the shown tab; one with unsaved changes only when asked twice.
pub(super) fn close(state: &mut State) -> Vec<RootEffect> {
    let Some(tab) = state.tabs.get(state.active) else {
        return Vec::new();
    };
    let id: TabId = tab.id;
    if tab.is_modified() && state.closing != Some(id) {
        let text = format!(
            "{} is not saved: close it all the same? Once more to close",
            tab.name()
        );
        state.closing = Some(id);
        return vec![RootEffect::send(Notice::info(text))];
    }
    let mut effects = Vec::new();
    if let Some(tab) = state.remove(state.active) {
        agents::leave(state, &tab);
        if let Body::Text(sheet) = &tab.body
            && tab.is_modified()
        {
            // Whoever closes by mistake finds the text when the file is opened again.
            effects.extend(sheet.keep(&tab.path).map(RootEffect::Editor));
        }
        effects.push(RootEffect::Editor(Effect::Drop(id)));
    }
    effects
}
