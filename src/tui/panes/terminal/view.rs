//! How the pane is drawn.

use crossterm::cursor::SetCursorStyle;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::state::Doing;
use super::tab::{News, TabId};
use super::{State, Tab, cells};
use crate::term::CaretShape;
use crate::tui::draw::{put, put_right, width};
use crate::tui::keymap::Action;
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// The actions for the footer.
pub fn keys(state: &State) -> &'static [(Action, &'static str)] {
    match &state.doing {
        Doing::LookingBack => &[
            (Action::Find, "find"),
            (Action::FindNext, "older"),
            (Action::FindPrevious, "newer"),
            (Action::Copy, "copy"),
            (Action::First, "top"),
            (Action::Cancel, "back"),
        ],
        Doing::Typing if state.tabs.is_empty() => &[(Action::Accept, "a shell")],
        Doing::Typing if state.is_still() => &[
            (Action::Accept, "close"),
            (Action::RunAgain, "run again"),
            (Action::ScrollMode, "look back"),
            (Action::FocusEditor, "editor"),
        ],
        Doing::Searching(_) | Doing::Naming(_) => &[],
        Doing::Typing => &[
            (Action::FocusEditor, "editor"),
            (Action::NewTerminal, "new"),
            (Action::ScrollMode, "look back"),
            (Action::CloseTab, "close"),
        ],
    }
}

/// The widest that the name of a tab is drawn.
const WIDEST: u16 = 24;

/// Draws the pane within its border.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    let Some(tab) = state.tab() else {
        let text = if look.focused {
            "No shell is open"
        } else {
            "A shell starts when you come here"
        };
        let style = look.theme.style(Token::Hint);
        put(
            frame.buffer_mut(),
            (area.x + 1, area.y),
            area.width.saturating_sub(2),
            text,
            style,
        );
        return;
    };
    bar(state, look, frame);
    let screen = state.screen().intersection(area);
    if let Some(view) = &tab.view {
        cells::draw(view, state.lift(), screen, look, frame.buffer_mut());
        if view.scrolled > 0 && state.doing == Doing::Typing {
            let text = format!(" {} lines below ", view.scrolled);
            let style = look.theme.style(Token::Info);
            put_right(
                frame.buffer_mut(),
                screen.right(),
                screen.y,
                screen.width,
                &text,
                style,
            );
        }
    }
    if let Some(line) = state.status() {
        status(state, tab, line.intersection(area), look, frame);
    }
}

/// How the caret looks while the pane has the keyboard: as the program asked, while keys go to it.
pub fn caret_style(state: &State) -> SetCursorStyle {
    let typing = matches!(state.doing, Doing::Typing);
    let tab = state.tab().filter(|tab| typing && tab.is_live());
    let caret = tab.and_then(|tab| tab.view.as_ref()?.caret);
    match caret.map(|caret| (caret.shape, caret.blinks)) {
        None | Some((CaretShape::AsSet, _)) => SetCursorStyle::DefaultUserShape,
        Some((CaretShape::Block, true)) => SetCursorStyle::BlinkingBlock,
        Some((CaretShape::Block, false)) => SetCursorStyle::SteadyBlock,
        Some((CaretShape::Underline, true)) => SetCursorStyle::BlinkingUnderScore,
        Some((CaretShape::Underline, false)) => SetCursorStyle::SteadyUnderScore,
        Some((CaretShape::Beam, true)) => SetCursorStyle::BlinkingBar,
        Some((CaretShape::Beam, false)) => SetCursorStyle::SteadyBar,
    }
}

/// Where the caret is while the pane has the keyboard.
pub fn caret(state: &State, area: Rect) -> Option<Position> {
    let tab = state.tab()?;
    match &state.doing {
        Doing::Typing => {}
        Doing::LookingBack => return None,
        Doing::Searching(field) | Doing::Naming(field) => {
            let line = state.status()?;
            let x = line.x + lead(&state.doing) + width(field.text());
            return Some(Position::new(x.min(line.right().saturating_sub(1)), line.y));
        }
    }
    if !tab.is_live() {
        return None;
    }
    let place = tab.view.as_ref()?.caret?.place;
    let screen = state.screen();
    let at = Position::new(
        screen.x.saturating_add(place.column),
        screen.y.saturating_add(place.row),
    );
    (screen.contains(at) && area.contains(at)).then_some(at)
}

