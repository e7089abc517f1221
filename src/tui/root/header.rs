//! The first line: where we are, which model answers, what may be spent, what works and waits.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Hold, Model, Screen};
use crate::sandbox::Rung;
use crate::tui::draw::{cut, put, put_right, width};
use crate::tui::layout::Pane;
use crate::tui::theme::Token;

/// The columns between two texts.
const GAP: u16 = 2;
/// The most columns of the name of the workspace, and of its branch.
const NAME: u16 = 32;

/// From so many columns on the mode of the sandbox stands beside its rung.
const WIDE: u16 = 100;

/// A text in a look.
type Part = (String, Token);

/// Draws it.
pub(super) fn header(model: &Model, frame: &mut Frame, area: Rect) {
    let theme = &model.appearance.theme;
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.style(Token::Header));
    let (name, rest) = left(model);
    // The name and the tabs stay; then comes what asks for a person, then all that there is room for.
    let kept = width(&name.0) + rest.iter().map(|(text, _)| width(text) + GAP).sum::<u16>();
    let branch = branch(model).map_or(0, |(text, _)| width(&text) + GAP);
    let mut limit = area.right().saturating_sub(1);
    for ((text, token), needed) in right(model) {
        let from = area.x
            + 1
            + if needed {
                area.width / 3
            } else {
                kept + branch
            };
        let room = limit.saturating_sub(from + GAP);
        if room < width(&text) {
            continue;
        }
        let style = theme.style(token);
        limit = put_right(buffer, limit, area.y, room, &text, style).saturating_sub(GAP);
    }
    let spare = limit.saturating_sub(area.x + 1 + kept);
    let branch = self::branch(model).filter(|_| spare > 8);
    let branch = branch.map(|(text, token)| (cut(&text, spare - GAP).into_owned(), token));
    let mut x = area.x + 1;
    for (text, token) in std::iter::once(name).chain(branch).chain(rest) {
        let room = limit.saturating_sub(x);
        x += put(buffer, (x, area.y), room, &text, theme.style(token)) + GAP;
    }
}

/// The name of the workspace, and what is shown of it.
fn left(model: &Model) -> (Part, Vec<Part>) {
    let name = model.workspace.file_name().map_or_else(
        || model.workspace.to_string_lossy(),
        |name| name.to_string_lossy(),
    );
    let name = (cut(&name, NAME).into_owned(), Token::Strong);
    let rest = match model.screen {
        Screen::Ide if model.areas.single => tabs(model),
        Screen::Ide => Vec::new(),
        Screen::Runs => vec![("Runs".to_owned(), Token::Accent)],
    };
    (name, rest)
}

fn branch(model: &Model) -> Option<Part> {
    let branch = model.facts.branch.as_ref()?;
    let shown = format!("⎇ {branch}");
    Some((cut(&shown, NAME).into_owned(), Token::Muted))
}

/// What stands at the right, the weightiest first; true for what asks for a person.
fn right(model: &Model) -> Vec<(Part, bool)> {
    let facts = &model.facts;
    let mut right = Vec::new();
    if facts.approvals > 0 {
        let text = format!(" {} waiting ", facts.approvals);
        right.push(((text, Token::BadgeAttention), true));
    }
    if facts.runs > 0 {
        let text = format!("{} at work", facts.runs);
        right.push(((text, Token::Working), true));
    }
    let hold = &facts.hold;
    if hold.unasked {
        right.push((("approves unasked".to_owned(), Token::Warn), true));
    }
    if let Some(part) = sandbox(hold, model.areas.whole.width) {
        right.push(part);
    }
    if let Some(left) = &facts.budget {
        right.push(((left.clone(), Token::Muted), false));
    }
    let model = model.panes.chat.model().unwrap_or(&facts.model);
    if !model.is_empty() {
        right.push(((model.to_owned(), Token::Muted), false));
    }
    right
}

/// What confines the commands of agents: the mode that was chosen, and the rung that holds here.
fn sandbox(hold: &Hold, columns: u16) -> Option<(Part, bool)> {
    let mode = &hold.sandbox;
    let wide = columns >= WIDE;
    let warned = |text: String| Some(((text, Token::Warn), true));
    let calm = |text: String| Some(((text, Token::Muted), false));
    match hold.rung {
        _ if hold.open => warned("no sandbox".to_owned()),
        None if mode.is_empty() => None,
        None => calm(format!("sandbox {mode}")),
        Some(Rung::None) if wide => warned(format!("sandbox {mode}: none")),
        Some(Rung::None) => warned("no sandbox".to_owned()),
        Some(rung) if wide => calm(format!("sandbox {mode}: {rung}")),
        Some(rung) => calm(rung.to_string()),
    }
}

/// The names of the panes where only one of them is shown; the one in sight stands out.
fn tabs(model: &Model) -> Vec<Part> {
    let name = |pane: Pane| {
        let token = if pane == model.pane {
            Token::TitleFocus
        } else {
            Token::Muted
        };
        (pane.title().to_owned(), token)
    };
    Pane::ALL.into_iter().map(name).collect()
}
