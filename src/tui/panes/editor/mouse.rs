//! What the mouse does: placing the caret, selecting, scrolling, choosing tabs.

use std::time::Duration;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::geometry::{Geometry, character_at};
use super::motion::Reach;
use super::{Sheet, State, carry};
use crate::text::{Selection, content_end, line_start, word_at};
use crate::tui::draw::width;
use crate::tui::root::{Ctx, Effect as RootEffect};

/// Two presses within this time at one place are a double press.
const DOUBLE: Duration = Duration::from_millis(400);

/// How many rows the wheel turns.
const WHEEL: isize = 3;

/// The last press of the left button.
#[derive(Debug, Clone, Copy)]
pub struct Press {
    at: Position,
    when: Duration,
    count: u8,
    /// The button went down on the scroll bar.
    scrolls: bool,
}

/// Does what the mouse says.
pub(super) fn mouse(state: &mut State, event: MouseEvent, ctx: &Ctx) -> Vec<RootEffect> {
    let at = Position::new(event.column, event.row);
    let geometry = state.geometry();
    let (tabs, _) = Geometry::tabs(state.area);
    if tabs.contains(at) && matches!(event.kind, MouseEventKind::Down(_)) {
        return on_tabs(state, tabs, at, event.kind);
    }
    let columns = state.area.width;
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            let press = pressed(state.press, at, ctx.now, &geometry);
            state.press = Some(press);
            if let Some((_, _, sheet)) = state.shown() {
                press_on(sheet, &geometry, at, press, event.modifiers);
            }
        }
        MouseEventKind::Drag(MouseButton::Left) => {
            let press = state.press;
            if let (Some((_, _, sheet)), Some(press)) = (state.shown(), press) {
                drag(sheet, &geometry, at, press);
            }
        }
        MouseEventKind::ScrollUp => turn(state, -WHEEL, &geometry, columns),
        MouseEventKind::ScrollDown => turn(state, WHEEL, &geometry, columns),
        MouseEventKind::ScrollLeft => sideways(state, -WHEEL),
        MouseEventKind::ScrollRight => sideways(state, WHEEL),
        MouseEventKind::Down(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Moved => {}
    }
    Vec::new()
}

fn pressed(last: Option<Press>, at: Position, now: Duration, geometry: &Geometry) -> Press {
    let again = last.filter(|last| last.at == at && now.saturating_sub(last.when) <= DOUBLE);
    Press {
        at,
        when: now,
        count: again.map_or(1, |last| last.count % 3 + 1),
        scrolls: geometry.scroll.contains(at),
    }
}

fn press_on(
    sheet: &mut Sheet,
    geometry: &Geometry,
    at: Position,
    press: Press,
    modifiers: KeyModifiers,
) {
    if press.scrolls {
        return scroll_to(sheet, geometry, at);
    }
    if sheet.diff.is_some() || !(geometry.text.contains(at) || geometry.gutter.contains(at)) {
        return;
    }
    let head = character_at(sheet, geometry, at);
    sheet.window.goal = None;
    let rope = sheet.buffer.rope();
    let line = rope.char_to_line(head);
    let whole = line_start(rope, line)..line_start(rope, line + 1);
    match press.count {
        _ if geometry.gutter.contains(at) => sheet.buffer.select(Selection::of(whole)),
        1 if modifiers.contains(KeyModifiers::SHIFT) => sheet.put_caret(head, Reach::Select),
        1 => sheet.put_caret(head, Reach::Move),
        2 => {
            let word = word_at(rope, head.min(content_end(rope, line)));
            sheet.buffer.select(Selection::of(word));
        }
        _ => sheet.buffer.select(Selection::of(whole)),
    }
}

fn drag(sheet: &mut Sheet, geometry: &Geometry, at: Position, press: Press) {
    if press.scrolls {
        return scroll_to(sheet, geometry, at);
    }
    if sheet.diff.is_some() || press.count > 1 || !geometry.text.contains(press.at) {
        return;
    }
    let room = geometry.room(sheet);
    let text = geometry.text;
    // Beyond the edge the text scrolls under the mouse.
    if at.y < text.y {
        sheet.window.scroll(sheet.buffer.rope(), -1, room);
    } else if at.y >= text.bottom() {
        sheet.window.scroll(sheet.buffer.rope(), 1, room);
    }
    let inside = Position::new(
        at.x.clamp(text.x, text.right()),
        at.y.clamp(text.y, text.bottom().saturating_sub(1)),
    );
    let head = character_at(sheet, geometry, inside);
    sheet.put_caret(head, Reach::Select);
}

/// Scrolls to where the mouse is on the scroll bar.
fn scroll_to(sheet: &mut Sheet, geometry: &Geometry, at: Position) {
    let height = usize::from(geometry.scroll.height.max(2)) - 1;
    let y = usize::from(at.y.saturating_sub(geometry.scroll.y)).min(height);
    let room = geometry.room(sheet);
    if let Some(diff) = &mut sheet.diff {
        diff.top = diff.unified.len().saturating_sub(room.height) * y / height;
    } else {
        let lines = sheet.buffer.rope().len_lines().saturating_sub(room.height);
        sheet.window.top = lines * y / height;
        sheet.window.skip = 0;
    }
}

fn turn(state: &mut State, rows: isize, geometry: &Geometry, columns: u16) {
    let Some((_, _, sheet)) = state.shown() else {
        return;
    };
    let room = geometry.room(sheet);
    if let Some(diff) = &mut sheet.diff {
        let furthest = diff.len(columns).saturating_sub(room.height);
        diff.top = diff.top.saturating_add_signed(rows).min(furthest);
        return;
    }
    let lines = sheet.buffer.rope().len_lines();
    // The last page fills the screen; only a wrapped text may scroll further.
    let room_left = lines.saturating_sub(sheet.window.top + room.height);
    let rows = if rows > 0 && !sheet.window.wrap {
        rows.min(isize::try_from(room_left).unwrap_or(0))
    } else {
        rows
    };
    sheet.window.scroll(sheet.buffer.rope(), rows, room);
}

fn sideways(state: &mut State, columns: isize) {
    if let Some((_, _, sheet)) = state.shown()
        && !sheet.window.wrap
    {
        sheet.window.left = sheet.window.left.saturating_add_signed(columns * 2);
    }
}

/// Where each tab is drawn; the shown one is always in sight.
pub(super) fn tab_places(state: &State, area: Rect) -> Vec<(usize, Rect)> {
    let label = |at: usize| state.tabs.get(at).map_or(0, |tab| width(&tab.name()) + 4);
    let mut first = 0;
    while first < state.active && (first..=state.active).map(label).sum::<u16>() > area.width {
        first += 1;
    }
    let mut x = area.x;
    let mut places = Vec::new();
    for at in first..state.tabs.len() {
        let room = area.right().saturating_sub(x);
        if room < 4 {
            break;
        }
        let wide = label(at).min(room);
        places.push((at, Rect::new(x, area.y, wide, 1)));
        x += wide;
    }
    places
}

fn on_tabs(state: &mut State, area: Rect, at: Position, kind: MouseEventKind) -> Vec<RootEffect> {
    let places = tab_places(state, area);
    let Some((tab, _)) = places.into_iter().find(|(_, place)| place.contains(at)) else {
        return Vec::new();
    };
    state.active = tab;
    match kind {
        MouseEventKind::Down(MouseButton::Middle) => carry::close(state),
        _ => Vec::new(),
    }
}