/// The names of the tabs from left to right, with the columns that each of them takes.
fn labels(state: &State) -> Vec<(TabId, String, u16, u16)> {
    let Some(bar) = state.bar() else {
        return Vec::new();
    };
    let count = u16::try_from(state.tabs.len()).unwrap_or(u16::MAX);
    let each = (bar.width / count.max(1)).clamp(4, WIDEST);
    let mut x = bar.x;
    let mut labels = Vec::new();
    for (number, tab) in state.tabs.iter().enumerate() {
        let mark = match (tab.news, tab.is_live()) {
            (_, false) => "×",
            (News::Bell, true) => "!",
            (News::Output, true) => "•",
            (News::None, true) => "",
        };
        let name = format!(" {}{mark} {} ", number + 1, tab.title());
        let shown = crate::tui::draw::cut(&name, each).into_owned();
        let used = width(&shown);
        labels.push((tab.id, shown, x, used));
        x = x.saturating_add(used);
    }
    labels
}

/// The tab whose name is drawn at this column.
pub(super) fn tab_at(state: &State, column: u16) -> Option<TabId> {
    labels(state)
        .into_iter()
        .find(|(_, _, from, used)| (*from..from.saturating_add(*used)).contains(&column))
        .map(|(id, ..)| id)
}

fn bar(state: &State, look: &Look, frame: &mut Frame) {
    let Some(bar) = state.bar() else {
        return;
    };
    for (id, name, x, _) in labels(state) {
        let token = if state.is_front(id) {
            Token::TabActive
        } else {
            Token::Tab
        };
        let room = bar.right().saturating_sub(x);
        put(
            frame.buffer_mut(),
            (x, bar.y),
            room,
            &name,
            look.theme.style(token),
        );
    }
}

/// What is written before the text that a person types.
fn lead(doing: &Doing) -> u16 {
    match doing {
        Doing::Searching(_) => width(SEARCH),
        Doing::Naming(_) => width(NAME),
        Doing::Typing | Doing::LookingBack => 0,
    }
}

const SEARCH: &str = " find: ";
const NAME: &str = " name: ";

/// The line that tells how the program ended, or what the keys mean.
fn status(state: &State, tab: &Tab, line: Rect, look: &Look, frame: &mut Frame) {
    if line.is_empty() {
        return;
    }
    let buffer = frame.buffer_mut();
    for x in line.x..line.right() {
        if let Some(cell) = buffer.cell_mut((x, line.y)) {
            cell.reset();
        }
    }
    buffer.set_style(line, look.theme.style(Token::Raised));
    let at = (line.x, line.y);
    let token = match &tab.exit {
        Some(crate::term::Exit::Code(0)) => Token::Good,
        Some(_) => Token::Bad,
        None if tab.failed.is_some() => Token::Bad,
        None => Token::Info,
    };
    let text = match &state.doing {
        Doing::Searching(field) => return typed(SEARCH, field, line, look, frame),
        Doing::Naming(field) => return typed(NAME, field, line, look, frame),
        Doing::LookingBack => {
            let (above, all) = tab
                .view
                .as_ref()
                .map_or((0, 0), |v| (v.scrolled, v.history));
            format!(" {above} of {all} lines back ")
        }
        Doing::Typing => format!(" {} ", tab.ending().unwrap_or_default()),
    };
    put(buffer, at, line.width, &text, look.theme.style(token));
}

fn typed(lead: &str, field: &crate::tui::draw::Field, line: Rect, look: &Look, frame: &mut Frame) {
    let hint = look.theme.style(Token::Hint);
    let used = put(frame.buffer_mut(), (line.x, line.y), line.width, lead, hint);
    let room = Rect {
        x: line.x + used,
        width: line.width - used,
        ..line
    };
    field.draw(frame, room, look.theme.style(Token::Text));
}
