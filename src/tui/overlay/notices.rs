//! Shows everything that was told in this sitting, the latest first, in full.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::stack::Hand;
use super::{boxed, centred};
use crate::tui::draw::{put, scrollbar, wrap};
use crate::tui::keymap::Action;
use crate::tui::root::{Effect, Level, Look, Request, Told};
use crate::tui::theme::Token;

const WIDTH: u16 = 100;
/// The columns of the time before a notice.
const WHEN: u16 = 13;

/// One line: when, on the first line of a notice, and a part of what was told.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    when: String,
    text: String,
    level: Level,
}

/// What was told, and which of it is in sight.
#[derive(Debug)]
pub struct State {
    told: Vec<Told>,
    opened: Duration,
    area: Rect,
    rows: Vec<Row>,
    top: usize,
}

impl State {
    /// What was `told` before `now`, the latest first.
    pub fn new(told: Vec<Told>, now: Duration) -> Self {
        Self {
            told,
            opened: now,
            area: Rect::default(),
            rows: Vec::new(),
            top: 0,
        }
    }

    /// Breaks the lines for another place.
    pub fn resize(&mut self, area: Rect) {
        self.area = area;
        let room = area.width.min(WIDTH).saturating_sub(WHEN + 5);
        self.rows.clear();
        for told in &self.told {
            let mut when = ago(self.opened.saturating_sub(told.at));
            if told.times > 1 {
                when = format!("{when} ×{}", told.times);
            }
            for text in wrap(&told.notice.text, room) {
                let (when, level) = (std::mem::take(&mut when), told.notice.level);
                self.rows.push(Row { when, text, level });
            }
        }
        self.shift(0);
    }

    fn height(&self) -> usize {
        usize::from(self.area.height.saturating_sub(4))
    }

    fn shift(&mut self, rows: isize) {
        let furthest = self.rows.len().saturating_sub(self.height());
        self.top = self.top.saturating_add_signed(rows).min(furthest);
    }
}

/// How long ago, in the largest unit that fits.
fn ago(since: Duration) -> String {
    match since.as_secs() {
        seconds @ 0..60 => format!("{seconds} s ago"),
        seconds @ 60..3_600 => format!("{} min ago", seconds / 60),
        seconds => format!("{} h ago", seconds / 3_600),
    }
}

/// Applies what was typed or pressed.
pub fn update(state: &mut State, hand: &Hand) -> Vec<Effect> {
    let page = isize::try_from(state.height()).unwrap_or(1);
    match hand {
        Hand::Act(Action::Up) => state.shift(-1),
        Hand::Act(Action::Down) => state.shift(1),
        Hand::Act(Action::PageUp) => state.shift(-page),
        Hand::Act(Action::PageDown) => state.shift(page),
        Hand::Act(Action::Cancel | Action::Accept | Action::Notices) => {
            return vec![Effect::send(Request::CloseOverlay)];
        }
        Hand::Mouse(mouse) => state.shift(super::frame::wheel(*mouse)),
        Hand::Act(_) | Hand::Key(_) | Hand::Paste(_) => {}
    }
    Vec::new()
}

/// Draws it; there is no caret.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    let height = area.height.saturating_sub(2);
    let inner = boxed(frame, centred(area, WIDTH, height), "Told so far", look);
    let theme = look.theme;
    let x = inner.x + 1;
    let room = inner.width.saturating_sub(2);
    if state.rows.is_empty() {
        let text = "Nothing was told in this sitting.";
        let style = theme.style(Token::Muted);
        put(frame.buffer_mut(), (x, inner.y), room, text, style);
        return None;
    }
    let rows = state.rows.iter().skip(state.top);
    for (row, y) in rows.zip(inner.y..inner.bottom()) {
        let buffer = frame.buffer_mut();
        let token = match row.level {
            Level::Good => Token::Good,
            Level::Info => Token::Text,
            Level::Warn => Token::Warn,
            Level::Bad => Token::Bad,
        };
        let when = theme.style(Token::Muted);
        put(buffer, (x, y), WHEN.min(room), &row.when, when);
        let after = x + WHEN + 1;
        let room = inner.right().saturating_sub(after + 1);
        put(buffer, (after, y), room, &row.text, theme.style(token));
    }
    let bar = Rect::new(inner.right().saturating_sub(1), inner.y, 1, inner.height);
    scrollbar(frame, bar, state.top, state.rows.len(), theme);
    None
}
