//! How the pane is drawn.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::detail::{Line, short};
use super::state::{Row, What};
use super::{State, wish};
use crate::domain::approval::ApprovalState;
use crate::domain::wish::{AgentWish, Wish};
use crate::tui::draw::{put, put_right, rule, scrollbar, width, wrap};
use crate::tui::keymap::Action;
use crate::tui::root::Look;
use crate::tui::theme::Token;
use crate::tui::views::runs::age;

/// What the pane says while there is nothing in it.
const EMPTY: [(&str, Token); 2] = [
    ("Nothing waits for an answer.", Token::Text),
    (
        "Questions come here before anything of yours is touched: what an agent may not do by itself, \
         new output that meets your edits, a folder that holds other files. Each shows exactly what would be done; nothing happens \
         until you say yes.",
        Token::Muted,
    ),
];

/// The actions for the footer: what can be done with what is chosen.
pub fn keys(state: &State) -> &'static [(Action, &'static str)] {
    if state.typing() {
        return match state.writing.as_ref().map(|writing| writing.what) {
            Some(What::Rule) => &[
                (Action::Accept, "save and accept"),
                (Action::ApproveAlike, "all alike"),
                (Action::RuleScope, "where"),
                (Action::RuleEnd, "how long"),
                (Action::Cancel, "back"),
            ],
            Some(What::Command) => &[(Action::Accept, "run this"), (Action::Cancel, "back")],
            Some(What::Reason) | None => &[(Action::Accept, "deny"), (Action::Cancel, "back")],
        };
    }
    let Some(row) = state.chosen() else {
        return &[];
    };
    if !row.waits() || row.answering.is_some() {
        return &[
            (Action::Accept, "look closer"),
            (Action::OpenFile, "open"),
            (Action::ShowAsker, "who asks"),
        ];
    }
    if let Some(asked) = row.approval.question.subject.wish() {
        return wished(&asked.wish, row.places().len());
    }
    if row.approval.question.subject.contested().len() > 1 || !row.choices.is_empty() {
        return &[
            (Action::ChooseMine, "mine"),
            (Action::ChooseNew, "new"),
            (Action::ChooseBoth, "both"),
            (Action::Next, "next file"),
            (Action::Approve, "go on, rest mine"),
            (Action::ApproveOther, "go on, rest new"),
            (Action::Deny, "deny"),
            (Action::OpenFile, "open"),
        ];
    }
    if row.approval.question.subject.needs_choice() {
        return &[
            (Action::Approve, "keep mine"),
            (Action::ApproveOther, "take new"),
            (Action::ChooseBoth, "both"),
            (Action::Deny, "deny"),
            (Action::OpenFile, "open"),
            (Action::Accept, "look closer"),
        ];
    }
    &[
        (Action::Approve, "accept"),
        (Action::Deny, "deny"),
        (Action::Accept, "look closer"),
    ]
}

/// The actions for what an agent wants.
fn wished(wish: &Wish, places: usize) -> &'static [(Action, &'static str)] {
    match wish {
        Wish::Command { .. } => &[
            (Action::Approve, "accept"),
            (Action::EditCommand, "change it"),
            (Action::ApproveRule, "with a rule"),
            (Action::Deny, "deny"),
            (Action::Defer, "later"),
            (Action::ShowAsker, "who asks"),
            (Action::Accept, "look closer"),
        ],
        Wish::Changes { .. } if places > 1 => &[
            (Action::Approve, "accept what is taken"),
            (Action::ChooseMine, "leave"),
            (Action::ChooseNew, "take"),
            (Action::Next, "next place"),
            (Action::Deny, "deny"),
            (Action::Defer, "later"),
            (Action::ShowAsker, "who asks"),
        ],
        Wish::Changes { .. } | Wish::Read { .. } | Wish::Address { .. } => &[
            (Action::Approve, "accept"),
            (Action::ApproveRule, "with a rule"),
            (Action::Deny, "deny"),
            (Action::Defer, "later"),
            (Action::ShowAsker, "who asks"),
            (Action::Accept, "look closer"),
        ],
        Wish::GoOn { .. } => &[
            (Action::Approve, "accept"),
            (Action::Deny, "deny"),
            (Action::Defer, "later"),
            (Action::ShowAsker, "who asks"),
            (Action::Accept, "look closer"),
        ],
    }
}

/// Draws the pane within its border.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    if state.rows.is_empty() {
        empty(area, look, frame);
        return;
    }
    let parts = state.parts();
    list(state, parts.list, look, frame);
    let line = if look.focused {
        Token::BorderFocus
    } else {
        Token::Border
    };
    let line = look.theme.style(line);
    rule(frame.buffer_mut(), parts.rule, line);
    detail(state, parts.detail, look, frame);
    if let Some(writing) = &state.writing {
        let theme = look.theme;
        let room = parts.reason.width.saturating_sub(1);
        let at = (parts.reason.x + 1, parts.reason.y);
        let (label, style) = (label(writing.what), theme.style(Token::Accent));
        put(frame.buffer_mut(), at, room, label, style);
        let field = beyond_label(writing.what, parts.reason);
        writing.field.draw(frame, field, theme.style(Token::Text));
    }
}

/// Where the caret is while the pane has the keyboard.
pub fn caret(state: &State, _area: Rect) -> Option<Position> {
    let writing = state.writing.as_ref()?;
    let line = state.parts().reason;
    writing.field.caret_in(beyond_label(writing.what, line))
}

