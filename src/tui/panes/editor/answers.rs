//! Takes in what the driver found out for a tab.

use std::path::Path;

use super::geometry::Geometry;
use super::window::Room;
use super::work::{Answer, Effect};
use super::{Body, Loaded, Sheet, Stamp, State, TabId, agents};
use crate::text::{Content, Indent, Transaction};
use crate::tui::root::{Ctx, Effect as RootEffect, Notice};

fn own(effect: Option<Effect>) -> Vec<RootEffect> {
    effect.into_iter().map(RootEffect::Editor).collect()
}

/// Takes in an answer; one for a closed tab changes nothing.
pub(super) fn answered(state: &mut State, id: TabId, answer: Answer, ctx: &Ctx) -> Vec<RootEffect> {
    let area = state.area;
    let Some(tab) = state.tab(id) else {
        return Vec::new();
    };
    match (answer, &mut tab.body) {
        (Answer::Read(Ok(loaded)), _) => {
            let mut effects = read(state, id, *loaded, ctx);
            effects.extend(agents::opened(state, id));
            effects
        }
        (Answer::Read(Err(reason)), body) => {
            *body = Body::Failed(reason);
            agents::opened(state, id).into_iter().collect()
        }
        (Answer::Written { mark, result }, Body::Text(sheet)) => {
            let mut effects = vec![RootEffect::send(written(sheet, &tab.path, mark, result))];
            effects.extend(own(sheet.write_next(id, &tab.path)));
            if !sheet.is_saving() && std::mem::take(&mut sheet.disk.owed) {
                effects.extend(own(Some(agents::look(id, &tab.path, sheet))));
            }
            effects
        }
        (answer, Body::Text(sheet)) => {
            let room = Geometry::of(area, sheet).room(sheet);
            of_text(sheet, id, answer, room, ctx)
        }
        (_, Body::Loading(_) | Body::Binary { .. } | Body::Failed(_)) => Vec::new(),
    }
}

fn of_text(sheet: &mut Sheet, id: TabId, answer: Answer, room: Room, ctx: &Ctx) -> Vec<RootEffect> {
    let now = sheet.buffer.revision();
    match answer {
        // These were taken before.
        Answer::Read(_) | Answer::Written { .. } => {}
        Answer::Differs(disk) => {
            let effects = sheet.differs(id, disk, ctx.now);
            return effects.into_iter().map(RootEffect::Editor).collect();
        }
        Answer::Base(base) if base == sheet.changes.base => return vec![RootEffect::Unseen],
        Answer::Base(base) => {
            sheet.changes.base = base;
            sheet.changes.hunks.clear();
            return own(sheet.compare(id));
        }
        Answer::Hunks { revision, hunks } => {
            if revision != now || hunks == sheet.changes.hunks {
                return vec![RootEffect::Unseen];
            }
            sheet.changes.hunks = hunks;
        }
        Answer::Colours(coloured) => {
            let first = sheet.window.top;
            if !sheet
                .colours
                .take(now, first..first + room.height, coloured)
            {
                return vec![RootEffect::Unseen];
            }
        }
        Answer::Found {
            revision,
            found,
            at,
        } => sheet.found(revision, found, at, room),
        Answer::Replaced {
            revision,
            transaction,
        } => return vec![replaced(sheet, revision, transaction, room)],
        Answer::Same => sheet.claim(ctx.now),
        Answer::Met(met) => {
            let (effect, notice) = sheet.met(id, *met, ctx.now);
            sheet.follow(room);
            let mut effects = own(effect);
            effects.extend(notice.map(RootEffect::send));
            return effects;
        }
    }
    Vec::new()
}

fn replaced(sheet: &mut Sheet, revision: u64, transaction: Transaction, room: Room) -> RootEffect {
    if revision != sheet.buffer.revision() {
        return RootEffect::send(Notice::warn("You typed meanwhile: nothing was replaced"));
    }
    let count = transaction.changes().len();
    let touched = sheet.buffer.transact(transaction);
    sheet.touched(touched);
    sheet.follow(room);
    RootEffect::send(Notice::good(format!("{count} replaced")))
}

fn written(sheet: &mut Sheet, path: &Path, mark: u64, result: Result<Stamp, String>) -> Notice {
    let writing = sheet.disk.writing.take();
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    match result {
        Ok(stamp) => {
            sheet.disk.stamp = Some(stamp);
            if let Some((_, rope)) = writing.filter(|(of, _)| *of == mark) {
                sheet.disk.base = rope;
            }
            sheet.buffer.saved(mark);
            sheet.banner = None;
            Notice::good(format!("{name} saved"))
        }
        Err(reason) => {
            // What was saved after it would fail as well, or write over what is there.
            sheet.disk.next = None;
            Notice::bad(format!("{name} is not saved: {reason}"))
        }
    }
}

fn read(state: &mut State, id: TabId, loaded: Loaded, ctx: &Ctx) -> Vec<RootEffect> {
    let (area, habits) = (state.area, state.habits);
    let Some(tab) = state.tab(id) else {
        return Vec::new();
    };
    let place = match &tab.body {
        Body::Loading(place) => *place,
        Body::Text(_) | Body::Binary { .. } | Body::Failed(_) => None,
    };
    let buffer = match loaded.content {
        Content::Text(buffer) => *buffer,
        Content::Binary => {
            let len = loaded.stamp.map_or(0, |stamp| stamp.len);
            tab.body = Body::Binary { len };
            return Vec::new();
        }
    };
    let mut sheet = Sheet::new(&tab.path, buffer);
    sheet.disk.stamp = loaded.stamp;
    sheet.disk.read_only = loaded.read_only;
    sheet.window.wrap = habits.wraps || sheet.language.name == "Markdown";
    if Indent::detected(sheet.buffer.rope()).is_none() {
        sheet.buffer.set_indent(Indent::Spaces(habits.step));
    }
    if let Some(unsaved) = &loaded.unsaved {
        sheet.bring_back(unsaved, ctx.now);
    }
    if let Some((line, column)) = place {
        let room = Geometry::of(area, &sheet).room(&sheet);
        sheet.go_to(line, Some(column), room);
    }
    let large = sheet.is_unguarded();
    let path = tab.path.clone();
    tab.body = Body::Text(Box::new(sheet));
    agents::remember(state, id);
    if large {
        let text =
            "A large file: it is edited as any other, but unsaved text is not kept for a crash";
        return vec![RootEffect::send(Notice::info(text))];
    }
    own(Some(Effect::Base { tab: id, path }))
}
