//! The first line: where we are, which model answers, what may be spent, what works and waits.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Model, Screen};
use crate::tui::draw::{put, put_right};
use crate::tui::layout::Pane;
use crate::tui::theme::Token;

/// Draws it.
pub(super) fn header(model: &Model, frame: &mut Frame, area: Rect) {
    let theme = &model.appearance.theme;
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.style(Token::Header));
    let (mut x, y) = (area.x + 1, area.y);
    let end = area.right();
    let facts = &model.facts;
    let name = model.workspace.file_name().map_or_else(
        || model.workspace.to_string_lossy(),
        |name| name.to_string_lossy(),
    );
    let mut left = vec![(name.into_owned(), Token::Strong)];
    if let Some(branch) = &facts.branch {
        left.push((format!("⎇ {branch}"), Token::Muted));
    }
    match model.screen {
        Screen::Ide if model.areas.single => left.push((tabs(model), Token::Muted)),
        Screen::Ide => {}
        Screen::Runs => left.push(("Runs".to_owned(), Token::Accent)),
    }
    // What asks for a person comes first from the right, so that it is cut last.
    let mut right = Vec::new();
    if facts.approvals > 0 {
        let text = format!(" {} waiting ", facts.approvals);
        right.push((text, Token::BadgeAttention));
    }
    if facts.runs > 0 {
        right.push((format!("{} at work", facts.runs), Token::Working));
    }
    right.extend(facts.budget.iter().map(|left| (left.clone(), Token::Muted)));
    if !facts.model.is_empty() {
        right.push((facts.model.clone(), Token::Muted));
    }
    let mut limit = end.saturating_sub(1);
    for (text, token) in right {
        let room = limit.saturating_sub(area.width / 3);
        if room < 6 {
            break;
        }
        limit = put_right(buffer, limit, y, room, &text, theme.style(token)).saturating_sub(2);
    }
    for (text, token) in left {
        let room = limit.saturating_sub(x + 1);
        x += put(buffer, (x, y), room, &text, theme.style(token)) + 2;
    }
}

/// The names of the panes where only one of them is shown, the one in sight in brackets.
fn tabs(model: &Model) -> String {
    let names = Pane::ALL.into_iter().map(|pane| {
        if pane == model.pane {
            format!("[{}]", pane.title())
        } else {
            pane.title().to_owned()
        }
    });
    names.collect::<Vec<_>>().join(" ")
}
