//! Finds a command by any part of its description and does it.

use nucleo::pattern::{CaseMatching, Normalization, Pattern};
use nucleo::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::stack::Hand;
use super::{boxed, centred};
use crate::tui::draw::{Field, Scroll, put, put_right, scrollbar};
use crate::tui::keymap::{Action, Keymap, Scope};
use crate::tui::root::{Effect, Look, Request};
use crate::tui::theme::Token;

const WIDTH: u16 = 72;
const ROWS: u16 = 16;

/// One command.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    action: Action,
    keys: Option<String>,
}

/// What is typed and what matches it.
#[derive(Debug)]
pub struct State {
    /// Where it may be drawn.
    pub area: Rect,
    entries: Vec<Entry>,
    matching: Vec<usize>,
    field: Field,
    scroll: Scroll,
}

impl State {
    /// The commands of the scope that had the keyboard, then those that work anywhere.
    pub fn new(keymap: &Keymap, scope: Scope) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        for from in [Scope::Global].iter().chain(scope.layers()) {
            for (_, action) in keymap.of_scope(*from) {
                if entries.iter().all(|entry| entry.action != action) {
                    let keys = keymap.keys_of(scope, action);
                    entries.push(Entry { action, keys });
                }
            }
        }
        Self {
            area: Rect::default(),
            matching: (0..entries.len()).collect(),
            entries,
            field: Field::default(),
            scroll: Scroll::default(),
        }
    }

    fn rows(&self) -> usize {
        usize::from(ROWS.min(self.area.height.saturating_sub(4)))
    }

    /// Finds what matches the typed text, best first.
    fn find(&mut self) {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(
            self.field.text(),
            CaseMatching::Ignore,
            Normalization::Smart,
        );
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let text = format!("{} {}", entry.action.about(), entry.action.name());
            let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher);
            scored.extend(score.map(|score| (score, index)));
        }
        scored.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        self.matching = scored.into_iter().map(|(_, index)| index).collect();
        self.scroll = Scroll::default();
    }
}

/// Applies what was typed or pressed.
pub fn update(state: &mut State, hand: Hand) -> Vec<Effect> {
    let (count, rows) = (state.matching.len(), state.rows());
    let page = isize::try_from(rows).unwrap_or(1);
    match hand {
        Hand::Act(Action::Up) => state.scroll.step(-1, count, rows),
        Hand::Act(Action::Down) => state.scroll.step(1, count, rows),
        Hand::Act(Action::PageUp) => state.scroll.step(-page, count, rows),
        Hand::Act(Action::PageDown) => state.scroll.step(page, count, rows),
        Hand::Act(Action::Accept) => {
            let chosen = state.matching.get(state.scroll.cursor);
            let action = chosen.and_then(|index| state.entries.get(*index));
            let mut effects = vec![Effect::send(Request::CloseOverlay)];
            effects.extend(action.map(|entry| Effect::send(Request::Act(entry.action))));
            return effects;
        }
        Hand::Act(Action::Cancel) => return vec![Effect::send(Request::CloseOverlay)],
        Hand::Key(key) => {
            if state.field.key(key) {
                state.find();
            }
        }
        Hand::Paste(text) => {
            state.field.insert(&text);
            state.find();
        }
        Hand::Act(_) | Hand::Mouse(_) => {}
    }
    Vec::new()
}

/// Draws it and answers where the caret is.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    let rows = state.rows();
    let height = u16::try_from(rows).unwrap_or(ROWS).saturating_add(3);
    let inner = boxed(frame, centred(area, WIDTH, height), "Commands", look);
    let theme = look.theme;
    let line = Rect {
        height: inner.height.min(1),
        ..inner
    };
    let caret = state.field.draw(frame, line, theme.style(Token::Text));
    if state.field.text().is_empty() {
        let hint = "Type a part of what you want to do";
        put(
            frame.buffer_mut(),
            (inner.x, inner.y),
            inner.width,
            hint,
            theme.style(Token::Placeholder),
        );
    }
    draw_rows(state, inner, look, frame);
    if state.matching.is_empty() {
        let at = (inner.x + 1, inner.y + 1);
        put(
            frame.buffer_mut(),
            at,
            inner.width,
            "Nothing matches",
            theme.style(Token::Muted),
        );
    }
    let bar = Rect::new(
        inner.right().saturating_sub(1),
        inner.y + 1,
        1,
        inner.height.saturating_sub(1),
    );
    scrollbar(frame, bar, state.scroll.top, state.matching.len(), theme);
    caret
}

/// Draws the commands that match, the chosen one marked.
fn draw_rows(state: &State, inner: Rect, look: &Look, frame: &mut Frame) {
    let theme = look.theme;
    let shown = state
        .matching
        .iter()
        .enumerate()
        .skip(state.scroll.top)
        .take(state.rows());
    for ((row, index), y) in shown.zip(inner.y + 1..inner.bottom()) {
        let Some(entry) = state.entries.get(*index) else {
            continue;
        };
        let chosen = row == state.scroll.cursor;
        let line = Rect {
            y,
            height: 1,
            ..inner
        };
        if chosen {
            frame
                .buffer_mut()
                .set_style(line, theme.style(Token::Selection));
        }
        let keys = entry.keys.as_deref().unwrap_or_default();
        let buffer = frame.buffer_mut();
        let right = inner.right().saturating_sub(2);
        let before = put_right(buffer, right, y, 20, keys, theme.style(Token::Key));
        let room = before.saturating_sub(inner.x + 2);
        let plain = theme.style(Token::Text);
        put(buffer, (inner.x + 1, y), room, entry.action.about(), plain);
    }
}
