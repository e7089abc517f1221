//! Draws the whole screen from what the state says.

use std::time::Duration;

use crossterm::cursor::SetCursorStyle;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{Focus, Look, Model, Screen, continuations, footer, header};
use crate::tui::draw::{fill, outline, put};
use crate::tui::layout::{Pane, Slot};
use crate::tui::overlay;
use crate::tui::panes::{approvals, chat, editor, terminal, tree};
use crate::tui::theme::Token;
use crate::tui::views::runs;

/// Draws everything at `now`, the time since the start.
pub fn view(model: &Model, now: Duration, frame: &mut Frame) {
    let theme = &model.appearance.theme;
    let ground = theme
        .style(Token::Background)
        .patch(theme.style(Token::Text));
    let whole = frame.area();
    fill(frame.buffer_mut(), whole, ground);
    if model.areas.whole.as_size() != whole.as_size() || model.areas.too_small() {
        let text = "Make the terminal larger";
        put(
            frame.buffer_mut(),
            (0, 0),
            whole.width,
            text,
            theme.style(Token::Text),
        );
        return;
    }
    header::header(model, frame, model.areas.header);
    let mut caret = match model.screen {
        Screen::Ide => panes(model, now, frame),
        Screen::Runs => {
            let look = look(model, model.focus() == Focus::Runs, now);
            runs::view(&model.runs, model.areas.body, &look, frame);
            None
        }
    };
    if let Some(top) = model.overlays.last() {
        let look = look(model, true, now);
        caret = overlay::view(top, model.areas.body, &look, frame);
    }
    if !model.attention.chord.is_empty() {
        continuations::draw(model, &look(model, true, now), frame);
    }
    footer::footer(model, frame, model.areas.footer);
    if let Some(at) = caret.filter(|at| whole.contains(*at)) {
        frame.set_cursor_position(at);
    }
}

/// How the caret looks: as the program in the terminal asked while that has the keyboard, else as the
/// person has it.
pub fn caret_style(model: &Model) -> SetCursorStyle {
    match model.focus() {
        Focus::Pane(Pane::Terminal) => terminal::caret_style(&model.panes.terminal),
        Focus::Pane(Pane::Tree | Pane::Editor | Pane::Chat | Pane::Approvals)
        | Focus::Runs
        | Focus::Overlay => SetCursorStyle::DefaultUserShape,
    }
}

fn look(model: &Model, focused: bool, now: Duration) -> Look<'_> {
    Look {
        theme: &model.appearance.theme,
        icons: model.appearance.icons,
        focused,
        now,
    }
}

/// Draws the panes and answers where the caret is.
fn panes(model: &Model, now: Duration, frame: &mut Frame) -> Option<Position> {
    let mut caret = None;
    for slot in &model.areas.slots {
        let focused = model.focus() == Focus::Pane(slot.pane);
        let look = look(model, focused, now);
        border(model, slot, &look, frame);
        let at = draw(model, slot, &look, frame);
        if focused {
            caret = at;
        }
    }
    caret
}

fn draw(model: &Model, slot: &Slot, look: &Look, frame: &mut Frame) -> Option<Position> {
    let (panes, area) = (&model.panes, slot.inner);
    match slot.pane {
        Pane::Tree => {
            tree::view(&panes.tree, area, look, frame);
            tree::caret(&panes.tree, area)
        }
        Pane::Editor => {
            editor::view(&panes.editor, area, look, frame);
            editor::caret(&panes.editor, area)
        }
        Pane::Terminal => {
            terminal::view(&panes.terminal, area, look, frame);
            terminal::caret(&panes.terminal, area)
        }
        Pane::Chat => {
            chat::view(&panes.chat, area, look, frame);
            chat::caret(&panes.chat, area)
        }
        Pane::Approvals => {
            approvals::view(&panes.approvals, area, look, frame);
            approvals::caret(&panes.approvals, area)
        }
    }
}

fn border(model: &Model, slot: &Slot, look: &Look, frame: &mut Frame) {
    let theme = look.theme;
    let (line, title) = if look.focused {
        (Token::BorderFocus, Token::TitleFocus)
    } else {
        (Token::Border, Token::Title)
    };
    outline(frame.buffer_mut(), slot.outer, theme.style(line));
    let Rect { x, y, width, .. } = slot.outer;
    let more = match slot.pane {
        Pane::Tree => model.panes.tree.title(),
        Pane::Editor => model.panes.editor.title(),
        Pane::Terminal => model.panes.terminal.title(),
        Pane::Chat => model.panes.chat.title(),
        Pane::Approvals => model.panes.approvals.title(),
    };
    let name = format!(" {} ", slot.pane.title());
    let buffer = frame.buffer_mut();
    let room = width.saturating_sub(4);
    let used = put(buffer, (x + 2, y), room, &name, theme.style(title));
    if !more.is_empty() && room > used + 3 {
        let text = format!("{more} ");
        put(
            buffer,
            (x + 2 + used, y),
            room - used,
            &text,
            theme.style(Token::Muted),
        );
    }
}
