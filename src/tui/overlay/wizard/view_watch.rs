//! How a run and its result are drawn.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::State;
use super::on_watch::came_to_nothing;
use super::view::line;
use super::watch::{Reader, Watch};
use crate::tui::draw::{Row, put, scrollbar, wrap};
use crate::tui::progress::{Progress, card};
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// Draws the step; it has no caret.
pub(super) fn view(
    state: &State,
    body: Rect,
    last: Rect,
    look: &Look,
    frame: &mut Frame,
) -> Option<Position> {
    let watch = state.watch.as_ref()?;
    if let Some(reader) = &watch.reader {
        read(reader, body, look, frame);
        return None;
    }
    let mut rows = card(&watch.progress, look.now);
    if watch.progress.waits() {
        rows.pop();
        rows.extend(question(&watch.progress, body.width));
    }
    let next = next(watch);
    let agents = watch.progress.agents.len();
    let room = usize::from(body.height).saturating_sub(next.len());
    // The end of a card that is too long is what counts, and the chosen agent stays in sight.
    let top = rows.len().saturating_sub(room);
    let top = if watch.chosen < agents {
        top.min(watch.chosen + 1)
    } else {
        top
    };
    let mut y = body.y;
    for (at, row) in rows.iter().enumerate().skip(top).take(room) {
        if watch.chosen < agents && at == watch.chosen + 1 {
            select(y, body, look, frame);
        }
        row.draw(frame, (body.x, y), body.width, look.theme);
        y += 1;
    }
    y = events(watch, y, body, next.len(), look, frame);
    for (at, row) in next.iter().enumerate() {
        if y >= body.bottom() {
            break;
        }
        if at == 0 && watch.chosen >= agents {
            select(y, body, look, frame);
        }
        row.draw(frame, (body.x, y), body.width, look.theme);
        y += 1;
    }
    let (fault, hint) = below(state, watch);
    line(fault.as_deref(), hint, last, look, frame);
    None
}

/// What the run waits for, whole, in the place of the line that tells what came of it.
fn question(progress: &Progress, columns: u16) -> Vec<Row> {
    let mut rows = vec![Row::of("  waits for you", Token::Warn)];
    let lines = wrap(&progress.reason, columns.saturating_sub(4));
    let lines = lines.into_iter();
    rows.extend(lines.map(|line| Row::of("    ", Token::Text).then(line, Token::Text)));
    rows
}

fn select(y: u16, body: Rect, look: &Look, frame: &mut Frame) {
    let row = Rect {
        y,
        height: 1,
        ..body
    };
    let style = look.theme.style(Token::Selection);
    frame.buffer_mut().set_style(row, style);
}

/// The newest events, where there is room between the card and what comes next.
fn events(
    watch: &Watch,
    from: u16,
    body: Rect,
    below: usize,
    look: &Look,
    frame: &mut Frame,
) -> u16 {
    let below = u16::try_from(below).unwrap_or(0);
    let room = body.bottom().saturating_sub(from + below);
    if room < 4 {
        return from + u16::from(room > 0);
    }
    let rule = "─".repeat(usize::from(body.width));
    let style = look.theme.style(Token::Border);
    put(
        frame.buffer_mut(),
        (body.x, from + 1),
        body.width,
        &rule,
        style,
    );
    let count = usize::from(room - 3).min(watch.events.len());
    let mut y = from + 2;
    for row in watch.events.iter().skip(watch.events.len() - count) {
        row.draw(frame, (body.x, y), body.width, look.theme);
        y += 1;
    }
    y + 1
}

/// What can be done once the run does not work any more.
fn next(watch: &Watch) -> Vec<Row> {
    let progress = &watch.progress;
    if progress.works() {
        return Vec::new();
    }
    if progress.waits() {
        return vec![Row::of(
            "▸ Answer its question in the approvals",
            Token::Accent,
        )];
    }
    match &progress.target {
        Some(target) => vec![
            Row::of("▸ Open the project", Token::Accent)
                .then(format!("  {}", target.display()), Token::Muted),
        ],
        None if came_to_nothing(progress.state) => {
            vec![Row::of(
                "▸ Change how and where, and try again",
                Token::Accent,
            )]
        }
        None => vec![Row::of("▸ Back", Token::Accent)],
    }
}

fn below(state: &State, watch: &Watch) -> (Option<String>, &'static str) {
    let progress = &watch.progress;
    if watch.leaving {
        let question = "The run is at work: close this and leave it running, or end it?";
        return (Some(question.to_owned()), "");
    }
    let hint = if progress.works() {
        "The run goes on when this is closed"
    } else {
        ""
    };
    (state.fault.clone(), hint)
}

fn read(reader: &Reader, body: Rect, look: &Look, frame: &mut Frame) {
    let document = &reader.document;
    Row::of(document.title.clone(), Token::Strong)
        .right(document.agent.name(), Token::Muted)
        .draw(frame, (body.x, body.y), body.width, look.theme);
    let list = Rect {
        y: body.y + 1,
        height: body.height.saturating_sub(1),
        ..body
    };
    let shown = reader.rows.iter().skip(reader.scroll.top);
    for (row, y) in shown.zip(list.y..list.bottom()) {
        row.draw(frame, (list.x, y), list.width.saturating_sub(2), look.theme);
    }
    let bar = Rect {
        x: list.right().saturating_sub(1),
        width: 1,
        ..list
    };
    scrollbar(frame, bar, reader.scroll.top, reader.rows.len(), look.theme);
}
