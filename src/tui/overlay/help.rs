//! Shows every key that works, made from the keymap itself.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::stack::Hand;
use super::{boxed, centred};
use crate::tui::draw::{put, scrollbar};
use crate::tui::keymap::{Action, Keymap, Scope};
use crate::tui::root::{Effect, Look, Request};
use crate::tui::theme::Token;

const WIDTH: u16 = 78;
/// The columns of the keys.
const KEYS: u16 = 24;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
    Head(&'static str),
    Key(String, &'static str),
    Gap,
}

/// The lines and which are in sight.
#[derive(Debug)]
pub struct State {
    /// Where it may be drawn.
    pub area: Rect,
    rows: Vec<Row>,
    top: usize,
}

impl State {
    /// The keys that are looked up where the keyboard was, then the rest under their own names.
    pub fn new(keymap: &Keymap, scope: Scope) -> Self {
        let here = scope.layers();
        let mut order = here.to_vec();
        order.extend(Scope::ALL);
        let mut rows = Vec::new();
        let mut told: Vec<Scope> = Vec::new();
        for scope in order {
            if told.contains(&scope) {
                continue;
            }
            told.push(scope);
            rows.push(Row::Head(heading(scope, here)));
            let mut by_action: Vec<(Action, String)> = Vec::new();
            for (keys, action) in keymap.of_scope(scope) {
                let keys: Vec<_> = keys.iter().map(ToString::to_string).collect();
                let keys = keys.join(" ");
                match by_action.iter_mut().find(|(known, _)| *known == action) {
                    Some((_, all)) => *all = format!("{all}, {keys}"),
                    None => by_action.push((action, keys)),
                }
            }
            let lines = by_action.into_iter();
            rows.extend(lines.map(|(action, keys)| Row::Key(keys, action.about())));
            rows.push(Row::Gap);
        }
        Self {
            area: Rect::default(),
            rows,
            top: 0,
        }
    }

    fn height(&self) -> usize {
        usize::from(self.area.height.saturating_sub(4))
    }

    fn shift(&mut self, rows: isize) {
        let furthest = self.rows.len().saturating_sub(self.height());
        self.top = self.top.saturating_add_signed(rows).min(furthest);
    }
}

fn heading(scope: Scope, here: &[Scope]) -> &'static str {
    match scope {
        Scope::Global if !here.contains(&Scope::Global) => {
            "Panes and runs, not here (in the terminal only those with Ctrl-G)"
        }
        Scope::Global => "Everywhere (in the terminal only those with Ctrl-G)",
        Scope::Tree => "Files",
        Scope::Editor => "Editor",
        Scope::Terminal => "Terminal",
        Scope::Scrollback => "Terminal, looking back or ended",
        Scope::Chat => "Chat",
        Scope::Approvals => "Approvals",
        Scope::Runs => "Runs",
        Scope::Overlay => "Lists and questions",
        Scope::Wizard => "New project",
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
        Hand::Act(Action::Cancel | Action::Accept | Action::Help) => {
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
    let inner = boxed(frame, centred(area, WIDTH, height), "Keys", look);
    let theme = look.theme;
    for (row, y) in state
        .rows
        .iter()
        .skip(state.top)
        .zip(inner.y..inner.bottom())
    {
        let buffer = frame.buffer_mut();
        match row {
            Row::Head(text) => {
                put(
                    buffer,
                    (inner.x + 1, y),
                    inner.width.saturating_sub(2),
                    text,
                    theme.style(Token::Heading),
                );
            }
            Row::Key(keys, about) => {
                put(
                    buffer,
                    (inner.x + 1, y),
                    KEYS,
                    keys,
                    theme.style(Token::Key),
                );
                let x = inner.x + KEYS + 3;
                let room = inner.right().saturating_sub(x + 1);
                put(buffer, (x, y), room, about, theme.style(Token::Text));
            }
            Row::Gap => {}
        }
    }
    let bar = Rect::new(inner.right().saturating_sub(1), inner.y, 1, inner.height);
    scrollbar(frame, bar, state.top, state.rows.len(), theme);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_works_here_comes_first_and_nothing_else_is_called_everywhere() {
        let heads = |scope| -> Vec<&'static str> {
            let state = State::new(&Keymap::ours().unwrap(), scope);
            let heads = state.rows.iter().filter_map(|row| match row {
                Row::Head(text) => Some(*text),
                Row::Key(..) | Row::Gap => None,
            });
            heads.collect()
        };
        let above = heads(Scope::Wizard);
        assert_eq!(above[..2], ["New project", "Lists and questions"]);
        assert!(above.iter().all(|head| !head.contains("Everywhere")));
        assert!(heads(Scope::Chat)[1].contains("Everywhere"));
    }
}