/// What stands before what is typed.
fn label(what: What) -> &'static str {
    match what {
        What::Reason => "deny, because: ",
        What::Command => "run instead: ",
        What::Rule => "allow: ",
    }
}

fn beyond_label(what: What, line: Rect) -> Rect {
    let label = (width(label(what)) + 1).min(line.width.saturating_sub(1));
    Rect {
        x: line.x + label,
        width: line.width - label,
        ..line
    }
}

fn empty(area: Rect, look: &Look, frame: &mut Frame) {
    let room = area.width.saturating_sub(2);
    let mut y = area.y;
    for (text, token) in EMPTY {
        for line in wrap(text, room) {
            if y < area.bottom() {
                let style = look.theme.style(token);
                put(frame.buffer_mut(), (area.x + 1, y), room, &line, style);
            }
            y = y.saturating_add(1);
        }
    }
}

fn list(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    let count = state.rows.len();
    let bar = count > usize::from(area.height);
    let room = area.width.saturating_sub(u16::from(bar));
    let rows = state.rows.iter().enumerate().skip(state.list.top);
    for (y, (at, row)) in (area.y..area.bottom()).zip(rows) {
        let line = Rect {
            y,
            width: room,
            height: 1,
            ..area
        };
        let mut ground = Style::new();
        if at == state.list.cursor {
            ground = look.theme.style(if look.focused {
                Token::Selection
            } else {
                Token::SelectionInactive
            });
        }
        entry(state, row, line, ground, look, frame);
    }
    if bar && !area.is_empty() {
        let column = Rect {
            x: area.right() - 1,
            width: 1,
            ..area
        };
        scrollbar(frame, column, state.list.top, count, look.theme);
    }
}

fn entry(state: &State, row: &Row, line: Rect, ground: Style, look: &Look, frame: &mut Frame) {
    let theme = look.theme;
    let waiting = waiting(state, row, look.now);
    let risk = row.approval.question.subject.wish().map(AgentWish::risk);
    let (sign, token, word) = match (row.approval.state, row.answering) {
        (ApprovalState::Pending, Some(answer)) => ("◐", Token::Working, answer),
        (ApprovalState::Pending, None) => {
            let token = risk.map_or(Token::Warn, wish::look);
            ("●", token, waiting.as_str())
        }
        (ApprovalState::Approved, _) => ("✓", Token::Good, "accepted"),
        (ApprovalState::Denied, _) => ("✗", Token::Bad, "denied"),
        (ApprovalState::Expired, _) => ("·", Token::Faint, "over"),
        (ApprovalState::Superseded, _) => ("↻", Token::Faint, "asked anew"),
    };
    let text = if row.waits() {
        Token::Text
    } else {
        Token::Muted
    };
    let buffer = frame.buffer_mut();
    let mut end = line.right();
    let style = |token| theme.style(token).patch(ground);
    if !word.is_empty() && line.width > width(word) + 16 {
        end = put_right(buffer, end, line.y, line.width, word, theme.style(token));
        end = end.saturating_sub(1);
    }
    let left = line.x + 1;
    put(buffer, (left, line.y), 1, sign, theme.style(token));
    let x = left + 2;
    put(
        buffer,
        (x, line.y),
        end.saturating_sub(x),
        &short(&row.approval),
        style(text),
    );
    buffer.set_style(line, ground);
}

/// How much can go wrong, and how long it waits.
fn waiting(state: &State, row: &Row, now: Duration) -> String {
    let risk = row.approval.question.subject.wish().map(AgentWish::risk);
    let age = state.clock.map(|clock| {
        let now = clock.read + now.saturating_sub(clock.at);
        age(row.approval.raised_at, now)
    });
    let words = risk
        .map(|risk| risk.name().to_owned())
        .into_iter()
        .chain(age);
    words.collect::<Vec<_>>().join(" · ")
}

fn detail(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    let shown = state.lines.iter().skip(state.top);
    for (y, line) in (area.y..area.bottom()).zip(shown) {
        let at = (area.x + 1, y);
        draw_line(line, at, area.width.saturating_sub(2), look, frame);
    }
    if area.is_empty() {
        return;
    }
    let column = Rect {
        x: area.right() - 1,
        width: 1,
        ..area
    };
    scrollbar(frame, column, state.top, state.lines.len(), look.theme);
}

fn draw_line(line: &Line, at: (u16, u16), room: u16, look: &Look, frame: &mut Frame) {
    let (mut x, y) = at;
    let end = x + room;
    let buffer = frame.buffer_mut();
    if let Some(bar) = line.bar {
        x += put(buffer, at, room, "▎", look.theme.style(bar));
    }
    let style = look.theme.style(line.token);
    let Some((mark, token)) = &line.mark else {
        put(buffer, (x, y), end.saturating_sub(x), &line.text, style);
        return;
    };
    let marked = look.theme.style(*token).add_modifier(Modifier::UNDERLINED);
    let parts = [
        (0..mark.start, style),
        (mark.clone(), marked),
        (mark.end..line.text.len(), style),
    ];
    for (part, style) in parts {
        let text = line.text.get(part).unwrap_or_default();
        x += put(buffer, (x, y), end.saturating_sub(x), text, style);
    }
}
